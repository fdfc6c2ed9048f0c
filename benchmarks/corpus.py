"""Write a corpus of postmortems and runbooks: `python benchmarks/corpus.py FOLDER --documents 1000`.

Three postmortems to one runbook: postmortems of 6 to 10 KB with five action items and a timeline of twelve
rows, runbooks of 4 KB. The same seed and number give the same bytes, and a larger corpus begins with the
documents of a smaller one. Some have a fault or two, as real ones have.
"""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from textwrap import fill

SERVICES = tuple(
    f"{first}-{second}"
    for first in (
        *("parcel", "label", "route", "depot", "invoice", "customer", "stock", "notice", "driver", "locker"),
        *("returns", "customs", "weight", "pickup", "tariff", "claims"),
    )
    for second in (
        *(
            "intake",
            "search",
            "planner",
            "ledger",
            "gateway",
            "archive",
            "mailer",
            "index",
            "queue",
            "report",
        ),
    )
)
PEOPLE = (
    *(
        "ana",
        "bo",
        "chidi",
        "dana",
        "emre",
        "freya",
        "goran",
        "hana",
        "ines",
        "jonas",
        "kaya",
        "leon",
        "mira",
    ),
    *(
        "nils",
        "olga",
        "pavel",
        "quinn",
        "rosa",
        "sami",
        "tove",
        "umar",
        "vera",
        "wim",
        "xenia",
        "yusuf",
        "zoe",
    ),
)
CAUSES = (
    *("faulty-deployment", "untested-change", "schema-migration", "unsafe-config-change", "config-drift"),
    *("traffic-surge", "connection-pool-exhaustion", "retry-storm", "third-party-outage", "missing-timeout"),
    *("bad-data", "expired-certificate", "node-failure", "missing-alert", "manual-procedure"),
)
PARTS = (
    *("the queue of waiting requests", "the pool of connections", "the cache in front of the database"),
    *(
        "the replica in the second zone",
        "the scheduler's table of jobs",
        "the job that sorts the night's orders",
    ),
    *("the proxy that ends encrypted connections", "the store of printed labels", "the index of addresses"),
)
DOINGS = (
    *(
        "grew until no memory was left",
        "answered with the state of the day before",
        "stopped taking new work",
    ),
    *("lost its leader and took minutes to choose another", "refused every third request for want of a slot"),
    *("read a value that an older release had written", "waited for an answer that never came"),
)
REASONS = (
    *("the limit was set for a tenth of today's load", "both settings share one file that nobody reviews"),
    *("the test environment holds no data of that age", "the retry came without a pause between attempts"),
    *("the alert looked at an average that hides single zones", "the page that explains it was a year old"),
)
STEPS = (
    *(
        "the dashboard of the depot shows a growing backlog",
        "an engineer compares the two zones and sees one fail",
    ),
    *(
        "the release of the morning is taken back in the first zone",
        "traffic is moved to the second zone by hand",
    ),
    *(
        "the vendor confirms that nothing changed on their side",
        "a query that holds a lock for minutes is ended",
    ),
    *("support reports the first calls of customers", "the number of workers is doubled, without an effect"),
)
TASKS = (
    *("Give the queue a limit and an alert at half of it", "Move the setting into a file that is reviewed"),
    *("Alert on the slowest zone instead of the average", "Add a pause that grows between two attempts"),
    *("Load a year's data into the test environment", "Take back a release by one command in every zone"),
    *("Write down who may move traffic, and how", "Renew certificates a month before they end, by a job"),
    *("Show the age of the oldest order on the first page", "Refuse a configuration that no canary has seen"),
)

_OPEN, _FAULTY, _LONG = 0.03, 0.02, 0.4
"""How often an item is open, and lacks something; how often a sentence goes on."""


class Writer:
    """Writes documents with the words and chances of one seed."""

    def __init__(self, seed: int, number: int) -> None:
        self.number = number
        self.random = Random(f"{seed} {number}")  # noqa: S311 - text, not a secret

    def sentence(self) -> str:
        """One sentence about what happened, and why."""
        pick = self.random.choice
        words = f"In {pick(SERVICES)}, {pick(PARTS)} {pick(DOINGS)}, because {pick(REASONS)}."
        if self.random.random() < _LONG:
            words += f" For {self.random.randint(2, 55)} minutes {pick(PARTS)} {pick(DOINGS)} as well."
        return words

    def paragraph(self, sentences: int) -> str:
        """A paragraph, broken at 100 columns."""
        return fill(" ".join(self.sentence() for _ in range(sentences)), 100)

    def postmortem(self) -> tuple[str, str]:
        """The path and the text of a postmortem."""
        pick, began = self.random.choice, datetime(2016, 1, 4, 7, 30) + timedelta(hours=7.3 * self.number)  # noqa: DTZ001 - written with a Z
        service, cause = pick(SERVICES), pick(CAUSES)
        times = [began + timedelta(minutes=minutes) for minutes in (0, 6, 9, 41, 68)]
        names = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
        title = f"{service}: {pick(PARTS)} {pick(DOINGS)}"
        front = [
            "---",
            f'title: "{title}"',
            f"id: PM-{self.number:05}",
            f"severity: {pick(('SEV1', 'SEV2', 'SEV2', 'SEV3', 'SEV3', 'SEV4'))}",
            "status: published",
            *(f"{name}: {time:%Y-%m-%dT%H:%M:00Z}" for name, time in zip(names, times, strict=True)),
            f"services: [{service}]",
            f"causes: [{cause}]",
            f"roles: {{commander: {pick(PEOPLE)}}}",
            f"authors: [{pick(PEOPLE)}, {pick(PEOPLE)}]",
            f"alerts: [{_alert(service)}]",
            "---",
        ]
        body = "\n\n".join(self._sections(service, began))
        return f"postmortems/{began:%Y}/{began:%Y-%m-%d}-{self.number:05}.md", "\n".join(
            [*front, "", f"# {title}", "", body, ""]
        )

    def _sections(self, service: str, began: datetime) -> Iterator[str]:
        yield f"## Summary\n\n{self.paragraph(3)}"
        yield f"## Impact\n\n{self.paragraph(1)}\n\n{self.bullets(2)}"
        yield f"## Timeline\n\nAll times are in UTC.\n\n{self.timeline(began)}"
        yield f"## Detection\n\n{self.paragraph(2)}"
        yield f"## Root cause\n\n{self.paragraph(3)}\n\n{self.paragraph(self.random.randint(1, 3))}"
        yield f"## Contributing factors\n\n{self.bullets(3)}"
        known = SERVICES[self.random.randrange(min(len(SERVICES), self.number // 4 + 1))]
        link = f"See [the runbook of {known}](../../runbooks/{known}-0.md)."
        yield f"## Resolution\n\n{self.paragraph(3)} {link}\n\n{self.commands(service)}"
        yield f"## What went well\n\n{self.bullets(2)}"
        yield f"## What went poorly\n\n{self.bullets(2)}"
        yield f"## Lessons learned\n\n{self.paragraph(self.random.randint(1, 8))}"
        yield f"## Action items\n\n{self.actions(began)}"

    def bullets(self, number: int) -> str:
        """A list of sentences."""
        return "\n".join(f"- {self.sentence()}" for _ in range(number))

    def timeline(self, began: datetime) -> str:
        """A table of twelve events."""
        rows = ["| Time | Event |", "|------|-------|"]
        time = began
        for _ in range(12):
            step = self.random.choice(STEPS)
            rows.append(
                f"| {time:%H:%M} | {step[0].upper()}{step[1:]}; {self.random.choice(PEOPLE)} writes it down |"
            )
            time += timedelta(minutes=self.random.randint(1, 9))
        return "\n".join(rows)

    def actions(self, began: datetime) -> str:
        """Five action items as a table; one table in ten lacks an owner or a date."""
        rows = ["| Action | Type | Owner | Due | Status | Ticket |", "|---|---|---|---|---|---|"]
        for index, task in enumerate(self.random.sample(TASKS, 5)):
            due = began + timedelta(days=self.random.randint(10, 90))
            owner, day = f"@{self.random.choice(PEOPLE)}", f"{due:%Y-%m-%d}"
            if self.random.random() < _FAULTY:
                owner, day = self.random.choice((("", day), (owner, "")))
            kind, status = (
                self.random.choice(("prevent", "detect", "mitigate")),
                "done" if self.random.random() > _OPEN else "open",
            )
            ticket = (
                f"[OPS-{self.number * 5 + index}](https://tickets.example.com/OPS-{self.number * 5 + index})"
            )
            rows.append(f"| {task} | {kind} | {owner} | {day} | {status} | {ticket} |")
        return "\n".join(rows)

    def commands(self, service: str) -> str:
        """A block of shell commands."""
        lines = [
            f"kubectl -n production rollout history deployment/{service}",
            f"kubectl -n production rollout undo deployment/{service}",
            f"kubectl -n production get pods -l app={service}",
        ]
        return "\n".join(["```sh", *lines, "```"])

    def runbook(self) -> tuple[str, str]:
        """The path and the text of a runbook."""
        number = self.number // 4
        service, copy = SERVICES[number % len(SERVICES)], number // len(SERVICES)
        front = [
            "---",
            f'title: "{service}: high error rate {copy}"',
            f"services: [{service}]",
            f"owner: {self.random.choice(PEOPLE)}",
            f"alerts: [{_alert(service)}{copy or ''}]",
            f"last_reviewed: 2025-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}",
            "review_every_days: 365",
            "---",
        ]
        parts = [
            f"# {service}: high error rate {copy}",
            f"## Overview\n\n{self.paragraph(3)}",
            f"## Impact\n\n{self.paragraph(2)}",
            "## Investigation\n\n" + self.steps(service, 4),
            "## Mitigation\n\n" + self.steps(service, 4),
            f"## Verification\n\n1. Check that errors are below 1 %:\n\n{_indented(self.commands(service))}",
            f"## Rollback\n\n1. Take the change back:\n\n{_indented(self.commands(service))}",
            f"## Escalation\n\nCall the engineer on call of {service}, then @{self.random.choice(PEOPLE)}.",
        ]
        return f"runbooks/{service}-{copy}.md", "\n".join([*front, "", "\n\n".join(parts), ""])

    def steps(self, service: str, number: int) -> str:
        """Numbered steps, each with its commands."""
        block = _indented(self.commands(service))
        looks = (
            f"Look whether {self.random.choice(PARTS)} {self.random.choice(DOINGS)}" for _ in range(number)
        )
        return "\n".join(f"{index}. {look}.\n\n{block}\n" for index, look in enumerate(looks, 1))


def _indented(block: str) -> str:
    return "\n".join(f"   {line}" for line in block.split("\n"))


def _alert(service: str) -> str:
    return "".join(word.capitalize() for word in service.split("-")) + "ErrorRate"


def write_corpus(folder: Path, documents: int, seed: int = 1) -> int:
    """Write the documents and a policy below `folder`; gives their size in bytes."""
    size = 0
    for number in range(documents):
        writer = Writer(seed, number)
        path, text = writer.runbook() if number % 4 == 0 else writer.postmortem()
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        size += target.write_bytes(text.encode())
    (folder / "incidentbook.yml").write_text("as_of: 2026-01-15\ntime_zone: UTC\n", encoding="utf-8")
    return size


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Write a corpus of postmortems and runbooks.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    size = write_corpus(given.folder, given.documents, given.seed)
    print(f"{given.documents:,} documents, {size / 1e6:.1f} MB, in {given.folder}")


if __name__ == "__main__":
    main()
