"""Messages: what templates may say, how blanks are filled, and what is told where a template is wrong."""

from datetime import datetime
from pathlib import Path

import pytest

from incidentbook.pages.messages import (
    AUDIENCES,
    FIELDS,
    Choices,
    filled,
    labels,
    needed,
    topic,
    values,
    zone_name,
)
from incidentbook.pages.models import Message, Slot
from incidentbook.reading.policy import default_policy, read_policy
from incidentbook.rendering.messages import MessageError, message, messages
from incidentbook.resources import template_folder

POLICY = read_policy(
    "services: [{id: shop, title: Web shop, links: {Dashboard: 'https://example.com/d'}}]\n"
    "status_page: https://status.example.com/",
    "",
)
OURS = (template_folder("messages"),)
NOW = datetime(2026, 3, 31, 14, 45)  # noqa: DTZ001 - the clock of the policy's zone
ALL = {name: f"the {name}" for name in FIELDS}


def choices(severity: str = "SEV1", service: str = "shop", **fields: str) -> Choices:
    return Choices(POLICY.severity(severity), service, fields, NOW, NOW)


def text(audience: str, phase: str, chosen: Choices) -> str:
    found = values(POLICY, chosen, message(POLICY, "channel", "name", OURS))
    one = message(POLICY, audience, phase, OURS)
    return filled(one, found, labels(POLICY), needed(chosen.severity)).text


def test_there_is_a_template_for_every_audience_and_phase() -> None:
    found = messages(default_policy(), OURS)
    assert [one.id for one in found] == [
        f"{a}/{phase}" for a, phases in AUDIENCES.items() for phase in phases
    ]
    files = {path.relative_to(OURS[0]).as_posix() for path in OURS[0].rglob("*") if path.is_file()}
    assert files == {f"{one.id}.txt" for one in found}


@pytest.mark.parametrize("one", messages(POLICY, OURS), ids=lambda one: one.id)
def test_with_everything_filled_in_nothing_is_open(one: Message) -> None:
    fields = ALL | {role.id: f"@{role.id}" for role in POLICY.roles}
    found = values(POLICY, choices(**fields), message(POLICY, "channel", "name", OURS))
    result = filled(one, found, labels(POLICY), ("commander",))
    assert result.blanks == ()
    assert "[what" not in result.text


@pytest.mark.parametrize("one", messages(POLICY, OURS), ids=lambda one: one.id)
def test_with_nothing_filled_in_every_blank_is_marked_and_named(one: Message) -> None:
    result = filled(one, {}, labels(POLICY))
    assert result.blanks
    for name in result.blanks:
        assert f"[{labels(POLICY)[name]}]" in result.text
    assert "\ue000" not in result.text
    assert "None" not in result.text


def test_the_opening_names_the_roles_that_the_level_needs() -> None:
    severe = text("channel", "opening", choices("SEV1", title="Down", commander="ana"))
    assert "Incident commander: ana\nTechnical lead: [Technical lead]\n" in severe
    assert "Operations lead" not in severe
    mild = text("channel", "opening", choices("SEV3", title="Slow", commander="ana"))
    assert "Incident commander: ana" in mild
    assert "[Technical lead]" not in mild


def test_the_next_update_follows_the_cadence() -> None:
    assert "Next update: 15:00 UTC" in text("internal", "investigating", choices("SEV1"))
    assert "Next update: 15:45 UTC" in text("internal", "investigating", choices("SEV3"))
    assert "Next update: as soon as there is news" in text("internal", "investigating", choices("SEV4"))


def test_the_channel_is_named_by_day_and_topic() -> None:
    assert text("channel", "name", choices(title="Labels für Österreich: weiß!")) == (
        "inc-20260331-labels-fur-osterreich-wei"
    )
    assert text("channel", "name", choices()) == "inc-20260331-shop"
    assert text("channel", "name", choices(service="")) == "inc-20260331-[topic]"
    assert "#[channel]" in text("channel", "opening", choices(service=""))


def test_topics_are_short_and_plain() -> None:
    assert topic("", "") == ""
    assert topic("…", "x") == "x"
    assert topic("切符が買えない", "ticketing") == topic("🔥", "ticketing") == "ticketing"
    assert len(topic("a b" * 50, "")) <= 40


def test_a_service_brings_its_name_and_links() -> None:
    opening = text("channel", "opening", choices())
    assert "SEV1 Critical · Web shop · 14:45 UTC" in opening
    assert "Dashboard: https://example.com/d" in opening
    assert "Status page: https://status.example.com/" in opening


def test_lines_with_an_empty_optional_blank_fall_out_and_empty_lines_do_not_pile_up() -> None:
    lines = ((), ("a",), (), ("b ", Slot("x", optional=True)), (), (), ("c ", Slot("y")), ())
    result = filled(Message("a", "b", lines), {}, {"y": "why"})
    assert result.text == "a\n\nc [why]"
    assert result.blanks == ("y",)


def test_zones_have_short_names() -> None:
    assert [zone_name(zone) for zone in ("UTC", "Europe/Berlin", "America/New_York")] == [
        "UTC",
        "Berlin time",
        "New York time",
    ]


def own(tmp_path: Path, template: str) -> Message:
    (tmp_path / "customer").mkdir()
    (tmp_path / "customer" / "resolved.txt").write_text(template, encoding="utf-8")
    return message(POLICY, "customer", "resolved", (tmp_path, *OURS))


def test_a_team_can_replace_a_template_and_keep_the_others(tmp_path: Path) -> None:
    found = own(tmp_path, "{% set who = 'us' %}\nFrom {{ who }}: {{ title }}\n\nBye {{ call | optional }}\n")
    assert filled(found, {"title": "<b>"}, {}).text == "From us: <b>"
    assert message(POLICY, "customer", "monitoring", (tmp_path, *OURS)).lines


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{{ titel }}", "customer/resolved.txt:2: unknown field “titel”; did you mean “title”?"),
        ("{{ zzzzzz }}", "there are: severity"),
        ("{% if impact %}x{% endif %}", "customer/resolved.txt:1: asks whether “impact” is filled in"),
        ("a\nb\n{% if severity == 'SEV1' %}x{% endif %}", "customer/resolved.txt:3: compares “severity”"),
        ("{{ title | upper }}", "changes a field"),
        ("{{ (title | string)[:3] }}", "cuts a field"),
        ("{{ title | truncate(3) }}", "looks into “title”"),
        ("{% for a in title %}{% endfor %}", "looks into “title”"),
        ("{{ 'x' | optional }}", "`optional` stands behind the name of a field"),
        ("{% if %}", "customer/resolved.txt:1:"),
        ("{{ ''.__class__.__mro__ }}", "customer/resolved.txt"),
    ],
)
def test_a_wrong_template_is_told_with_its_place_and_a_remedy(
    tmp_path: Path, template: str, said: str
) -> None:
    with pytest.raises(MessageError) as caught:
        own(tmp_path, template)
    assert said in str(caught.value)


def test_what_is_nested_too_deeply_is_said(tmp_path: Path) -> None:
    (tmp_path / "customer").mkdir()
    (tmp_path / "customer" / "resolved.txt").write_text(f"{{{{ {'(' * 5000}")
    with pytest.raises(MessageError, match="it is nested too deeply"):
        message(read_policy(""), "customer", "resolved", (tmp_path,))
