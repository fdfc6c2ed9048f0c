"""The ids of a page, as Python-Markdown and GitHub make them."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.anchors import anchors_of, defined_links, github_slug, slug
from incidentbook.reading.blocks import parse
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.runbook import read_runbook

HEADINGS = (
    "Impact",
    "Root cause(s)?",
    "What went well & why",
    "Größe der Queue",
    "2025-03-15: what happened",
    "`svc` stop",
    "日本",
    "!!",
    "a_b c-d",
)


def ids(text: str) -> tuple[str, ...]:
    return anchors_of(parse(text), text)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_has_the_id_that_python_markdown_gives_it(heading: str) -> None:
    text = f"## {heading}\n\n## {heading}\n\n## {heading}\n"
    page = markdown.markdown(text, extensions=["toc"])
    assert [one for one in ids(text) if f'id="{one}"' in page][:3] == [
        part.split('"')[1] for part in page.split("<h2 ")[1:]
    ]


@given(st.lists(st.sampled_from(["a", "a_1", "a_2", "A", "b", ""]), min_size=1, max_size=8))
def test_headings_of_one_name_are_numbered_as_python_markdown_does(headings: list[str]) -> None:
    text = "".join(f"# {heading} x\n\n" if heading else "# !\n\n" for heading in headings)
    page = markdown.markdown(text, extensions=["toc"])
    assert {part.split('"')[1] for part in page.split("<h1 ")[1:]} <= set(ids(text))


def test_github_keeps_letters_and_counts_with_a_hyphen() -> None:
    assert github_slug("Größe & Zahl!") == "größe--zahl"
    assert {"fix", "fix-1", "fix_1"} <= set(ids("# Fix\n\n# Fix\n"))
    assert slug("Größe & Zahl!") == "groe-zahl"


def test_stated_ids_are_anchors() -> None:
    text = '## Impact {#harm}\n\n<a name="here"></a> <div class="x" id=there>\n\nText\n{: .note #below }\n'
    assert {"harm", "here", "there", "below"} <= set(ids(text))


def test_definitions_are_links_but_not_in_code_and_not_for_notes() -> None:
    text = "See [x][1].\n\n[1]: a.md\n[2]: <b.md> 'B'\n\n```\n[3]: c.md\n```\n\n[^4]: d.md\n"
    found = list(defined_links(text, parse(text, 5), "p.md", 5))
    assert [(url, at.line) for url, at in found] == [("a.md", 7), ("b.md", 8)]


def test_documents_know_their_anchors_and_unused_definitions() -> None:
    timeline = "## Timeline\n\n- 10:00 - Queue full\n"
    text = f"# Labels late\n\n{timeline}\n## Action items\n\n- [ ] Add an alert\n\n[1]: a.md\n"
    postmortem = read_postmortem("p.md", text, default_policy())
    assert {"labels-late", "timeline", "action-items"} <= set(postmortem.anchors)
    assert {item.anchor for item in postmortem.action_items} <= set(postmortem.anchors)
    assert {entry.anchor for entry in postmortem.timeline} <= set(postmortem.anchors)
    assert [url for url, _ in postmortem.links] == ["a.md"]
    runbook = read_runbook("r.yml", "metadata: {title: Queue full}\nmitigation: [Wait]\n", default_policy())
    assert runbook.anchors == ("queue-full", "mitigation")
