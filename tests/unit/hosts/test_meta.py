from datetime import date

from incidentbook.hosts.meta import document_meta, page_meta, shortened
from incidentbook.records import Postmortem

HOSTILE = "</title><img src=x onerror=alert(1)>"


def meta(stated: dict[str, object], **fields: object) -> dict[str, object]:
    document = Postmortem("a.md", "a", **{"title": "Down", **fields})  # type: ignore[arg-type]
    return document_meta(stated, document, boost=1)


def test_the_title_is_the_record_s_and_escaped() -> None:
    assert meta({"title": 12}, title=HOSTILE)["title"] == "&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;"


def test_keys_on_which_themes_act_are_none_of_theirs() -> None:
    stated = {
        "status": "draft",
        "template": "gone.html",
        "icon": "x",
        "author": HOSTILE,
        "hide": "toc",
        "tags": 3,
    }
    clean = meta(stated)
    assert clean.keys().isdisjoint({"status", "template", "icon", "author", "tags"})
    assert clean["hide"] == []


def test_other_keys_stay_for_other_plugins() -> None:
    assert meta({"revision": date(2025, 1, 2)})["revision"] == date(2025, 1, 2)


def test_a_description_is_the_summary_where_none_is_stated() -> None:
    assert meta({}, summary='Said "no"')["description"] == "Said &quot;no&quot;"
    assert meta({"description": "Own"}, summary="Other")["description"] == "Own"


def test_is_no_template_of_the_macros_plugin_unless_it_says_so() -> None:
    assert meta({})["render_macros"] is False
    assert meta({"render_macros": True})["render_macros"] is True


def test_weighs_in_search_what_its_frame_says() -> None:
    document = Postmortem("a.md", "a", "Down")
    assert document_meta({"search": {"boost": "x", "exclude": True}}, document, 2.0)["search"] == {
        "exclude": True,
        "boost": 2.0,
    }


def test_search_leaves_a_generated_page_out_and_themes_may_name_it() -> None:
    assert page_meta("Disk full", "A cause")["search"] == {"exclude": True}
    assert page_meta("Disk <full>", "")["title"] == "Disk &lt;full&gt;"
    assert "title" not in page_meta("", "")


def test_shortens_at_a_word() -> None:
    assert shortened("word " * 100).endswith("word…")
    assert len(shortened("word " * 100)) <= 161
    assert shortened("two\nlines") == "two lines"
