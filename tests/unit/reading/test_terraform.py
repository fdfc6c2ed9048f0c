import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.terraform import Reference, Unread, read_terraform


def attributes(text: str) -> dict[str, object]:
    (block,) = read_terraform([("a.tf", f'resource "a" "b" {{\n{text}\n}}\n')]).blocks
    return dict(block.attributes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a b"', "a b"),
        (r'"say \"hi\" \\ \n"', 'say "hi" \\ \n'),
        ('"a # no comment // here"', "a # no comment // here"),
        ("12", 12),
        ("1.5", 1.5),
        ("-3 # with a remark", -3),
        ("true // yes", True),
        ("null", None),
        ("pagerduty_user.ana.id", Reference("pagerduty_user.ana.id")),
        ('"${pagerduty_user.ana.id}"', Reference("pagerduty_user.ana.id")),
        ("pagerduty_user.ana[0].id", Reference("pagerduty_user.ana[0].id")),
        ('pagerduty_user.ana["x"].id', Reference('pagerduty_user.ana["x"].id')),
        ("[1, /* two */ 2,\n 3, # the last\n]", [1, 2, 3]),
        ("[]", []),
        ('[a.b, "c"]', [Reference("a.b"), "c"]),
        ('{ a = 1, "b" : 2 \n c = [3] }', {"a": 1, "b": 2, "c": [3]}),
        ("<<-EOT\n  two\n  lines\n  EOT", "  two\n  lines\n"),
        ('"a ${b.c} d"', Unread('"a ${b.c} d"')),
        ('"$${not.one}"', "${not.one}"),
        ("1 + 2", Unread("1 + 2")),
        ("7 * 86400", Unread("7 * 86400")),
        ('f("a, b", [1])', Unread('f("a, b", [1])')),
        ("var.x ? 1 : 2", Unread("var.x ? 1 : 2")),
        ("[for u in var.all : u.id]", Unread("[for u in var.all : u.id]")),
        ('"${join(",", ["}", a.b])}"', Unread('"${join(",", ["}", a.b])}"')),
    ],
)
def test_a_value_is_read_or_said_to_be_unread(text: str, value: object) -> None:
    assert attributes(f"x = {text}\ny = 1") == {"x": value, "y": 1}


def test_blocks_stand_in_blocks_with_their_places() -> None:
    text = 'resource "a" "b" {\n  inner {\n    deep "x" { y = 1 }\n  }\n  inner { z = 2; w = 3 }\n}\n'
    (block,) = read_terraform([("a.tf", text)]).blocks
    assert (block.type, block.labels, block.at.line) == ("resource", ("a", "b"), 1)
    first, second = block.inner("inner")
    assert [(one.labels, dict(one.attributes)) for one in first.blocks] == [(("x",), {"y": 1})]
    assert dict(second.attributes) == {"z": 2, "w": 3}
    assert (second.at.line, second.places["w"].column) == (5, 18)


def test_locals_and_variables_are_followed_across_files() -> None:
    files = [
        ("a.tf", 'resource "a" "b" {\n x = local.week\n y = [var.who, var.none]\n}'),
        ("b.tf", 'locals {\n week = 604800\n}\nvariable "who" { default = "PX1" }\nvariable "none" {}\n'),
    ]
    block = read_terraform(files).blocks[0]
    assert dict(block.attributes) == {"x": 604800, "y": ["PX1", Reference("var.none")]}


def test_a_circle_of_locals_ends() -> None:
    (block, _) = read_terraform(
        [("a.tf", 'resource "a" "b" {\n x = local.a\n}\nlocals {\n a = local.b\n b = local.a\n}')]
    ).blocks
    assert isinstance(block.attributes["x"], Reference)


def test_what_cannot_be_read_is_noted_and_the_rest_is_read() -> None:
    module = read_terraform([("a.tf", '}\nresource "a" "b" {\n x = 1\n}\n@@@\nopen {\n y = 2\n')])
    assert [block.type for block in module.blocks] == ["resource", "open"]
    assert [(at.line, words) for at, words in module.faults] == [
        (1, "a brace that closes nothing cannot be read"),
        (5, "what is neither an attribute nor a block cannot be read"),
        (6, "the block “open” is not closed"),
    ]


@given(st.text(alphabet="ab =\"{}[](),.;:#/*<-\n\\$%1'", max_size=200))
def test_no_text_raises(text: str) -> None:
    read_terraform([("a.tf", text)])


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "a {" * 5000, 'a = "' + "${" * 5000, "a = " + "{b=" * 5000]
)
def test_nothing_is_too_deep(text: str) -> None:
    read_terraform([("a.tf", text)])
