"""The words that reports share: counts, the closing line, and text that is safe to print."""

from .report import Report, counts

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
_UNSEEN = {
    code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)
}
_SURROGATES = range(0xD800, 0xE000)


def safe(text: str) -> str:
    """Text in which a document can neither steer a terminal nor turn the direction of writing."""
    return "".join("�" if ord(sign) in _SURROGATES else sign for sign in text.translate(_CONTROLS | _UNSEEN))


def count(number: int, word: str) -> str:
    """A number with its noun: "1 document", "1,204 documents"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def looked_at(report: Report) -> str:
    """What was checked: "39 documents, 61 rules, 0.4 s"."""
    return f"{count(report.documents, 'document')}, {count(report.rules, 'rule')}, {report.seconds:.1f} s"


def found(report: Report) -> list[str]:
    """The findings of each level with their number, "2 errors", "3 info"; nothing for none."""
    return [at_level(n, level) for level, n in counts(report.findings).items() if n]


def at_level(number: int, level: str) -> str:
    """A number with the level it is of, which the policy and the findings name by the same word."""
    return f"{number:,} info" if level == "info" else count(number, level)


def aside(report: Report) -> str:
    """What is silent and what can be mended: "9 in the baseline, 1 waived; 3 can be mended with --fix"."""
    silent = [
        f"{len(report.outcome.covered):,} in the baseline" if report.outcome.covered else "",
        f"{len(report.outcome.waived):,} waived" if report.outcome.waived else "",
    ]
    mendable = f"{len(report.fixable):,} can be mended with --fix" if report.fixable else ""
    return "; ".join(part for part in (", ".join(filter(None, silent)), mendable) if part)
