"""Who belongs to which team, as the policy says."""

from collections.abc import Mapping

from incidentbook.records import ActionItem, Policy
from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .names import Name, Names


@dataclass(frozen=True, slots=True)
class Roster:
    """Teams by the handles of their members, in lower case and without "@"."""

    members: Mapping[str, Name]
    teams: Names

    def team_of(self, owner: str) -> Name | None:
        """The team that a person belongs to, or the team itself where a team is named as owner."""
        return self.members.get(handle(owner)) or self.teams.find(owner.strip().lstrip("@"))

    def teams_for(self, item: ActionItem, incident: Incident) -> tuple[Name, ...]:
        """The teams that answer for an action item: its owners', else the incident's first one."""
        owning = dict.fromkeys(team for owner in item.owners if (team := self.team_of(owner)))
        return tuple(owning) or incident.teams[:1]


def roster(policy: Policy, teams: Names) -> Roster:
    """The roster of the policy's teams; somebody in two teams counts to the first."""
    members: dict[str, Name] = {}
    for team in policy.teams:
        name = teams.find(team.id)
        for member in team.members:
            if name:
                members.setdefault(handle(member), name)
    return Roster(members, teams)


def handle(owner: str) -> str:
    """What two spellings of one person have in common: case, a leading "@" and spaces around do not count."""
    return " ".join(owner.split()).casefold().lstrip("@")
