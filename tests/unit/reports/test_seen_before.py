"""The part of a comment that shows past incidents: short, escaped, and never in the way of the findings."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyromark import Markdown, Options

from incidentbook.analysis.accounts import accounts
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.explanations import Term
from incidentbook.analysis.similarity import comparison, suggestions
from incidentbook.reports.markdown import LONGEST, markdown
from incidentbook.reports.resemblances import Resemblance, to_paste
from incidentbook.reports.seen_before import seen_before
from tests.unit.analysis.library_of import item, library, postmortem
from tests.unit.reports.sample_report import FULL, OWNER, report

AS_OF = date(2026, 3, 31)
HOSTILE = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        (
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "@everyone #1",
            "`` ` ``",
            "a\n\n# b",
            "</details>",
        )
    ),
)


def section(
    title: str = "Disk full", todo: str = "Order a disk", words: str = "disk", id: str = "first"
) -> str:
    first = postmortem(
        "first", "2026-01-01", id=id, title=title, action_items=(item(todo, due=date(2026, 2, 1)),)
    )
    again = postmortem("again", "2026-02-01", title="Disk full again")
    known = comparison(catalogue(library(first, again)), accounts((first, again)))
    incident = known.catalogue.by_path[again.path]
    found = suggestions(incident, known, least=0.0)
    assert found
    one = replace(found[0], terms=(Term(words, words, 0.5),))
    return seen_before((Resemblance(incident, (one,)),), 0, known.catalogue, AS_OF)


def test_it_names_the_incident_the_reason_the_open_action_and_the_lines() -> None:
    text = section()
    assert "**1 Jan 2026 · Disk full** (`postmortems/first.md`)" in text
    assert "both speak of “disk”" in text
    assert "▲ open, 58 days overdue: Order a disk" in text
    assert "It repeats this one: add `repeat_of: [first]`" in text
    assert "It is another matter: add `not_repeat_of: [first]`, and it is not suggested again" in text


def told(**fields: object) -> str:
    """What is said to the author of a second full disk of the first one with these fields."""
    first = postmortem("first", "2026-01-01", **{"title": "Disk of the index full", **fields})
    again = postmortem("again", "2026-02-01", title="Disk of the index full again")
    known = comparison(catalogue(library(first, again)), accounts((first, again)))
    incident = known.catalogue.by_path[again.path]
    found = Resemblance(incident, suggestions(incident, known, least=0.0))
    return seen_before((found,), 0, known.catalogue, AS_OF).replace("\\", "")


def test_what_both_name_comes_before_what_both_speak_of_and_is_not_said_twice() -> None:
    text = told()
    (why,) = [line for line in text.splitlines() if "same cause" in line]
    assert why.startswith("  - same cause (“Disk full”) on the same service (“Checkout”); both speak of ")
    assert "index" in why
    assert "“Disk”" not in why
    assert "same service (“Checkout”)" in told(causes=())
    assert "same cause" not in told(causes=())
    assert "same service" not in told(services=("billing",))


def test_the_author_learns_that_no_action_is_left() -> None:
    done = item("Order a disk", "done", type="mitigate", done_on=date(2026, 1, 9))
    assert "all 2 action items closed" in told(action_items=(done, done))
    assert "its one action item closed" in told(action_items=(done,))
    assert "no action items" in told()
    assert "closed" not in told(action_items=(done, item("Watch the disk")))


@pytest.mark.parametrize("kind", ["drill", "near-miss"])
def test_drills_and_near_misses_are_named_and_are_related_instead_of_repeated(kind: str) -> None:
    text = told(kind=kind)
    assert f"Disk of the index full ({kind})**" in text
    assert "It belongs with this one: add `related: [first]`" in text
    assert "repeats" not in text
    assert f"({kind})" not in told(kind=kind, title=f"{kind.capitalize()}: disk of the index full")


def test_it_comes_after_the_findings_and_is_empty_by_itself() -> None:
    text = markdown(replace(FULL, seen_before=section()))
    assert text.index("ACT101") < text.index("### Seen before?")
    assert "Seen before" not in markdown(FULL)
    assert seen_before((), 3, catalogue(library()), AS_OF) == ""


def test_what_was_not_compared_is_counted() -> None:
    first, again = postmortem("first", "2026-01-01"), postmortem("again", "2026-02-01")
    known = comparison(catalogue(library(first, again)), accounts((first, again)))
    incident = known.catalogue.by_path[again.path]
    found = Resemblance(incident, suggestions(incident, known, least=0.0))
    assert "2 more postmortems of this run not compared" in seen_before((found,), 2, known.catalogue, AS_OF)


@pytest.mark.parametrize("length", [100, LONGEST])
def test_a_comment_never_grows_too_long(length: int) -> None:
    many = [replace(OWNER, message=f"{number} " + "x" * 400, key=str(number)) for number in range(300)]
    text = markdown(replace(report(*many), seen_before="### Seen before?\n" + "y" * length))
    assert len(text) <= LONGEST + 1
    assert ("y" * 100 in text) == (length == 100)
    assert "Seen before?" in text or "too much for a comment" in text


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
@settings(max_examples=60, deadline=None)
def test_hostile_text_stays_text(title: str, todo: str, words: str, id: str) -> None:
    text = section(title, todo, words, id)
    html = Markdown(options=Options.ENABLE_TABLES).html(text)
    assert set(re.findall(r"<(\w+)", html)) <= {"h3", "p", "strong", "code", "ul", "li"}
    assert html.count("<h3>") == 1
    assert not re.search(r"(?<![\w`])[@#](?=\w)", re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL))


@given(HOSTILE)
@settings(max_examples=60, deadline=None)
def test_the_line_to_paste_is_yaml_for_the_very_name(name: str) -> None:
    yaml = pytest.importorskip("yaml")
    first = postmortem("first", "2026-01-01", id=name, title="Disk full")
    again = postmortem("again", "2026-02-01", title="Disk full again", not_repeat_of=("x: y",))
    known = comparison(catalogue(library(first, again)), accounts((first, again)))
    incident = known.catalogue.by_path[again.path]
    (one,) = suggestions(incident, known, least=0.0)
    for _, line in to_paste(one, incident, known.catalogue):
        assert "\n" not in line
        ((field, names),) = yaml.safe_load(line).items()
        assert field in {"repeat_of", "not_repeat_of"}
        assert all(isinstance(known_name, str) for known_name in names)
