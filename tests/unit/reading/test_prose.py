"""What counts as an author's own words, and where each word stands."""

import pytest

from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import Passage
from incidentbook.records.passage import MASK


def passages(text: str) -> tuple[Passage, ...]:
    return read_postmortem("pm.md", text, default_policy()).prose


def words(text: str) -> str:
    """The prose below a heading, masks shortened to one."""
    found = " / ".join(passage.text for passage in passages(f"# Late labels\n\n## Summary\n\n{text}\n"))
    while MASK * 2 in found:
        found = found.replace(MASK * 2, MASK)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The queue `rm -rf` grew", f"The queue {MASK} grew"),
        ("Somebody wrote “it is his fault” there", f"Somebody wrote {MASK} there"),
        ('Somebody wrote "it is his fault" there', f"Somebody wrote {MASK} there"),
        ("Somebody wrote 'it isn't his fault' there", f"Somebody wrote {MASK} there"),
        ("Somebody wrote ‘it isn’t his fault’ there", f"Somebody wrote {MASK} there"),
        ("Jemand schrieb „sein Fehler“ dazu", f"Jemand schrieb {MASK} dazu"),
        ("the nodes' disks and the pods' logs", "the nodes' disks and the pods' logs"),
        ("it wasn't the disk, it didn't fill", "it wasn't the disk, it didn't fill"),
        ('a 5" and a 3" disk were full', 'a 5" and a 3" disk were full'),
        ('"a quotation\nover two lines" ends', f"{MASK} ends"),
        ("*“in italics”* ends", f"{MASK} ends"),
        ("see https://example.com/blame now", f"see {MASK} now"),
        ("see [the report](https://example.com/blame) now", "see the report now"),
        ("![his fault](a.png) shows it", f"{MASK} shows it"),
        ("~~his fault~~ the cache", f"{MASK} the cache"),
        ("<code>should have</code> ran", f"{MASK} ran"),
        ("<b>bold</b> words", "bold words"),
        ("one <!-- should have --> two", "one  two"),
        ("first line\nsecond line", "first line second line"),
    ],
)
def test_what_is_not_the_authors_own_is_masked(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "> should have been tested",
        "> - should have been tested",
        "```\nshould have been tested\n```",
        "    should have been tested",
        "~~~ text\nshould have been tested\n~~~",
        "### should have been tested",
        "<!-- should have been tested -->",
        "<pre>\nshould have been tested\n</pre>",
        "12:03 <ana> it should have been tested",
        "12:03:07 <ana> it should have been tested\n12:04:01 <bo> no",
        "[12:03] <@ana> it should have been tested",
        "- 12:03 <ana> it should have been tested",
        "@ana: it should have been tested",
        "ana 2:32 PM\nit should have been tested",
        "Ana Lopez [14:32]\nit should have been tested",
    ],
)
def test_code_quotations_headings_and_chat_make_no_passage(text: str) -> None:
    assert words(text) == ""


def test_front_matter_and_header_make_no_passage() -> None:
    text = "---\nimpact: it should have been tested\n---\n# Late\n\n**Authors:** ana\n\n## Summary\n\nLate.\n"
    assert [passage.text for passage in passages(text)] == ["Late."]


def test_a_table_gives_its_cells_without_the_heading() -> None:
    text = "# Late\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 14:32 | paged `ana` |\n"
    assert [(one.kind, one.section, one.text) for one in passages(text)] == [
        ("cell", "timeline", "14:32"),
        ("cell", "timeline", f"paged {MASK * 3}"),
    ]


def test_a_nested_section_goes_by_its_own_name() -> None:
    text = "# Late\n\n## Lessons learned\n\nOne.\n\n### What went well\n\nTwo.\n\n## Root cause\n\nThree.\n"
    found = [(passage.section, passage.text) for passage in passages(text)]
    assert found == [("lessons-learned", "One."), ("went-well", "Two."), ("root-cause", "Three.")]


@pytest.mark.parametrize(
    "line",
    [
        "plain words and then TARGET here",
        "a `code` span, **bold** and *thin* before TARGET here",
        "an umlaut ü, an emoji 🐦 and “a quotation” before TARGET",
        "[a link](https://example.com/x) before TARGET",
        "an entity &amp; a \\* star before TARGET",
        "<b>html</b> before TARGET",
        "- an item before TARGET",
        "1. [ ] a task before TARGET",
        "first line\nthen **more** TARGET",
        "- first line\n  then `more` TARGET",
    ],
)
def test_a_word_is_found_where_it_stands(line: str) -> None:
    text = f"# Late\n\n## Summary\n\n{line}\n"
    passage = next(one for one in passages(text) if "TARGET" in one.text)
    at = passage.at(passage.text.index("TARGET"))
    assert text.split("\n")[at.line - 1][at.column - 1 :].startswith("TARGET")


def test_a_word_in_a_table_is_found_where_it_stands() -> None:
    row = "| 14:32 | an `a|b` and **bold** before TARGET |"
    text = f"# Late\n\n## Summary\n\n| Time | Event |\n|---|---|\n{row}\n"
    passage = next(one for one in passages(text) if "TARGET" in one.text)
    at = passage.at(passage.text.index("TARGET"))
    assert (at.line, at.column) == (7, row.index("TARGET") + 1)


@pytest.mark.parametrize("sign", ['"', "'", "“", "‘", "`", "<", "@", "12:03 "])
def test_masking_takes_no_longer_than_the_text(sign: str) -> None:
    long = f"{sign}a " * 20_000
    assert len(words(long)) <= len(long) + 1
