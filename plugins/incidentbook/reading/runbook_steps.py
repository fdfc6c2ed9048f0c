"""The blocks of a runbook → its steps."""

import re
from collections.abc import Iterator, Mapping

from incidentbook.records import Command, Location, Step
from incidentbook.records.plain import dataclass, field, replace

from .blocks import Block, plain
from .cautions import warning_in, warning_of
from .commands import command_of, commands_of
from .names import normalise, runbook_section_name
from .patterns import expression
from .runbook_lists import introduces, is_open_place, is_reference, runs_commands, tells_steps
from .step_results import label_alone, results_in
from .step_words import EXPECTED, LABEL, LABELS, VERIFY, condition_in, is_condition

_WITH_STEPS = frozenset(
    {
        "investigation",
        "mitigation",
        "rollback",
        "emergency",
        "recovery",
        "verification",
        "causes-and-fixes",
        "common-issues",
    }
)
_CASES = frozenset({"causes-and-fixes", "common-issues"})
_STEP = expression(r"\W*step\s+\d+\s*[-–—:.)]*\s*", re.IGNORECASE)
_CASE = expression(r"\W*(?:cause|issue|problem|scenario)\s*\d*\s*[-–—:.)]\s*", re.IGNORECASE)
_DEEPEST = 8
_SECTION = 2
"""The level of headings at which a warning ends that stands below the title."""


@dataclass(slots=True)
class _Reading:
    """Where the reader stands: open headings as (level, section, case), and the steps so far.

    `warning` is what was last warned of, below a heading of the level `warned`; `intro` is a paragraph
    that announces what follows it. `awaits` says that a label stood alone ("Expected output:"), of which
    the code behind it tells.
    """

    path: str
    aliases: Mapping[str, str]
    steps: list[Step] = field(default_factory=list)
    open: list[tuple[int, str, str]] = field(default_factory=list)
    labelled: str = ""
    warning: str = ""
    warned: int = 0
    intro: Block | None = None
    awaits: str = ""

    def warn(self, warning: str) -> None:
        """Note a warning, which counts until the section ends."""
        if warning:
            self.warning, self.warned = warning, self.open[-1][0] if self.open else 0

    @property
    def section(self) -> str:
        """The canonical section that counts here."""
        inner = self.open[-1][1] if self.open else ""
        return self.labelled or inner

    @property
    def case(self) -> str:
        """The cause or issue that is spoken of."""
        return self.open[-1][2] if self.open else ""


def read_steps(blocks: list[Block], path: str, aliases: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps of a runbook's body, in order.

    Steps are the items and paragraphs of sections that tell what to do; a fence belongs to the step
    before it. A runbook of "Step 1 …" headings or of plain numbered lists is read as well.
    """
    reading = _Reading(path, aliases)
    for block in blocks:
        if block.kind == "heading":
            _flush(reading)
            _enter(block, reading)
            continue
        if block.kind != "list":
            reading.warn(warning_of(block))
        if (
            reading.section in _WITH_STEPS
            or reading.section == "step"
            or (block.kind == "list" and block.ordered and not reading.section)
        ):
            _take(block, reading)
    _flush(reading)
    return tuple(step for step in reading.steps if step.text or step.commands)


def _enter(block: Block, reading: _Reading) -> None:
    reading.labelled = reading.awaits = ""
    while reading.open and reading.open[-1][0] >= block.level:
        reading.open.pop()
    if block.level <= max(reading.warned, _SECTION):
        reading.warning = ""
    outer, case = (reading.open[-1][1], reading.open[-1][2]) if reading.open else ("", "")
    step = _STEP.match(block.text)
    if step:
        reading.open.append((block.level, outer or "step", case))
        reading.warn(warning_in(block.text))
        title = block.text[step.end() :] or block.text
        section = outer if outer not in {"", "step"} else "mitigation"
        reading.steps.append(Step(_at(block, reading), section, title, case=case, warning=reading.warning))
        return
    name = runbook_section_name(block.text, reading.aliases)
    if outer in _CASES and not name:
        case = _CASE.sub("", block.text, count=1)
    elif outer in _CASES and name not in _WITH_STEPS:
        name, case = "", _CASE.sub("", block.text, count=1)
    reading.open.append((block.level, name or outer, case))
    reading.warn(warning_in(block.text))


def _take(block: Block, reading: _Reading) -> None:
    awaited, reading.awaits = reading.awaits, ""
    if block.kind == "list":
        intro, reading.intro = reading.intro, None
        _list(block, reading, intro)
        return
    _flush(reading)
    if block.kind == "paragraph":
        _paragraph(block, reading)
    elif block.kind == "code":
        at = Location(reading.path, block.code_line, block.column)
        if awaited in EXPECTED and reading.steps:
            _complete(awaited, block.source.strip(), reading, at)
            return
        _attach(commands_of(block.source, block.info, at), block, reading)
    elif block.kind == "quote":
        for child in _unquoted(block):
            _take(child, reading)


def _unquoted(quote: Block) -> Iterator[Block]:
    """The blocks of a quotation, and of quotations in it."""
    waiting = [quote]
    while waiting:
        block = waiting.pop()
        if block.kind == "quote":
            waiting.extend(reversed(block.children))
        else:
            yield block


def _flush(reading: _Reading) -> None:
    """A paragraph that announced something which was no list is a step itself."""
    intro, reading.intro = reading.intro, None
    if intro is not None:
        _add(intro, reading)


def _list(block: Block, reading: _Reading, intro: Block | None) -> None:
    """Each item is a step; but what only explains the paragraph before it belongs to that one."""
    condition = condition_in(intro.text) if intro is not None else ""
    if intro is not None and not tells_steps(block):
        _add(intro, reading, below=block)
        return
    for item in block.children:
        _item(item, reading, condition)


def _item(item: Block, reading: _Reading, condition: str, depth: int = 0) -> None:
    """An item is a step; one that only introduces a list of steps gives way to them."""
    reading.warn(warning_of(item))
    if is_reference(item) or is_open_place(item):
        return
    announces = introduces(item.text) or is_condition(item.text)
    nested = [child for child in item.children if child.kind == "list" and tells_steps(child)]
    if not nested or depth > _DEEPEST or not (announces or any(map(runs_commands, nested))):
        _add(item, reading, condition=condition)
        return
    own = replace(item, children=[child for child in item.children if child not in nested])
    if not announces or _commands(own, reading.path):
        _add(own, reading, condition=condition)
    for inner in nested:
        for step in inner.children:
            _item(step, reading, condition_in(item.text) or condition, depth + 1)


def _paragraph(block: Block, reading: _Reading) -> None:
    text = block.text
    first = block.spans[0] if block.spans else None
    label = ""
    if first is not None and "strong" in first.styles:
        label = normalise(first.text)
        text = text.removeprefix(first.text.strip()).lstrip(" :")
    if label in LABELS:
        reading.labelled = LABELS[label]
    if alone := label_alone(block.text):
        reading.awaits = alone
    elif label in EXPECTED or label in VERIFY:
        _complete(label, text, reading, _at(block, reading))
    elif not text or is_reference(block) or is_open_place(block):
        return
    elif not label and introduces(text):
        reading.intro = block
    else:
        _add(block, reading, text)


def _complete(label: str, text: str, reading: _Reading, at: Location) -> None:
    if reading.steps:
        reading.steps[-1] = _completed(reading.steps[-1], label, text, at)


def _completed(step: Step, label: str, text: str, at: Location) -> Step:
    """The step with what a label adds to what is expected, or to how one sees that it helped."""
    if not text:
        return step
    if label in EXPECTED:
        expected = f"{step.expected} {text}".strip()
        return replace(step, expected=expected, expected_at=step.expected_at or at)
    return replace(step, verify=f"{step.verify} {text}".strip(), verify_at=step.verify_at or at)


def _add(
    block: Block, reading: _Reading, text: str = "", *, condition: str = "", below: Block | None = None
) -> None:
    """A step from an item or a paragraph, with the commands in it, nested in it, and `below` it."""
    words = text or block.text
    label = LABEL.match(words)
    if label and normalise(label[1]) in (*EXPECTED, *VERIFY) and reading.steps:
        _complete(normalise(label[1]), words[label.end() :], reading, _at(block, reading))
        return
    section = reading.section if reading.section not in {"", "step"} else "mitigation"
    step = Step(
        _at(block, reading),
        "mitigation" if section in _CASES else section,
        words,
        _commands(block, reading.path) + (_commands(below, reading.path) if below is not None else ()),
        when=condition_in(words) or condition,
        case=reading.case,
        warning=reading.warning,
    )
    reading.steps.append(_with_notes(step, block, reading))


def _with_notes(step: Step, block: Block, reading: _Reading) -> Step:
    """The step with what the blocks below its item say of the result."""
    for child in block.children:
        for inner in child.walk():
            label = LABEL.match(inner.text) if inner.kind in {"paragraph", "item"} else None
            name = normalise(label[1]) if label else ""
            if label and name in (*EXPECTED, *VERIFY):
                step = _completed(step, name, inner.text[label.end() :], _at(inner, reading))
    for code in results_in(block):
        at = Location(reading.path, code.code_line, code.column)
        step = _completed(step, EXPECTED[0], code.source.strip(), at)
    return step


def _commands(block: Block, path: str) -> tuple[Command, ...]:
    found: list[Command] = []
    results = [id(code) for code in results_in(block)]
    for inner in block.walk():
        if id(inner) in results:
            continue
        if inner.kind == "code":
            found.extend(commands_of(inner.source, inner.info, Location(path, inner.code_line, inner.column)))
            continue
        for span in inner.spans:
            if "code" in span.styles:
                command = command_of(span.text, Location(path, span.line, span.column))
                found.extend([command] if command else [])
    return tuple(found)


def _attach(commands: tuple[Command, ...], block: Block, reading: _Reading) -> None:
    """Put a fence's commands to the step before it, or make them a step of their own."""
    if not commands:
        return
    if reading.steps and (
        reading.steps[-1].section == reading.section or reading.section in {*_CASES, "step"}
    ):
        step = reading.steps[-1]
        warning = step.warning or reading.warning
        reading.steps[-1] = replace(step, commands=(*step.commands, *commands), warning=warning)
        return
    section = reading.section if reading.section != "step" else "mitigation"
    at, case = _at(block, reading), reading.case
    reading.steps.append(Step(at, section, "", commands, case=case, warning=reading.warning))


def _at(block: Block, reading: _Reading) -> Location:
    first = block.spans[0] if block.spans else None
    return Location(
        reading.path, first.line if first else block.line, first.column if first else block.column
    )


def lines_of(blocks: list[Block]) -> tuple[str, ...]:
    """Each item and paragraph of some blocks as a line of plain text."""
    inner = (inner for block in blocks for inner in block.walk() if inner.kind in {"item", "paragraph"})
    return tuple(text for part in inner if (text := plain(part.spans)))
