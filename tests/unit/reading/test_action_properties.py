import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.action_items import action_items_from_field, read_action_items
from incidentbook.reading.blocks import parse
from incidentbook.records import Field, Location
from incidentbook.records.action_item import STATUSES, TYPES

PIECES = st.sampled_from(
    [
        *(
            "- ",
            "  - ",
            "1. ",
            "- [ ] ",
            "- [x] ",
            "### ",
            "> ",
            "| ",
            " | ",
            "\n",
            "\n\n",
            "|---|---|\n",
            "\t",
        ),
        *("Add a canary", "Owner: ", "@ana", " — ", ", ", "due ", "2025-04-01", "P1", "(", ")", "[", "]"),
        *("OPS-12", "#12", "~~", "**", "`", "https://x.example/issues/1", "[a](https://x.example/b)", "Done"),
        *(
            "Action | Owner\n",
            "Prevent",
            ":",
            "✅",
            "TBD",
            "None",
            "<br>",
            "<!--",
            "-->",
            "\\",
            "é",
            "\u202e",
        ),
        *("We should add it. ", "Status: ", "![](a.png)", "&amp;"),
    ]
)
DOCUMENTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=40)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(
            st.sampled_from(["action", "owner", "due", "status", "ticket", "type", "id", "x"]), inner
        ).map(lambda pairs: tuple(Field(key, value, Location("a.md", 2)) for key, value in pairs.items())),
    ),
    max_leaves=12,
)


@given(DOCUMENTS)
def test_every_document_is_read_the_same_way_twice(text: str) -> None:
    first = read_action_items(parse(text), "a.md", 2025)
    assert read_action_items(parse(text), "a.md", 2025) == first
    lines = text.count("\n") + 1
    for item in first[0]:
        assert item.title.strip()
        assert "\n" not in item.title
        assert not any(char < " " for char in item.title)
        assert item.status in STATUSES
        assert item.type in {"", *TYPES}
        assert 1 <= item.at.line <= lines
        assert item.at.column >= 1
    assert all(1 <= problem.at.line <= lines for problem in first[1])


@given(VALUES)
def test_every_value_of_front_matter_is_read(value: object) -> None:
    found, _ = action_items_from_field(Field("action_items", value, Location("a.md", 1)), None)
    assert all(item.title.strip() for item in found)


@given(
    st.sampled_from(["Add a canary", "Rotate keys", "Raise limits of pools"]),
    st.sampled_from(["ana", "bo.li", "x-y"]),
)
def test_an_annotated_title_is_what_was_annotated(title: str, owner: str) -> None:
    (item,), _ = read_action_items(
        parse(f"- [ ] {title} — @{owner}, due 2025-04-01, P2, OPS-3"), "a.md", None
    )
    assert (item.title, item.owners, item.priority) == (title, (owner,), "P2")


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "()",
        "[a] ",
        "a, ",
        " — ana",
        "@a ",
        "https://x.y/issues/1 ",
        "2025-01-01 ",
        "Owner: a ",
        "~~a~~ b ",
        "**a** ",
        "\x01",
        " ",
        "P1 ",
        "#1 ",
        "a: ",
    ],
)
def test_hostile_items_take_no_longer_than_their_length_allows(unit: str) -> None:
    blocks = parse("- x" + unit * (60_000 // len(unit)))
    start = time.perf_counter()
    read_action_items(blocks, "a.md", 2025)
    assert time.perf_counter() - start < 5
