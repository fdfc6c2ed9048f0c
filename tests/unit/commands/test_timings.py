"""`check --timings` tells where the time went, of all processes, and changes nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from incidentbook.commands import looks
from incidentbook.commands.examination import examine_all
from incidentbook.commands.options import place
from incidentbook.commands.stages import Stages
from incidentbook.commands.timings import Timings
from incidentbook.reading.store import VARIABLE, Store
from incidentbook.stopwatch import Lap

DOCUMENTS = 24


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    write_corpus(root, DOCUMENTS)
    return root


def test_stages_go_to_standard_error_and_leave_the_report_alone(corpus: Path, tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "incidentbook", "check", "--format", "json", *words]
        environment = {**os.environ, VARIABLE: str(tmp_path)}
        return subprocess.run(
            command, cwd=corpus, env=environment, capture_output=True, text=True, check=True
        )

    timed, plain = run("--timings"), run()
    found = re.compile(r'"findings": .*', re.DOTALL)
    assert found.findall(timed.stdout) == found.findall(plain.stdout) != []
    assert plain.stderr == ""
    stages, work = (part.split("\n  ") for part in timed.stderr.strip().split("\nCPU"))
    assert stages[0] == "stages, by the clock:"
    names = [re.split(r"  +", line)[0] for line in stages[1:]]
    assert names == [
        *("find files", "read files and ask their rules", "ask rules about other documents"),
        *("remember", "report", "all else"),
    ]
    assert {"reading", "ACT rules", "RUN rules"} <= {re.split(r"  +", line)[0] for line in work[1:]}


@pytest.mark.parametrize("processes", [1, 2])
def test_work_counts_each_document_and_rule_once_in_all_processes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(looks, "_MANY", 1)
    monkeypatch.setattr(looks, "_AT_ONCE", 5)
    monkeypatch.setattr(looks, "_processors", lambda: processes)
    timings = Timings()
    examine_all(place(corpus), store=Store(tmp_path), stages=Stages(timings=timings))
    turns = {lap.name: lap.turns for lap in timings.work.laps}
    assert turns["reading"] == DOCUMENTS
    assert turns["TML rules"] % (DOCUMENTS * 3 // 4) == 0
    assert "read files and ask their rules" in {lap.name for lap in timings.stages.laps}


def test_what_no_stage_accounts_for_is_said_too() -> None:
    timings = Timings()
    timings.stages.add([Lap("find files", 1.0, 1)])
    timings.work.add([Lap("ACT rules", 0.5, 7), Lap("reading", 2.0, 3)])
    assert timings.text(1.25).split("\n") == [
        "stages, by the clock:",
        "  find files      1.000 s",
        "  all else        0.250 s",
        "CPU time of readers and rules, in all processes:",
        "  reading        2.000 s",
        "  ACT rules      0.500 s",
        "",
    ]
