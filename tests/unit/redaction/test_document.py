"""What the public gets of one document."""

import pytest

from incidentbook.redaction.document import Source, kept_inside
from tests.unit.redaction.samples import made_public, text_of

OPENED = "<!-- incidentbook: internal -->"
KEPT = "Everybody may read this."

INTERNAL = {
    "a block": "<!-- incidentbook: internal -->\nhush\n<!-- incidentbook: end -->",
    "a block in other letters": "<!--IncidentBook:Internal-->\nhush\n<!--incidentbook:END-->",
    "a nested block": "<!-- incidentbook: internal -->\na\n<!-- incidentbook: internal -->\nb\n"
    "<!-- incidentbook: end -->\nhush\n<!-- incidentbook: end -->",
    "words of a line": "We <!-- incidentbook: internal -->hush<!-- incidentbook: end --> waited.",
    "a block that begins behind words": "So: <!-- incidentbook: internal -->\nhush\n"
    "<!-- incidentbook: end -->",
    "a block over a fence": "<!-- incidentbook: internal -->\n```\nhush\n```\n<!-- incidentbook: end -->",
    "a block of a quotation": "> <!-- incidentbook: internal -->\n> hush\n> <!-- incidentbook: end -->",
    "a section": "## Part { .internal }\n\nhush",
    "a section with a colon": "## Part {: .internal}\n\nhush",
    "a section with further attributes": '## Part { #part .internal data-x="y" }\n\nhush',
    "a section by its class": '## Part { class="wide internal" }\n\nhush',
    "a section with subsections": "## Part { .internal }\n\na\n\n### Sub\n\nhush",
    "a section with a comment in its code": "## Part { .internal }\n\n```sh\n# no heading\n```\n\nhush",
    "a section that is underlined": "Part { .internal }\n----\n\nhush",
    "a section without a space": "##Part { .internal }\n\nhush",
    "a label": "**Part** { .internal }\n\nhush",
    "an item": "- hush { .internal }",
    "an item's list": "- a { .internal }\n    - hush\n\n    hush again",
    "an item's second line": "- hush\n  and more { .internal }",
    "an item's paragraph": "- hush\n\n    more { .internal }",
    "a numbered item": "1. hush { .internal }",
    "a task": "- [ ] hush <!-- incidentbook: internal -->",
    "a row": "| a | b |\n|---|---|\n| hush { .internal } | c |",
    "a row by a comment": "a | b\n---|---\nhush | c <!-- incidentbook: internal -->",
    "a table": "| a { .internal } | b |\n|---|---|\n| hush | c |",
    "a table above its mark": "| a | b |\n|---|---|\n| hush | c |\n{ .internal }",
    "a paragraph": "hush,\nand more { .internal }",
    "a paragraph above its mark": "hush\n{: .internal }",
    "a block of code": "```sh { .internal }\nhush\n```",
    "an admonition": "!!! note { .internal }\n    hush",
    "a definition": "Word\n:   hush { .internal }",
    "a comment": "<!-- hush -->",
    "a comment in code": "```\n<!-- hush -->\n```",
    "a comment that does not end": "<!-- hush",
    "a comment of Jinja": "{# hush #}",
    "a comment by definition": "[//]: # (hush)",
    "an instruction": "<?php hush ?>",
    "a hidden element": "<div hidden><p>hush</p></div>",
    "an element of no size": '<p style="display:none">hush</p>',
    "a script": "<script>hush</script>",
    "a template that does not end": "<template>\n\nhush",
    "an attribute": '<b data-x="hush" title="hush">a</b>',
    "an attribute list": 'words { data-x="hush" .hush }',
    "the title of code": '```sh title="hush"\nls\n```',
    "the title of a link": '[a](https://example.org/ "hush")',
    "a definition of a link": '[a][b]\n\n[b]: https://example.org/ "hush"',
    "an unused definition": "[b]: https://example.org/hush",
    "an abbreviation": "*[HTML]: hush",
    "a footnote to nobody": "[^1]: hush",
    "a footnote of an internal item": "- a[^1] { .internal }\n\n[^1]: hush",
    "a link to a document inside": "[hush](theirs-of-old.md)",
    "a reference to a document inside": "[hush][x]\n\n[x]: theirs-of-old.md",
    "a link to nothing": "[hush](gone/hush.md)",
    "a link to an internal heading": "[hush](#part)\n\n## Part { .internal }\n\na",
    "a link in an admonition": "!!! note\n    [hush](theirs-of-old.md)",
    "an inclusion": '--8<-- "hush.md"',
    "a list of inclusions": "--8<--\nhush.md\nmore.md\n--8<--",
    "an inclusion of a plugin": '{% include-markdown "hush.md" %}',
    "a wiki link": "[[hush]]",
    "a link in HTML": '<a href="hush.md">a</a>',
    "a text attachment": "[a](hush.log)",
}


@pytest.mark.parametrize("body", INTERNAL.values(), ids=INTERNAL.keys())
def test_what_is_internal_is_gone_and_the_rest_stays(body: str) -> None:
    text = text_of(f"\n# Labels late\n\n{KEPT}\n\n## Other\n\n{body}\n")
    assert "hush" not in text
    assert KEPT in text
    assert "internal" not in text


@pytest.mark.parametrize(
    "body",
    [
        "## Part { .internal }\n\na\n\n## Next\n\nstays",
        "### Part { .internal }\n\na\n\n## Next\n\nstays",
        "- a { .internal }\n- stays",
        "- a { .internal }\n    - b\n- stays",
        "| a | b |\n|---|---|\n| c { .internal } | d |\n| stays | e |",
        "a { .internal }\n\nstays",
        "a <!-- incidentbook: internal -->b<!-- incidentbook: end --> stays",
        f"a {OPENED}\n\n{OPENED}\nb\n<!-- incidentbook: end -->\n\nstays",
        "**Part** { .internal }\n\na\n\n**Next**\n\nstays",
        "stays[^1]\n\n[^1]: stays too",
        "[stays](ours.md) and [here](#labels-late)",
        "```sh\nkubectl get pods -o jsonpath='{.status}' # stays\n```",
        "<https://example.org/stays>",
        "words {#stays}",
    ],
)
def test_what_is_beside_it_stays(body: str) -> None:
    assert "stays" in text_of(f"\n# Labels late\n\n{body}\n")


CLASSES = {
    "emails": "hush@corp.example",
    "an entity": "hush&#64;corp.example",
    "a backslash": r"hush\_er@corp.example",
    "a link to an address": "[write](mailto:hush@corp.example)",
    "a handle": "@hush",
    "a handle in brackets": "(@hush)",
    "a host": "hush.prod.internal",
    "a user of an address": "ssh hush@10.0.0.5",
    "a user of a host": "ssh hush@db.corp",
    "a host with a port": "hush.corp:8443/a",
    "an address inside": "https://hush/wiki",
    "a link inside": "[a graph](https://graphs.corp/hush)",
    "a chat": "https://x.slack.com/archives/hush",
    "a ticket": "HUSH-12",
    "a ticket's page": "https://git.example/team/hush/issues/12",
    "a number of a ticket": "hush/app#12",
    "a channel": "#hush-now",
    "a channel in brackets": "(#hush-now)",
    "a name by its label": "**Scribe:** Hush Harper\n\nHush said so.",
    "a name by its column": "| Owner | a |\n|---|---|\n| Hush Harper | b |\n\nhush said so",
    "a name by its row": "| Author | Hush Harper |\n|---|---|\n\nHush said so.",
    "a name by its list": "**Participants**\n\n- Hush Harper (shipping)\n\nHush said so.",
    "a name on two lines": "**Author:** Hush Harper\n\nIt was hush\nharper.",
    "the name of a document inside": "as in theirs-of-old, hush" + " theirs-of-old",
}


@pytest.mark.parametrize("body", CLASSES.values(), ids=CLASSES.keys())
def test_classes_are_taken_out(body: str) -> None:
    text = text_of(f"\n# Labels late\n\n{body}\n").casefold()
    wanted = "theirs-of-old" if "theirs" in body else "hush"
    assert wanted not in text


@pytest.mark.parametrize(
    "secret",
    [
        "10.1.2.3",
        "203.0.113.9/24",
        "2001:db8::7",
        "00:1b:44:11:3a:b7",
        "+49 30 1234567",
        "555-123-4567".replace("555", "(555)"),
    ],
)
def test_figures_are_taken_out(secret: str) -> None:
    assert secret not in text_of(f"\n# Labels late\n\nIt was {secret}, as ever.\n")


@pytest.mark.parametrize(
    "words",
    [
        "14:25:07 UTC on 2025-03-15",
        "UTF-8, SHA-256 and SEV-1",
        "127.0.0.1 and localhost",
        "99.95 % of 4,600 at +02:00",
        "see https://example.org/page#part",
        "version 1.2.3",
        "`std::vector`",
    ],
)
def test_what_only_looks_like_it_stays(words: str) -> None:
    assert words in text_of(f"\n# Labels late\n\n{words}\n")


def test_a_member_becomes_the_team_and_a_link_of_a_picture_another_name() -> None:
    text = text_of("\n# Labels late\n\n- [ ] Alert — @maren, due 2025-05-01\n\n![a](img/secret-place.png)\n")
    assert "— Shipping, due" in text
    assert "secret-place" not in text
    assert "![a](img/attachment-" in text


FIELDS = """\
title: Late
authors: [Hush Harper]
tags: [hush]
aliases: [hush.md]
customer: hush
internal: [trigger]
trigger: hush
services: [labels, hush]
teams: [shipping, hush]
impact: {users: 7, revenue: 9900, hush: hush}
related: [ours, theirs-of-old]
severity: SEV2
action_items:
  - {title: keep, owner: maren, ticket: HUSH-1}
  - {title: hush, internal: true}
"""


def test_of_the_front_matter_stays_what_is_known_to_be_harmless() -> None:
    text = text_of("\n# Late\n", FIELDS)
    assert "hush" not in text.casefold()
    assert "theirs" not in text
    assert "9900" not in text
    for kept in (
        "title: Late",
        "services: [labels]",
        "teams: [shipping]",
        "users: 7",
        "related: [ours]",
        "SEV2",
    ):
        assert kept in text
    assert "{title: keep, owner: Shipping}" in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# A", "`audience: public`"),
        ("---\naudience: internal\n---\n", "`audience: public`"),
        ("---\naudience: [public]\n---\n", "`audience: public`"),
        ("---\naudience: public\nstatus: draft\n---\n", "draft"),
        ("---\naudience: public\nstatus: In review\n---\n", "review"),
        ("---\naudience: public\ndraft: true\n---\n", "draft"),
        ("---\naudience: public\ninternal: true\n---\n", "`internal: true`"),
        ("---\naudience: public\ntitle: [\n---\n", "front matter"),
        ("**Audience:** public\n\n# A", "`audience: public`"),
        ("+++\naudience = 'public'\n+++\n", "front matter"),
    ],
)
def test_what_does_not_say_that_it_is_public_stays_inside(text: str, reason: str) -> None:
    assert reason in kept_inside(Source("postmortems/a.md", "postmortem", text))


def test_each_removal_names_its_line_and_class() -> None:
    found = made_public("\n# Late\n\n<!-- a -->\n\n- b { .internal }\n\nat 10.1.2.3\n", "customer: Kestrel\n")
    assert [(one.line, one.what) for one in found.removals if one.what] == [
        (3, "field"),
        (8, "comment"),
        (10, "internal part"),
        (12, "addresses"),
    ]


def test_marks_without_a_partner_are_problems() -> None:
    found = made_public("\n# Late\n\na\n\n<!-- incidentbook: internal -->\n\nhush\n")
    assert [(problem.at.line, problem.rule) for problem in found.problems] == [(9, "unclosed-internal")]
    assert "hush" not in (found.text or "")


def test_the_policy_lets_classes_and_fields_through_and_takes_more_out() -> None:
    policy = (
        "redaction: {allow: [tickets, handles], fields: [region], patterns: ['Z-\\d+'], names: [Kestrel Air]}"
    )
    text = text_of("\n# Late\n\nOPS-12 by @ana, Z-99 for kestrel  air\n", "region: north\n", policy)
    assert "OPS-12 by @ana" in text
    assert "region: north" in text
    assert "Z-99" not in text
    assert "kestrel" not in text


def test_contacts_of_runbooks_stay_inside() -> None:
    body = "\n# Late\n\n## Mitigation\n\nRestart.\n\n## Contacts\n\nhush\n\n## Rollback\n\nstays\n"
    text = text_of(body, kind="runbook")
    assert "hush" not in text
    assert "stays" in text
    assert "hush" in text_of(body, kind="runbook", policy="redaction: {allow: [contacts]}")


def test_a_document_that_is_internal_throughout_is_not_published() -> None:
    found = made_public("\n# Late { .internal }\n\nhush\n")
    assert found.text is None
    assert found.reason == "all of it is internal"
