"""META: the checks themselves, their waivers and their baseline."""

import posixpath
from collections import Counter
from collections.abc import Iterator

from incidentbook.reading.globs import matches
from incidentbook.reading.names import nearest
from incidentbook.records import Finding, Location, Postmortem
from incidentbook.records.moment import MILESTONES

from .baseline import BASELINE_NAME
from .context import Aftermath, Context, hidden_sections, is_misread, place_of
from .levels import level_of
from .milestones import milestone_missing
from .registry import RULES, Subject, named, renamed, rule, suggestion

_BOTH = "postmortem runbook alert-rules rota"


@rule("META101", "unknown-rule-in-waiver", level="error", applies=_BOTH)
def unknown_rule_in_waiver(document: Subject, _context: Context) -> Iterator[Finding]:
    """A waiver names a rule that does not exist.

    Why: it silences nothing, and whoever reads it believes that it does.
    Instead: the nearest rule is named in the hint; `incidentbook check --list-rules` names them all.
    Measured: no firing on 177 real documents, which hold no waivers.
    """
    for waiver in document.waivers:
        for word in waiver.rules:
            if named(word) is None:
                message = f"the waiver names “{word}”, which is no rule"
                yield Finding(waiver.at, message, suggestion(word), key=word)


@rule("META102", "expired-waiver", level="error", applies=_BOTH)
def expired_waiver(document: Subject, context: Context) -> Iterator[Finding]:
    """A waiver's last day has passed.

    Why: it was meant to give time, and the time is over; what it silenced is reported again.
    Instead: mend what it waived and delete it, or give it a new day with a reason that still holds.
    Measured: no firing on 177 real documents, which hold no waivers.
    """
    for waiver in document.waivers:
        if waiver.until is not None and waiver.until < context.as_of and not waiver.fault:
            message = f"the waiver of {', '.join(waiver.rules)} ended on {waiver.until.isoformat()}"
            hint = f"mend it and delete the waiver, or give a new date (it said: {waiver.reason})"
            yield Finding(waiver.at, message, hint, key=", ".join(waiver.rules))


@rule("META103", "unused-waiver", level="warning", applies=_BOTH, scope="aftermath")
def unused_waiver(aftermath: Aftermath, _context: Context) -> Iterator[Finding]:
    """A waiver silences nothing: what it waived was mended, or its rule is off.

    Why: it would hide the next fault of that kind, which nobody has judged.
    Instead: delete it. Where the rule has another name now, the hint says it.
    Measured: no firing on 177 real documents, which hold no waivers.
    """
    for waiver in aftermath.idle:
        if any(named(word) for word in waiver.rules):
            words = ", ".join(waiver.rules)
            new = [known for word in waiver.rules for known in renamed(word)]
            hint = "delete it"
            if new:
                hint = f"write {' or '.join(f'`{one.name}`' for one in new)} if that is meant, else delete it"
            yield Finding(waiver.at, f"the waiver of {words} silences nothing", hint, key=words)


@rule("META104", "unmeasured-document", level="info")
def unmeasured_document(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The portal cannot tell when the incident began or was noticed, and when it was over.

    It asks the front matter, then durations in the text, then events that say plainly what they are. Drafts,
    drills and near-misses are not asked: no figure counts them. Silent where `milestone-missing` says so
    already, where an unclosed code block hides the timeline, and where one of the fields holds no time, which
    `wrong-type` reports.

    Why: it is missing from every figure about detection and recovery.
    Instead: `started_at`, `detected_at` and `resolved_at` in the front matter.
    Measured: 27 firings on 67 real documents, 27 read, 0 false alarms. In ten a person could guess the times.
    """
    if document.kind in {"drill", "near-miss"} or document.status in {"draft", "not-required"}:
        return
    if is_misread(document, *(f"{name}_at" for name in MILESTONES)):
        return
    if "timeline" in hidden_sections(document) or _is_reported_as_missing(document, context):
        return
    known = {milestone.name for milestone in document.milestones}
    if not document.stated and not ({"started", "detected"} & known and {"mitigated", "resolved"} & known):
        hint = "write `started_at:`, `detected_at:` and `resolved_at:` in the front matter"
        at = place_of(document, "detected_at" if "detected" not in known else "resolved_at")
        yield Finding(at, "detection and recovery cannot be measured", hint)


def _is_reported_as_missing(document: Postmortem, context: Context) -> bool:
    """Whether a rule of graver level says which of the times are missing."""
    is_asked = level_of(RULES["INC106"], context.policy, document) != "off"
    return is_asked and any(milestone_missing(document, context))


@rule("META105", "invalid-waiver", level="error", applies=_BOTH)
def invalid_waiver(document: Subject, _context: Context) -> Iterator[Finding]:
    """A comment that begins with `incidentbook:` cannot be used as a waiver, or gives no reason.

    Why: it silences nothing. Without a reason, nobody can judge later whether the waiver still holds.
    Instead: `<!-- incidentbook: allow missing-owner until 2026-03-01 because the team is being formed -->`.
    The last day is optional: without `until 2026-03-01`, the waiver holds until it is deleted.
    Measured: no firing on 177 real documents, which hold no waivers.
    """
    for waiver in document.waivers:
        if waiver.fault:
            yield Finding(
                waiver.at, f"the waiver cannot be used: {waiver.fault}", waiver.remedy, key=waiver.fault
            )


@rule("META106", "baseline-outdated", level="warning", applies=_BOTH, scope="aftermath")
def baseline_outdated(aftermath: Aftermath, _context: Context) -> Iterator[Finding]:
    """The baseline lists findings that no longer occur.

    Why: as long as they are listed, the same faults could come back unseen.
    Instead: run `incidentbook check --prune-baseline` and commit the file.
    Measured: no firing on 177 real documents, which have no baseline.
    """
    if aftermath.gone:
        rules = ", ".join(sorted(Counter(rule for _, rule, _ in aftermath.gone)))
        number = len(aftermath.gone)
        message = (
            f"the baseline lists {number} finding{'' if number == 1 else 's'} that no longer occur ({rules})"
        )
        yield Finding(Location(BASELINE_NAME), message, "run `incidentbook check --prune-baseline`")


@rule("META107", "override-without-documents", level="info", applies=_BOTH, scope="aftermath")
def override_without_documents(aftermath: Aftermath, context: Context) -> Iterator[Finding]:
    """A path of the policy's `overrides` matches no document.

    Why: a mistyped folder leaves the rules there as they were, and nobody notices.
    Instead: correct the path, or delete it. `*` stays within a folder, `**` goes below it.
    Measured: no firing on 177 real documents, which have no policy.
    """
    for override in context.policy.overrides:
        for glob, at in zip(override.paths, override.places, strict=False):
            if not any(matches(path, (glob,)) for path in aftermath.paths):
                folders = sorted({posixpath.dirname(path) for path in aftermath.paths} - {""})
                near = nearest(glob.split("*", maxsplit=1)[0], folders)
                hint = f"did you mean “{near}/**”?" if near else "correct the path, or delete it"
                yield Finding(at, f"the override's path “{glob}” matches no document", hint, key=glob)


@rule("META108", "expired-baseline", level="error", applies=_BOTH, scope="aftermath")
def expired_baseline(aftermath: Aftermath, _context: Context) -> Iterator[Finding]:
    """The baseline's last day has passed, so that it covers nothing any more.

    Why: it was meant to give time, and the time is over; what it covered is reported again.
    Instead: mend what is reported, and delete the file; or begin anew with the rest and a day that holds.
    Measured: no firing on 177 real documents, which have no baseline.
    """
    if aftermath.over is not None and aftermath.over.until is not None:
        number = aftermath.over.size
        message = (
            f"the baseline of {number:,} finding{'' if number == 1 else 's'} "
            f"ended on {aftermath.over.until.isoformat()}"
        )
        hint = f"mend what is reported, or delete {BASELINE_NAME} and write a new one with `--until`"
        yield Finding(Location(BASELINE_NAME), message, hint)
