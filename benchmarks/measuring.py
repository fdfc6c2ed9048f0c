"""Run a program once: its wall time, the CPU time of its processes, and the most memory they hold."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Series:
    """The runs of one program in one case: seconds of wall time, seconds of CPU time, megabytes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def measure(command: Sequence[str], folder: Path, series: Series, variables: Mapping[str, str]) -> None:
    """Run a command in a folder once, and add what it took. Raises SystemExit where it fails."""
    environment = {**os.environ, **variables}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0.0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        elapsed = time.perf_counter() - began
        if elapsed > _SOON:
            most = max(most, _memory(process.pid))
        time.sleep(_OFTEN if elapsed > _SOON else _OFTEN / 100)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"exit status {process.returncode}: {' '.join(command)} (in {folder})")
    series.wall.append(time.perf_counter() - began)
    series.cpu.append(used.ru_utime + used.ru_stime)
    series.memory.append(max(most, used.ru_maxrss / 1024))


_SOON, _OFTEN = 0.3, 0.1
"""Seconds after which the memory of all processes is looked at, and between two looks."""


def _memory(process: int) -> float:
    """Megabytes that a process and all below it hold; what they share counts once."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own_size = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own_size / 1024 + sum(_memory(int(child)) for child in children)
