import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.names import closest, nearest, normalise, runbook_section_name, section_name
from incidentbook.reading.runbook_words import RUNBOOK_SECTIONS
from incidentbook.reading.section_words import POSTMORTEM_SECTIONS


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3. Root cause(s):", "root cause"),
        ("What didn’t go well?", "what didnt go well"),
        (":mag_right: Five Why's", "five whys"),
        ("🔥 Impact 🔥", "impact"),
        ("1️⃣ Summary", "summary"),
        ("## Timeline ##", "timeline"),
        ("TL;DR", "tldr"),
        ("Response & recovery", "response and recovery"),
        ("started_at", "started at"),
        ("IV. Impact", "impact"),
        ("5 whys", "5 whys"),
    ],
)
def test_normalise_leaves_only_the_words(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Executive Summary", "summary"),
        ("What happened?", "summary"),
        ("Customer impact", "impact"),
        ("Impact on the depots", "impact"),
        ("Impact: three hours without labels", "impact"),
        ("Timeline (UTC)", "timeline"),
        ("Timeline in CET", "timeline"),
        ("Timeline - all times PST", "timeline"),
        ("Detailed timeline of the incident", "timeline"),
        ("Incident: timeline", "timeline"),
        ("How we detected it", "detection"),
        ("Who responded", "response"),
        ("Mitigation & resolution", "resolution"),
        ("Root Cause Analysis (RCA)", "root-cause"),
        ("Trigger", "root-cause"),
        (":seedling: Blameless root cause", "root-cause"),
        ("Contributing Factors (findings)", "contributing-factors"),
        ("What went well", "went-well"),
        ("Things that went right", "went-well"),
        ("What Did Not Help", "went-poorly"),
        ("Things that didn't go so well", "went-poorly"),
        ("How we could do better", "went-poorly"),
        ("Where we got lucky 🍀", "lucky"),
        ("Lessons learnt", "lessons-learned"),
        ("Follow-ups", "action-items"),
        ("Action Items & Follow-Ups", "action-items"),
        ("Post-incident action items", "action-items"),
        ("Actions to take", "action-items"),
        ("Actions taken", "response"),
        ("Current status / TL;DR", "summary"),
        ("Timeline 15 March 2025", "timeline"),
        ("1  Summary", "summary"),
        ("Appendix", "supporting-information"),
    ],
)
def test_a_heading_is_known_by_its_many_names(heading: str, name: str) -> None:
    assert section_name(heading, {}) == name


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Log in fails",
        "Questions for follow up",
        "Documentation improvements",
        "Deployment",
        "What users could not do",
        "Incident review",
        "The parser reads the summary of the last hundred orders before its first line",
    ],
)
def test_other_headings_have_no_meaning(heading: str) -> None:
    assert section_name(heading, {}) == ""


def test_the_policys_aliases_count_first() -> None:
    assert section_name("Leadup", {}) == ""
    assert section_name(":warning: Leadup", {"leadup": "timeline"}) == "timeline"
    assert section_name("Summary", {"summary": "lessons-learned"}) == "lessons-learned"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Meaning", "overview"),
        ("Initial Investigation", "investigation"),
        ("Diagnosis", "investigation"),
        ("Common Causes and Fixes", "causes-and-fixes"),
        ("Mitigation steps", "mitigation"),
        ("Rollback procedure", "rollback"),
        ("Key metrics", "metrics"),
        ("See also", "related"),
        ("Emergency Procedures", "emergency"),
        ("Severity Assessment", "severity-assessment"),
    ],
)
def test_a_runbooks_headings_have_names_of_their_own(heading: str, name: str) -> None:
    assert runbook_section_name(heading, {}) == name


def test_nearest_finds_what_was_meant() -> None:
    assert nearest("severty", ["severity", "services"]) == "severity"
    assert nearest("Started-At", ["started_at"]) == "started_at"
    assert nearest("colour", ["severity", "services"]) == ""


@pytest.mark.parametrize("word", ["wie", "iwes", "secodnary", "respnose"])
def test_two_letters_that_changed_places_are_one_slip(word: str) -> None:
    known = ["response", "secondary", "wei", "wies"]
    assert sorted(nearest(word, known)) == sorted(word)


@pytest.mark.parametrize(
    ("word", "other"), [("ab", "ba"), ("abc", "cba"), ("abcd", "badc"), ("sev1", "sev2")]
)
def test_other_letters_are_other_words(word: str, other: str) -> None:
    assert closest(word, [other], 0.9) == ""


@given(st.text(max_size=400))
def test_any_heading_has_a_canonical_name_or_none(heading: str) -> None:
    assert section_name(heading, {}) in {"", *POSTMORTEM_SECTIONS}
    assert runbook_section_name(heading, {}) in {"", *RUNBOOK_SECTIONS}


@given(st.text(max_size=80))
def test_normalising_twice_changes_only_numbering(text: str) -> None:
    plain = normalise(text)
    assert plain == plain.strip()
    assert "  " not in plain
