"""Addresses of runbooks in rule files: written where it is safe, and not another byte touched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.reading.alert_annotations import Annotated, write_runbook_urls
from incidentbook.reading.alert_rules import read_alert_rules
from incidentbook.reading.files import decode

MARK = b"\xef\xbb\xbf"


def url_of(name: str) -> str:
    return f"https://book.example.com/runbooks/{name.lower()}/#part-1"


def annotate(text: str | bytes) -> Annotated:
    """Give every rule of a file an address made of its name."""
    data = text.encode() if isinstance(text, str) else text
    rules = read_alert_rules("a.yml", decode(data, "a.yml")[0]).rules
    return write_runbook_urls("a.yml", data, [(rule, url_of(rule.name)) for rule in rules])


def after(text: str) -> str:
    found = annotate(text)
    assert not found.refused
    return found.data.decode()


HEAD = "groups:\n  - name: parcels\n    rules:\n"


def rule(body: str, name: str = "QueueLong") -> str:
    return f"{HEAD}      - alert: {name}\n        expr: up == 0\n{body}"


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        (
            "        annotations:\n          runbook_url: https://old.example.com/x\n",
            ("https://old.example.com/x", "{}"),
        ),
        ("        annotations:\n          runbook_url: 'to do'  # soon\n", ("'to do'", "'{}'")),
        ('        annotations:\n          runbook_url: "to do"\n', ('"to do"', '"{}"')),
        ('        annotations:\n          runbook_url: ""\n', ('""', '"{}"')),
        ("        annotations:\n          runbook_url:\n", ("runbook_url:", "runbook_url: {}")),
        ("        annotations:\n          runbook_url: # later\n", ("runbook_url:", "runbook_url: {}")),
        ("        annotations:\n          runbook_url: ~\n", ("~", "{}")),
        ("        annotations:\n          runbook: wiki/x\n", ("wiki/x", "{}")),
        ("        annotations: {summary: long}\n", ("{summary", '{{runbook_url: "{}", summary')),
        ("        annotations: {'summary': long}\n", ("{'summary", '{{runbook_url: "{}", \'summary')),
        ('        annotations: {"summary": "long"}\n', ('{"summary', '{{"runbook_url": "{}", "summary')),
        ("        annotations: {}\n", ("{}", '{{runbook_url: "{}"}}')),
        (
            "        annotations: {runbook_url: https://old.example.com/x}\n",
            ("https://old.example.com/x", "{}"),
        ),
        ("        annotations: { runbook_url: 'x/y' }\n", ("'x/y'", "'{}'")),
        (
            "        annotations:\n          # first\n          # and more\n          summary: long\n",
            ("          # first", "          runbook_url: {}\n          # first"),
        ),
        (
            "        annotations: # why\n\n          # of the summary\n          summary: long\n",
            ("          # of", "          runbook_url: {}\n          # of"),
        ),
        (
            "        annotations:\n          description: |\n            a: b\n\n            # c\n",
            ("          description", "          runbook_url: {}\n          description"),
        ),
        ("        annotations:\n", ("annotations:\n", "annotations:\n          runbook_url: {}\n")),
        ("        annotations: # none\n", ("# none\n", "# none\n          runbook_url: {}\n")),
        (
            "        labels: {severity: page}\n",
            (
                "alert: QueueLong\n",
                "alert: QueueLong\n        annotations:\n          runbook_url: {}\n",
            ),
        ),
    ],
)
def test_one_place_changes_and_nothing_else(before: str, wanted: tuple[str, str]) -> None:
    text = rule(before)
    old, new = wanted
    assert text.count(old) == 1
    assert after(text) == text.replace(old, new.format(url_of("QueueLong")))


def test_a_rule_in_braces_and_a_file_in_json() -> None:
    flow = f"{HEAD}      - {{alert: QueueLong, expr: up}} # short\n"
    assert "{alert: QueueLong, annotations: {runbook_url: " in after(flow)
    json = '{"groups": [{"name": "a", "rules": [{"alert": "QueueLong", "expr": "up"}]}]}'
    assert f'"QueueLong", "annotations": {{"runbook_url": "{url_of("QueueLong")}"}}, "expr"' in after(json)


def test_the_last_line_may_lack_its_break() -> None:
    text = f"{HEAD}      - expr: up\n        alert: QueueLong"
    assert after(text) == f"{text}\n        annotations:\n          runbook_url: {url_of('QueueLong')}"


NOTES = "        annotations:\n"
REFUSED = {
    "behind an anchor": rule(NOTES.replace(":\n", ": &a {b: c}\n"))
    + "      - alert: Two\n        expr: up\n        annotations: *a\n",
    "address is shared": "x: &u https://a.example.com/\n" + rule("        annotations: {runbook_url: *u}\n"),
    "has a tag": rule(f"{NOTES}          runbook_url: !!str https://a.example.com/\n"),
    "or an anchor": rule(f"{NOTES}          runbook_url: &u https://a.example.com/\n"),
    "one line": rule(f"{NOTES}          runbook_url: >-\n            https://a.example.com/\n"),
    "more than one line": rule(f"{NOTES}          runbook_url: https://a.example.com/\n            x\n"),
    "labels": rule("        labels: {runbook_url: https://a.example.com/}\n        annotations: {a: b}\n"),
    "twice": rule(f"{NOTES}          runbook_url: a/b\n          runbook_url: a/c\n"),
    "no map": rule("        annotations: [a]\n"),
    "no plain keys": rule(f"{NOTES}          ? [a]\n          : b\n"),
    "from an anchor": "d: &d {annotations: {a: b}}\n" + rule("        <<: *d\n"),
    "inside another object": (
        "kind: ConfigMap\ndata:\n  a.yml: |\n    groups:\n    - rules:\n"
        "      - alert: Inner\n        expr: up\n"
    ),
    "template": "{{- if .Values.on }}\n" + rule("") + "{{- end }}\n",
    "no YAML": rule("") + "      - alert: Two\n        expr: up: 2\n",
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_not_safe_is_said_and_left_alone(reason: str) -> None:
    text = REFUSED[reason]
    found = annotate(text)
    assert [why for _, why in found.refused if reason in why], found.refused
    now = {one.name: one.runbook_url for one in read_alert_rules("a.yml", found.data.decode()).rules}
    assert all(now[one.name] == one.runbook_url for one, _ in found.refused)
    assert found.data == text.encode()


def test_mixed_line_breaks_are_refused_where_a_line_would_be_added() -> None:
    text = rule("        annotations:\n          summary: x\n").replace(
        "expr: up == 0\n", "expr: up == 0\r\n"
    )
    found = annotate(text)
    assert found.data == text.encode()
    assert "mixes" in found.refused[0][1]


def test_a_file_that_is_not_utf8_is_left_alone() -> None:
    data = rule("        labels: {a: ä}\n").encode("latin-1")
    found = annotate(data)
    assert found.data == data
    assert found.refused[0][1] == "the file is not UTF-8 text"


def test_an_address_that_would_need_quotes_is_refused() -> None:
    data = rule("").encode()
    rules = read_alert_rules("a.yml", data.decode()).rules
    for url in ("https://a.example.com/x y", "https://a.example.com/'", "javascript:alert(1)", "a\nb: c"):
        found = write_runbook_urls("a.yml", data, [(rules[0], url)])
        assert found.data == data
        assert found.refused


# Files as people write them: made of pieces, with their quotes, comments, indents and line breaks.

words = st.sampled_from(
    ["long queue", "'käfig: 🐦'", '"{{ $labels.queue }} # is"', "|\n{i}  a: b\n\n{i}  # no comment"]
)
comments = st.sampled_from(["", "  # why", " #"])


@st.composite
def annotations(draw: st.DrawFn, indent: str) -> str:
    step = indent + " " * draw(st.sampled_from([2, 4]))
    comment = draw(comments)
    stated = draw(st.sampled_from([None, "https://old.example.com/a", "'x/y'", '"to do"', '""', ""]))
    kind = draw(st.sampled_from(["none", "block", "flow", "empty", "null"]))
    if kind == "none":
        return ""
    if kind == "null":
        return f"{indent}annotations:{comment}\n"
    if kind == "empty":
        return f"{indent}annotations: {{}}{comment}\n"
    url = [] if stated is None else [f"runbook_url: {stated}"]
    if kind == "flow":
        pairs = draw(st.permutations(["summary: 'a, b'", *url])) if stated != "" else ["summary: x"]
        return f"{indent}annotations: {{{', '.join(pairs)}}}{comment}\n"
    summary = "summary: " + draw(words).replace("{i}", step)
    lines = draw(st.permutations([summary, "severity_note: x", *url]))
    remark = draw(st.sampled_from(["", f"{step}# a remark\n"]))
    return f"{indent}annotations:{comment}\n{remark}" + "".join(f"{step}{line}\n" for line in lines)


@st.composite
def rules(draw: st.DrawFn, number: int, indent: str) -> str:
    if draw(st.booleans()) and draw(st.booleans()):
        return f"{indent}- record: a:b\n{indent}  expr: up\n"
    name = f"Alert{number}"
    inner = f"{indent}  "
    if draw(st.integers(0, 4)) == 0:
        return f"{indent}- {{alert: {name}, expr: 'up == 0'}}{draw(comments)}\n"
    quoted = draw(st.sampled_from([name, f"'{name}'", f'"{name}"']))
    parts = [
        f"{inner}alert: {quoted}{draw(comments)}\n",
        f"{inner}expr: |\n{inner}  up == 0\n{inner}    and true\n",
        draw(st.sampled_from(["", f"{inner}for: 5m\n", f"{inner}labels:\n{inner}  severity: page\n"])),
        draw(annotations(inner)),
    ]
    body = "".join(draw(st.permutations(parts)))
    blank = draw(st.sampled_from(["", "\n", f"{indent}# next\n"]))
    return f"{blank}{indent}- {body[len(inner) :]}"


@st.composite
def files(draw: st.DrawFn) -> bytes:
    documents = []
    number = 0
    for _ in range(draw(st.integers(1, 2))):
        head = draw(st.sampled_from(["", "kind: PrometheusRule\nspec:\n"]))
        base = "  " if head else ""
        indent = base + draw(st.sampled_from(["  ", "    "]))
        own = ""
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            own += draw(rules(number, indent + "  "))
        documents.append(f"{head}{base}groups:\n{base}- name: g\n{base}  rules:\n{own}")
    text = draw(st.sampled_from(["", "# top\n", "---\n"])) + "---\n".join(documents)
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from([b"", MARK])) + text.encode()


def without_urls(data: bytes) -> list[object]:
    """What a file says, without addresses and without annotations that hold nothing else."""
    loaded = list(yaml.safe_load_all(data.removeprefix(MARK)))
    for mapping in maps(loaded):
        if "annotations" in mapping:
            mapping["annotations"] = {
                k: v for k, v in (mapping["annotations"] or {}).items() if k != "runbook_url"
            }
            if not mapping["annotations"]:
                del mapping["annotations"]
    return loaded


def maps(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in list(value.values()):
            yield from maps(child)
    elif isinstance(value, list):
        for child in value:
            yield from maps(child)


@settings(max_examples=60)
@given(files())
def test_every_file_says_the_same_with_its_addresses_and_keeps_its_lines(data: bytes) -> None:
    before = read_alert_rules("a.yml", decode(data, "a.yml")[0]).rules
    found = annotate(data)
    now = read_alert_rules("a.yml", decode(found.data, "a.yml")[0]).rules
    assert not found.refused
    assert [one.name for one in before] == [one.name for one in now]
    assert all(one.runbook_url == url_of(one.name) for one in now)
    assert without_urls(found.data) == without_urls(data)
    kept = iter(found.data.splitlines(keepends=True))
    own = [line for line in data.splitlines(keepends=True) if b"runbook_url" not in line and b"{" not in line]
    assert all(line in kept for line in own)
    assert found.data.startswith(MARK) == data.startswith(MARK)
    assert found.data.count(b"\r\n") == (found.data.count(b"\n") if b"\r\n" in data else 0)
    assert annotate(found.data).data == found.data


@settings(max_examples=40)
@given(files(), st.data())
def test_rules_that_are_not_meant_keep_every_byte(data: bytes, draw: st.DataObject) -> None:
    known = read_alert_rules("a.yml", decode(data, "a.yml")[0]).rules
    if not known:
        return
    one = draw.draw(st.sampled_from(known))
    found = write_runbook_urls("a.yml", data, [(one, url_of(one.name))])
    new, old = found.data, data
    start = next(
        (i for i, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), min(len(new), len(old))
    )
    end = 0
    while end < min(len(new), len(old)) - start and new[-1 - end] == old[-1 - end]:
        end += 1
    assert len(old) - start - end <= len(one.runbook_url)
    assert len(new) - start - end <= len(
        f"\r\n{' ' * 40}annotations:\r\n{' ' * 40}runbook_url: {url_of(one.name)}"
    )


@given(st.text())
def test_nothing_in_a_file_can_raise(text: str) -> None:
    found = annotate(text.encode("utf-8", "replace"))
    assert found.data or not text


def test_the_files_of_the_example_take_addresses_and_give_them_back() -> None:
    for path in (Path(__file__).parents[3] / "rules").glob("*.yml"):
        data = path.read_bytes()
        once = annotate(data)
        assert not once.refused
        assert without_urls(once.data) == without_urls(data)
