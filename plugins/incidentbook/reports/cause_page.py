"""The list of causes as a page: what documents may name in `causes:`, by group."""

from collections.abc import Iterator, Sequence

from incidentbook.records import Cause


def cause_page(causes: Sequence[Cause], *, is_built_in: bool) -> str:
    """The causes as Markdown, a table for each group; ends in a line break.

    With `is_built_in`, they are those of a policy that states none.
    """
    opening = "The causes of this policy."
    if is_built_in:
        opening = (
            f"The {len(causes)} built-in causes, which hold where the policy has no list under `causes:`."
        )
    lines = [
        "# Causes",
        "",
        opening,
        "Documents name them by their ids: `causes: [untested-change, missing-alert]`.",
        "In the policy, `more_causes:` adds to them, and `causes:` replaces the built-in ones.",
        "",
        "Generated; `incidentbook explain causes` prints those that hold in a folder.",
        "",
    ]
    groups = {cause.parent for cause in causes if cause.parent}
    alone = [cause for cause in causes if not cause.parent and cause.id not in groups]
    for group in causes:
        if group.id in groups:
            lines += [f"## {_cell(group.title)}", "", *_table([group, *_members(group, causes)]), ""]
    if alone:
        lines += [*(["## Others", ""] if groups else []), *_table(alone), ""]
    return "\n".join(lines)


def _members(group: Cause, causes: Sequence[Cause]) -> Iterator[Cause]:
    return (cause for cause in causes if cause.parent == group.id)


def _table(causes: Sequence[Cause]) -> Iterator[str]:
    yield "| id | cause | what counts as it |"
    yield "|---|---|---|"
    for cause in causes:
        yield f"| `{cause.id}` | {_cell(cause.title)} | {_cell(_meaning(cause))} |"


def _meaning(cause: Cause) -> str:
    if not cause.examples:
        return cause.description
    return f"{cause.description} For example: {'; '.join(cause.examples)}.".strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
