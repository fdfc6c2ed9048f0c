import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.fields import field_type
from incidentbook.reading.front_matter import FrontMatter, split
from incidentbook.records import Field, Location


def read(text: str) -> FrontMatter:
    return split(text, "a.md", lambda key: field_type("postmortem", key))


def values(front: FrontMatter) -> dict[str, object]:
    return {field.key: field.value for field in front.fields}


def rules(front: FrontMatter) -> list[str]:
    return [problem.rule for problem in front.problems]


def test_each_key_has_its_place_and_the_body_its_line() -> None:
    front = read("---\ntitle: Disk full\nimpact:\n  users: 12\n---\n# Disk full\n")
    assert front.body == "# Disk full\n"
    assert front.body_line == 6
    title, impact = front.fields
    assert (title.key, title.value, title.at) == ("title", "Disk full", Location("a.md", 2, 1))
    assert impact.value == (Field("users", 12, Location("a.md", 4, 3)),)


def test_a_list_of_maps_keeps_the_places_of_its_keys() -> None:
    front = read("---\naction_items:\n  - action: Test it\n    due: 2025-04-01\n---\n")
    (items,) = front.fields
    assert items.value == (
        (
            Field("action", "Test it", Location("a.md", 3, 5)),
            Field("due", "2025-04-01", Location("a.md", 4, 5)),
        ),
    )


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("date: 2025-03-15", "2025-03-15"),
        ("started_at: 2025-03-15 14:25:00", "2025-03-15 14:25:00"),
        ("date: 2024-13-45", "2024-13-45"),
        ("title: 12", 12),
        ("title: 1.5", 1.5),
        ("title: null", None),
        ("title: ~", None),
        ("draft: true", True),
        ("draft: no", "no"),
        ('id: "007"', "007"),
        ("title: !!python/object:os.system x", "x"),
        ("title: |\n  one\n  two", "one\ntwo\n"),
    ],
)
def test_values_are_what_was_written(source: str, value: object) -> None:
    front = read(f"---\n{source}\n---\n")
    assert front.fields[0].value == value
    assert front.problems == ()


@pytest.mark.parametrize(
    ("source", "value", "taken"),
    [
        ("duration: 10:30", "10:30", "630"),
        ("id: 007", "007", "7"),
        ("severity: 1.10", "1.10", "1.1"),
        ("title: no", "no", "false"),
        ("services: [checkout, on]", ("checkout", "on"), "true"),
    ],
)
def test_what_yaml_distorts_is_read_as_written_and_reported(source: str, value: object, taken: str) -> None:
    front = read(f"---\n{source}\n---\n")
    assert front.fields[0].value == value
    assert rules(front) == ["ambiguous-yaml"]
    assert f" {taken} to YAML" in front.problems[0].message


def test_a_number_with_a_zero_at_its_end_is_no_surprise_where_a_number_is_meant() -> None:
    front = read("---\nimpact:\n  users_percent: 2.50\n---\n")
    assert front.problems == ()


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    front = read("---\nid: a\nid: b\n---\n")
    assert values(front) == {"id": "b"}
    assert rules(front) == ["duplicate-key"]
    assert front.problems[0].at == Location("a.md", 3, 1)


def test_broken_yaml_is_read_key_by_key() -> None:
    front = read("---\ntitle: Checkout: down\nowner: @ana\nservices:\n- a\n- b\n---\nText\n")
    assert values(front) == {"title": "Checkout: down", "owner": "@ana", "services": ("a", "b")}
    assert rules(front) == ["front-matter-invalid"]
    assert front.problems[0].at.line == 2
    assert front.body == "Text\n"
    assert front.fields[2].at == Location("a.md", 4, 1)


def test_a_broken_map_can_be_closed_by_dots() -> None:
    front = read("---\ntitle: a\n...\nText\n")
    assert values(front) == {"title": "a"}
    assert (front.body, front.body_line) == ("Text\n", 4)


@pytest.mark.parametrize("source", ["- a\n- b", "only text", "[1, 2]"])
def test_front_matter_that_is_no_map_is_reported(source: str) -> None:
    front = read(f"---\n{source}\n---\nText\n")
    assert front.fields == ()
    assert rules(front) == ["front-matter-invalid"]
    assert front.body == "Text\n"


@pytest.mark.parametrize(
    "text",
    ["", "Text\n", "---\n\n# Title\n\n---\n\nText\n", "---", "----\na: b\n----\n", "Text\n---\na: b\n---\n"],
)
def test_a_document_without_front_matter_is_all_body(text: str) -> None:
    front = read(text)
    assert (front.fields, front.body, front.body_line, front.problems) == ((), text, 1, ())


def test_front_matter_that_is_never_closed_is_reported() -> None:
    front = read("---\ntitle: a\n# Title\n")
    assert rules(front) == ["front-matter-invalid"]
    assert front.body == "# Title\n"
    assert front.body_line == 3
    assert [field.key for field in front.fields] == ["title"]


def test_empty_front_matter_is_nothing_to_report() -> None:
    front = read("---\n---\nText\n")
    assert (front.fields, front.body, front.body_line, front.problems) == ((), "Text\n", 3, ())


def test_toml_is_named_and_left_out() -> None:
    front = read("+++\ntitle = 1\n+++\nText\n")
    assert rules(front) == ["front-matter-invalid"]
    assert (front.body, front.body_line) == ("Text\n", 4)


@pytest.mark.parametrize(
    "source",
    [
        "[" * 100_000,
        "- " * 100_000 + "x",
        "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*{'a' if not i else f'b{i - 1}'}, *a]\n" for i in range(30)),
        "a: &a [*a, *a]",
        "k: v\n" * 60_000,
    ],
)
def test_hostile_front_matter_is_survived(source: str) -> None:
    front = read(f"---\n{source}\n---\nText\n")
    assert front.body == "Text\n"


@given(st.text())
def test_nothing_raises_and_the_body_is_the_texts_end(text: str) -> None:
    front = read(text)
    assert text.endswith(front.body)
    assert front == read(text)


@given(st.text(alphabet="-:#&*[]{}|>'\" \nab0", max_size=60))
def test_no_front_matter_raises(source: str) -> None:
    front = read(f"---\n{source}\n---\n")
    assert all(field.at.line >= 1 for field in front.fields)


@pytest.mark.parametrize(
    ("source", "line", "message", "hint"),
    [
        ("title: a\nimpact:\n\tusers: 2", 4, "indented with a tab", "spaces: `  users: 2`"),
        ("services: [a, b\ntitle: c", 2, "`[` is never closed", "`services: [a, b]`"),
        ("services: [a,\n  b\ntitle: c", 2, "`[` is never closed", "write `]` behind the last entry"),
        ("roles: {ic: ana\ntitle: c", 2, "`{` is never closed", "`roles: {ic: ana}`"),
        ('title: "a\nseverity: SEV2', 2, 'mark " is never closed', '`title: "a"`'),
        ("title: 'It's late'", 2, "behind the closing quotation mark", '`title: "It\'s late"`'),
        ("title: a\nnote: b: c", 3, "holds a colon and a space", '`note: "b: c"`'),
        ('title: say "b": c', 2, "holds a colon and a space", "`title: 'say \"b\": c'`"),
        ("authors: @ana", 2, "begins with `@`", '`authors: "@ana"`'),
        ("authors: [@ana, @bo]", 2, "begins with `@`", '`authors: ["@ana", "@bo"]`'),
        ("authors:\n  - @ana", 3, "begins with `@`", '`- "@ana"`'),
        ("title: **a** b", 2, "begins with `*`", '`title: "**a** b"`'),
        ("title: [a] b", 2, "goes on behind the bracket", '`title: "[a] b"`'),
        ("title: a\nseverity SEV2\nstatus: draft", 3, "“severity SEV2” has no colon", "`severity: SEV2`"),
        ("title: a\n  severity: SEV2", 3, "indented further", "`severity: SEV2`"),
        ("services:\n  - a\n - b", 4, "indented less", "`  - b`"),
        ("- a\n- b", 2, "not a map", "instead of `- `"),
        ("title: a\x07b", 2, "invisible character (U+0007)", "delete it"),
    ],
)
def test_each_fault_has_its_own_line_and_remedy(source: str, line: int, message: str, hint: str) -> None:
    problem = read(f"---\n{source}\n---\n\nText.\n").problems[0]
    assert problem.at.line == line
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\nseverity: SEV2\n\n# Late\n\nText.\n", 3),
        ("---\ntitle: a\nseverity: SEV2\n# Late\n\nText.\n", 3),
        ("---\ntitle: a\nseverity: SEV2\n\n# Late\n\nText.\n\n---\n\nMore.\n", 3),
        ("\n---\ntitle: a", 3),
    ],
)
def test_a_block_that_is_left_open_is_reported_where_it_ends(text: str, line: int) -> None:
    problem = read(text).problems[0]
    assert problem.at.line == line
    assert "not closed after this line" in problem.message
    assert problem.hint == f"add a line `---` below `{text.splitlines()[line - 1]}`"


def test_what_a_broken_block_says_is_still_read() -> None:
    front = read("---\ntitle: a\nservices: [b, 'c'\nauthors: [@ana]\n---\n")
    assert {field.key: field.value for field in front.fields} == {
        "title": "a",
        "services": ("b", "c"),
        "authors": ("@ana",),
    }
