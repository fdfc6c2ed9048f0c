"""What counts as a change of a runbook, and what is only its layout and its dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.substance import substance

HEAD = "---\ntitle: Queue\nowner: shop\nlast_reviewed: 2025-01-01\nlast_tested: 2025-01-02\n---\n"
BODY = """# Queue

Written 3 March 2024 for the *new* queue (see [the map](map.md)).

## Steps

1. Look at the queue:

   ```sh
   kubectl -n labels get pods
   ```

2. Delete what hangs if more than > 80 % wait
"""
TEXT = HEAD + BODY


def digest(text: str) -> str:
    return substance(text, is_yaml=False).digest


SAME = {
    "a day of review": TEXT.replace("2025-01-01", "2026-01-01"),
    "a new owner": TEXT.replace("owner: shop", "owner: labels\ntags: [a]"),
    "no front matter": BODY,
    "a date in the text": TEXT.replace("3 March 2024", "2025-03-04"),
    "emphasis": TEXT.replace("*new*", "__new__"),
    "bullets": TEXT.replace("1. Look", "- [ ] Look").replace("2. Delete", "* Delete"),
    "numbers": TEXT.replace("2. Delete", "7) Delete"),
    "levels of headings": TEXT.replace("## Steps", "### Steps ###"),
    "an underlined heading": TEXT.replace("# Queue", "Queue\n====="),
    "line breaks": TEXT.replace("for the *new*", "for\nthe *new*"),
    "spaces": TEXT.replace("\n", "  \n").replace("   kubectl", "\tkubectl"),
    "fences": TEXT.replace("```sh", "~~~").replace("```", "~~~"),
    "code marks": TEXT.replace("Delete what", "Delete `what`"),
    "a comment": TEXT + "\n<!-- reviewed, nothing to do -->\n",
    "an upkeep line": TEXT.replace("## Steps", "**Last reviewed:** 2026-02-02 by Ana\n\n## Steps"),
    "a version line": TEXT.replace("## Steps", "Version: 1.4\n\n## Steps"),
    "its own history": TEXT + "\n## Changelog\n\n- Reviewed, all is well\n",
    "a thematic break": TEXT + "\n---\n",
}

OTHER = {
    "a word": TEXT.replace("what hangs", "what waits"),
    "a command": TEXT.replace("get pods", "get pods -o wide"),
    "a quoted wildcard": TEXT.replace("what hangs", "`rm /var/*`"),
    "a number": TEXT.replace("80 %", "90 %"),
    "an order": TEXT.replace("> 80", "< 80"),
    "an address": TEXT.replace("map.md", "plan.md"),
    "a step": TEXT + "3. Tell the depots\n",
    "a step after the history": TEXT + "\n## History\n\nOld.\n\n## More\n\nTell the depots\n",
    "a labelled step": TEXT + "\nTest: print a label\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_dates_and_layout_are_no_substance(text: str) -> None:
    assert digest(text) == digest(TEXT)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_a_reader_follows_is(text: str) -> None:
    assert digest(text) != digest(TEXT)


def test_a_wildcard_in_code_counts() -> None:
    assert digest("Run `rm /var/*`") != digest("Run `rm /var/`")


def test_yaml_is_compared_without_upkeep() -> None:
    text = "metadata:\n  title: A\n  last_tested: 2025-01-02  # by Bo\n  tags:\n    - x\n  impact: Much\n"
    text += "diagnosis:\n  - step: Look\n    command: ls\n"

    def of(changed: str) -> str:
        return substance(changed, is_yaml=True).digest

    assert substance(text, is_yaml=True).tested == "2025-01-02"
    assert of(text.replace("2025-01-02", "2026-01-02").replace("- x", "- y")) == of(text)
    assert of(f"# Note\n\n{text}") == of(text)
    assert of(text.replace("Much", "Little")) != of(text)
    assert of(text.replace("command: ls", "command: ls -l")) != of(text)


@pytest.mark.parametrize(
    ("text", "tested"),
    [
        (TEXT, "2025-01-02"),
        ("---\ntested-at: '2025-03-04'\n---\n", "2025-03-04"),
        ("# A\n\n**Last tested:** 2025-05-06\n", "2025-05-06"),
        ("# A\n\nTest: 2025-05-06\n", ""),
        ("", ""),
    ],
)
def test_the_stated_test_is_found(text: str, tested: str) -> None:
    assert substance(text, is_yaml=False).tested == tested


@given(st.text(max_size=300), st.booleans())
def test_no_text_is_too_odd(text: str, is_yaml: bool) -> None:
    assert len(substance(text, is_yaml=is_yaml).digest) == 20


WORD = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=6)


@given(st.lists(WORD, min_size=1, max_size=20), st.integers(0, 2**20))
def test_a_paragraph_may_be_wrapped_anywhere(words: list[str], where: int) -> None:
    wrapped = "".join(word + ("\n" if where >> place & 1 else "  ") for place, word in enumerate(words))
    assert digest(wrapped) == digest(" ".join(words))


@given(st.lists(WORD, min_size=1, max_size=12), st.data())
def test_every_other_word_is_a_change(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:place], words[place] + "x", *words[place + 1 :]]
    assert digest(" ".join(changed)) != digest(" ".join(words))
