"""Commands that write, killed at a hundred random moments of it: nothing is lost or half written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.killing import MOMENTS, SCENARIOS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
SEED = 20260331


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_killed_command_leaves_each_file_whole_and_the_next_run_ends_its_work(
    name: str, repository: Path
) -> None:
    command = [sys.executable, "-m", "tests.killing", name, str(SEED)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["wrong"] == []
    assert seen["killed"] > MOMENTS * 0.9
    assert name == "cache" or seen["states"].keys() - {"before"}, "every kill came before the first writing"
    assert name == "cache" or seen["states"].keys() - {"after"}, "every kill came after the last writing"
