"""`check --write-baseline` and `--prune-baseline`: the only two ways in which the baseline changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from incidentbook.checks import Outcome
from incidentbook.checks.baseline import BASELINE_NAME, Baseline, baseline_of, dump
from incidentbook.checks.registry import GOVERNING
from incidentbook.records import Finding
from incidentbook.records.finding import LEVELS

from .files import write_whole
from .refusals import Refusal

_SHOWN = 5


def write_baseline(
    root: Path, outcome: Outcome, existing: Baseline | None, as_of: date, until: date | None = None
) -> str:
    """Write today's findings beside the policy, and say so; an existing baseline may not grow or last longer.

    `until` is the last day on which it holds. Raises Refusal where it would grow or last longer.
    """
    _refuse_over(existing, as_of)
    if existing is not None and existing.until is not None and until is not None and until > existing.until:
        raise Refusal(
            f"the baseline holds until {existing.until.isoformat()}, and may only be shortened. "
            f"Delete {BASELINE_NAME} to begin anew."
        )
    if until is not None and until < as_of:
        raise Refusal(f"{until.isoformat()} has passed; name a day to come with --until")
    until = until or (existing.until if existing else None)
    new = [finding for finding in outcome.findings if finding.id not in GOVERNING]
    if existing is not None and new:
        raise Refusal(_would_grow(new))
    found = baseline_of((*outcome.covered, *new), until)
    write_whole(root / BASELINE_NAME, dump(found).encode("utf-8", "backslashreplace"))
    return (
        f"wrote {BASELINE_NAME}: {_count(found.size)} in {_documents(found)}. "
        f"Commit it; {_time(until)}only new findings are reported."
    )


def _time(until: date | None) -> str:
    return f"until {until.isoformat()} " if until else "from now on "


def _refuse_over(existing: Baseline | None, as_of: date) -> None:
    if existing is not None and existing.until is not None and existing.is_over(as_of):
        raise Refusal(
            f"the baseline ended on {existing.until.isoformat()}; mend what is reported, "
            f"or delete {BASELINE_NAME} to begin anew"
        )


def accepted(outcome: Outcome) -> str:
    """What a first baseline accepts: counts by rule, the gravest rules first; "" where that is nothing."""
    found = [finding for finding in outcome.findings if finding.id not in GOVERNING]
    if not found:
        return ""
    lines = [
        f"Accepted as of today: {_count(len(found))} in {_documents(baseline_of(found))}.",
        *_by_rule(found),
        f"{BASELINE_NAME} lists them: commit it.",
        "From now on only what is new is reported; new documents are checked in full.",
    ]
    return "\n".join(lines)


def _by_rule(found: Sequence[Finding]) -> Iterator[str]:
    rules = Counter((LEVELS.index(finding.level), finding.id, finding.name) for finding in found)
    ranked = sorted(rules.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0][1]))
    top, rest = ranked[:_SHOWN], ranked[_SHOWN:]
    others = f"{len(rest)} other rule{'' if len(rest) == 1 else 's'}"
    rows = [(f"{rule:8}{name}", number, LEVELS[rank]) for (rank, rule, name), number in top]
    rows += [(others, sum(number for _, number in rest), "")] if rest else []
    widest = max(len(words) for words, _, _ in rows)
    for words, number, level in rows:
        yield f"  {words:{widest}} {number:6,}  {level}".rstrip()


def _would_grow(new: Sequence[Finding]) -> str:
    places = "\n".join(f"  {finding.at}: {finding.id} {finding.message}" for finding in new[:_SHOWN])
    more = f"\n  … and {len(new) - _SHOWN:,} more" if len(new) > _SHOWN else ""
    return (
        f"the baseline may only shrink, and {_count(len(new))} would be new in it:\n{places}{more}\n"
        f"Mend or waive them, or delete {BASELINE_NAME} to begin anew."
    )


def prune_baseline(root: Path, outcome: Outcome, existing: Baseline | None, as_of: date) -> str:
    """Take out of the baseline what no longer occurs, follow renamed files, and say what is left."""
    if existing is None:
        raise Refusal(f"there is no {BASELINE_NAME} to prune; --write-baseline makes one")
    _refuse_over(existing, as_of)
    left = baseline_of(outcome.covered, existing.until)
    gone = existing.size - left.size
    if left.entries == existing.entries:
        return f"nothing to prune: all of the {_count(existing.size)} in {BASELINE_NAME} still occur"
    if left.size == 0:
        (root / BASELINE_NAME).unlink()
        return f"deleted {BASELINE_NAME}: none of its {_count(existing.size)} occurs any more"
    write_whole(root / BASELINE_NAME, dump(left).encode("utf-8", "backslashreplace"))
    return f"took {_count(gone)} out of {BASELINE_NAME}; {_count(left.size)} in {_documents(left)} are left"


def _documents(baseline: Baseline) -> str:
    number = len(Counter(path for path, _, _ in baseline.entries))
    return f"{number:,} document{'' if number == 1 else 's'}"


def _count(number: int) -> str:
    return f"{number:,} finding{'' if number == 1 else 's'}"
