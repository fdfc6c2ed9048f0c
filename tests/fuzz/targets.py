"""What is fuzzed: one function a reader, and one for what is rendered and exported of all that was read.

Each takes arbitrary bytes and lets only those errors pass that the reader names in its docstring; whatever
else is raised is a fault. Beside not raising, a target asserts what must hold for any input.
"""

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path, PurePosixPath

from incidentbook.checks import Outcome, run
from incidentbook.checks.baseline import BaselineError, dump, load
from incidentbook.commands.mended import mended_document
from incidentbook.exports.csv_table import action_items_csv
from incidentbook.exports.due_calendar import action_items_ics
from incidentbook.exports.feed import action_items_feed
from incidentbook.exports.json import dump as data_file
from incidentbook.exports.openmetrics import openmetrics
from incidentbook.exports.records import export_json
from incidentbook.exports.rota_calendar import rota_ics
from incidentbook.exports.rota_yaml import rota_yaml
from incidentbook.hosts.sanitising import sanitised
from incidentbook.pages.edition import edition
from incidentbook.pages.models import Portal, Target
from incidentbook.pages.portal import lay_out
from incidentbook.reading.alert_annotations import write_runbook_urls
from incidentbook.reading.alert_rules import read_alert_rules
from incidentbook.reading.files import decode
from incidentbook.reading.library import Source, library_of, read_source
from incidentbook.reading.pagerduty import imported
from incidentbook.reading.pagerduty_json import read_pagerduty_json
from incidentbook.reading.pagerduty_terraform import read_pagerduty_terraform
from incidentbook.reading.policy import PolicyError, read_policy
from incidentbook.reading.runbook_yaml import read_yaml_runbook
from incidentbook.reading.store import Store
from incidentbook.reading.strays import read_stray
from incidentbook.reading.tracker_file import dump as dump_tracker
from incidentbook.reading.tracker_file import load as load_tracker
from incidentbook.reading.tree import Tree
from incidentbook.records import Library, Policy, Postmortem, Runbook
from incidentbook.rendering.messages import MessageError, message
from incidentbook.rendering.renderer import Renderer
from incidentbook.rendering.transcript import transcript
from incidentbook.reports.report import Report

AS_OF = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
REPORTS = ("json", "sarif", "github", "gitlab", "junit", "markdown")
DATA = ("postmortems", "runbooks", "action-items", "causes", "metrics", "practice", "alerts", "findings")
PATHS = {
    "postmortem": "postmortems/2026-01-15-labels.md",
    "runbook": "runbooks/labels.md",
    "alert-rules": "rules/labels.yml",
    "rota": "oncall.yml",
}

POLICY = """
title: Labels
services: [{id: labels, title: Labels, team: printers}]
teams: [{id: printers, title: Printers, members: [ana, bo]}]
causes: [{id: full-queue, title: A queue without a limit}]
runbook_urls: {https://runbooks.example.com/: .}
"""


@cache
def policy() -> Policy:
    """The policy under which everything is read."""
    return read_policy(POLICY)


def text_of(data: bytes) -> str:
    """The text of a file, as the command reads it."""
    return decode(data, "file")[0]


def library(kind: str, data: bytes) -> Library:
    """The library of one file."""
    path = PATHS[kind]
    return library_of([read_source(Source(path, kind, data), policy())], policy(), Tree([path], []))


def outcome(found: Library) -> Outcome:
    """What the rules find."""
    return run(found, AS_OF)


def postmortem(data: bytes) -> None:
    """A postmortem: read, checked and mended."""
    document("postmortem", data)


def runbook(data: bytes) -> None:
    """A runbook: read, checked and mended."""
    document("runbook", data)


def document(kind: str, data: bytes) -> None:
    """Read, check and mend a document; what was mended is a document again, of the same rest."""
    source = Source(PATHS[kind], kind, data)
    record = read_source(source, policy())
    assert isinstance(record, Postmortem | Runbook)
    found = outcome(library(kind, data))
    lines = text_of(data).count("\n") + 1
    assert all(1 <= finding.at.line <= lines + 1 for finding in found.findings)
    mended = mended_document(source, record, found.findings, policy(), AS_OF)
    if mended is not None:
        assert mended.after != mended.before


def yaml_runbook(data: bytes) -> None:
    """A runbook in YAML."""
    read_yaml_runbook("runbooks/labels.yml", text_of(data), policy())


def stray(data: bytes) -> None:
    """A file that may have been meant as a document."""
    for name in ("postmortems/labels.txt", "runbooks/labels.yml"):
        read_stray(name, data, lambda path: PurePosixPath(path).parent.name.removesuffix("s"))


def policy_file(data: bytes) -> None:
    """The policy file: PolicyError says what is wrong with it."""
    with contextlib.suppress(PolicyError):
        read_policy(text_of(data))


def rota(data: bytes) -> None:
    """Who is on call: read, checked, and written as a file and as calendars."""
    found = library("rota", data)
    outcome(found)
    if found.rota is not None:
        rota_yaml(found.rota)
        rota_ics(found.rota, found.rota.rotations, AS_OF, "Labels")


def alert_rules(data: bytes) -> None:
    """Alert rules: read, and checked."""
    outcome(library("alert-rules", data))


def annotations(data: bytes) -> None:
    """Addresses written into rule files; what cannot be written safely is left byte for byte."""
    address = "https://runbooks.example.com/labels/"
    read = read_alert_rules("rules.yml", text_of(data))
    written = write_runbook_urls("rules.yml", data, [(rule, address) for rule in read.rules])
    assert written.written or written.data == data


def baseline(data: bytes) -> None:
    """The baseline: BaselineError says what is wrong with it, and what is right is written the same."""
    with contextlib.suppress(BaselineError):
        read = load(text_of(data))
        assert load(dump(read)) == read


def tracker(data: bytes) -> None:
    """The states of tickets."""
    read = load_tracker(data.decode("utf-8-sig", "replace"))
    again = load_tracker(dump_tracker(read))
    assert len(again.sources) == len(read.sources)


def store(data: bytes) -> None:
    """An entry of the cache that was damaged: as good as none."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "entry").write_bytes(data)
        kept = Store(Path(folder))
        assert kept.load("entry") is None
        assert kept.load_plain("entry") is None


def pagerduty(data: bytes) -> None:
    """Answers of PagerDuty."""
    found = imported(read_pagerduty_json("schedules.json", text_of(data)), "schedules.json", {}, NOW)
    rota_yaml(found.rota)


def terraform(data: bytes) -> None:
    """Blocks of Terraform."""
    found = imported(read_pagerduty_terraform([("main.tf", text_of(data))]), "main.tf", {}, NOW)
    rota_yaml(found.rota)


def messages(data: bytes) -> None:
    """A template of a message: MessageError says what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "customer").mkdir()
        Path(folder, "customer/identified.txt").write_bytes(text_of(data).encode("utf-8", "replace"))
        with contextlib.suppress(MessageError):
            message(policy(), "customer", "identified", [Path(folder)])


_HANDLER = re.compile(r"on[a-z]+")


class _Elements(HTMLParser):
    """The names of the elements in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(f"@{name}" for name, value in attrs if value and _HANDLER.fullmatch(name))}


def html(data: bytes) -> None:
    """HTML that an author wrote: nothing that runs is left, and it can be written as Markdown."""
    safe = sanitised(text_of(data))
    elements = _Elements()
    elements.feed(safe)
    assert not {name for name in elements.names if name == "script" or name.startswith("@")}
    transcript(safe, lambda target: target)


def reports(data: bytes) -> None:
    """All reports of what the rules find in a document."""
    found, words = outcome(library("postmortem", data)), text_of(data)
    report = Report(
        outcome=found,
        paths=(PATHS["postmortem"],),
        rules=1,
        seconds=0.0,
        fail_on="warning",
        as_of=AS_OF,
        lines=lambda _path: words.split("\n"),
        fixable=frozenset(found.findings[:1]),
    )
    for form in REPORTS:
        getattr(import_module(f"incidentbook.reports.{form}"), form)(report)
    import_module("incidentbook.reports.text").text(report, lambda words, _role: words, 80)


@cache
def renderer() -> Renderer:
    """What renders pages."""
    return Renderer(AS_OF)


def pages(data: bytes) -> None:
    """All pages, data files and exports of a portal with one document: a postmortem, then a runbook."""
    for kind in ("postmortem", "runbook"):
        found = library(kind, data)
        whole = edition(found, outcome(found), AS_OF)
        for template, model in models(lay_out(whole)):
            if template:
                renderer().render(template, model, address)
        for name in DATA:
            data_file(name, whole.ground)
        items = tuple(whole.ground.all_items())
        openmetrics(whole.ground.metrics, items)
        action_items_csv(whole.ground.all_follow_ups(), AS_OF)
        action_items_ics(items, AS_OF, "Labels")
        action_items_feed(whole.ground)
        export_json(found)


def address(target: Target) -> str:
    """An address for whatever a page links to."""
    return f"#{len(str(target))}"


def models(portal: Portal) -> Iterator[tuple[str, object]]:
    """Each template of a portal with the model that it shows."""
    yield "oncall/page.html", portal.oncall
    for page in portal.pages:
        yield page.template, page.model
    for frame in portal.frames.values():
        yield frame.template, frame.model
        yield frame.footer, frame.model


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "postmortem": postmortem,
    "runbook": runbook,
    "yaml-runbook": yaml_runbook,
    "stray": stray,
    "policy": policy_file,
    "rota": rota,
    "alert-rules": alert_rules,
    "annotations": annotations,
    "baseline": baseline,
    "tracker": tracker,
    "store": store,
    "pagerduty": pagerduty,
    "terraform": terraform,
    "messages": messages,
    "html": html,
    "reports": reports,
    "pages": pages,
}
