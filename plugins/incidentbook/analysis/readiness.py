"""The readiness list: what is proven, what somebody asserts, and where the two disagree."""

from incidentbook.records import Assertion, ChecklistItem
from incidentbook.records.plain import dataclass

from .proofs import Evidence, Proof, proof

VERDICTS = ("proven", "partly", "asserted", "missing", "stale", "open")
"""How an item stands: proven by documents for all cases or for some, asserted where they cannot tell, missing
by either, asserted too long ago, or said by nobody."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """One item with its proof and the newest assertion, and which of `VERDICTS` that makes."""

    item: ChecklistItem
    proof: Proof | None
    assertion: Assertion | None
    is_stale: bool
    verdict: str

    @property
    def disagrees(self) -> bool:
        """Whether documents and the assertion say different things."""
        if self.proof is None or not self.proof.of or self.assertion is None:
            return False
        return self.assertion.holds != self.proof.is_whole


def readiness(evidence: Evidence) -> tuple[Readiness, ...]:
    """Every item of the policy's readiness list, in its order."""
    policy = evidence.catalogue.library.policy
    return tuple(_item(item, evidence) for item in policy.checklist("readiness").items)


def _item(item: ChecklistItem, evidence: Evidence) -> Readiness:
    policy = evidence.catalogue.library.policy
    proven = proof(item.proof, evidence) if item.proof else None
    assertion = policy.newest_assertion(item.id, evidence.as_of)
    stale = assertion in policy.outdated_assertions(evidence.as_of)
    return Readiness(item, proven, assertion, stale, _verdict(proven, assertion, is_stale=stale))


def _verdict(proven: Proof | None, assertion: Assertion | None, *, is_stale: bool) -> str:
    if proven is not None and proven.of:
        return "proven" if proven.is_whole else "partly" if proven.met or proven.begun else "missing"
    if assertion is None:
        return "open"
    if is_stale:
        return "stale"
    return "asserted" if assertion.holds else "missing"
