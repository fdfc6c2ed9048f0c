from incidentbook.hosts.telling import telling_words, words_of
from incidentbook.hosts.words import spelled_words
from incidentbook.records import ActionItem, Location, Postmortem
from incidentbook.records.section import Section

AT = Location("postmortems/a.md")


def test_what_is_to_be_done_comes_before_what_it_is_about_and_before_all_else() -> None:
    postmortem = Postmortem(
        "postmortems/a.md",
        "PM-1",
        "A",
        sections=(
            Section("timeline", "Timeline", AT, text="14:32 pager rings"),
            Section("summary", "Summary", AT, text="The cache was full, and the cache was cold."),
        ),
        action_items=(ActionItem(AT, "Warm the cache", id="PM-1/1"),),
    )
    assert list(telling_words(postmortem)) == [
        *("warm", "cache", "pm-1/1"),
        *("full", "cold"),
        *("14:32", "pager", "rings"),
    ]


def test_words_lose_what_surrounds_them_and_keep_what_is_part_of_them() -> None:
    assert list(words_of("(FATAL): “out of slots” in `kube-proxy`, v1.2; see http://x/y.")) == [
        *("fatal", "slots", "kube-proxy", "v1.2", "see", "http://x/y"),
    ]


def test_a_name_is_spelled_whole_in_parts_and_by_its_ends() -> None:
    assert spelled_words(["HighLatency_Fast", "Route planner"]) == (
        *("highlatency_fast", "latency_fast", "fast", "high", "latency"),
        "route planner",
    )
