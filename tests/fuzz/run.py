"""Fuzz the targets, guided by coverage: `python -m tests.fuzz.run --seconds 600 [TARGET …]`.

Each target runs in a process of its own under libFuzzer, in turn, and has its share of the seconds. It starts
from the seeds beside this file and from what earlier runs found worth keeping below `.build/fuzz/`. An input
that raises, or takes more than `SLOW` seconds or too much memory, is kept in `.build/fuzz/faults/`, shown,
and makes the run fail. `python -m tests.fuzz.run --again FILE TARGET` shows what one input does.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.names import NAMES, SEEDS, seed_folder

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = REPOSITORY / ".build" / "fuzz"
FAULTS = KEPT / "faults"
LONGEST = 4096
"""Bytes of an input; how time grows with size is measured elsewhere."""

SLOW = 25
"""Seconds that one input may take under instrumentation, which is some ten times slower than without."""

MOST_MEMORY = 2048
"""Megabytes."""


def main() -> int:
    """Fuzz what was asked for; 0 where nothing was found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(NAMES))
    asked.add_argument("--seconds", type=int, default=600, help="for all targets together")
    asked.add_argument("--seed", type=int, default=0, help="for the same inputs in each run; 0 for new ones")
    asked.add_argument("--again", type=Path, help="an input to try once more")
    wanted = asked.parse_args()
    names = wanted.targets or list(NAMES)
    if unknown := set(names) - set(NAMES):
        asked.error(f"no target {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
    if wanted.again:
        return max(once(name, [str(wanted.again)]) for name in names)
    share = max(1, wanted.seconds // len(names))
    found = [name for name in names if fuzz(name, share, wanted.seed)]
    print(f"{len(names)} targets, {share} s each: {'faults in ' + ', '.join(found) if found else 'no fault'}")
    return int(bool(found))


def fuzz(name: str, seconds: int, seed: int) -> int:
    """Fuzz one target for some seconds, from a seed of chance; 0 where nothing was found."""
    corpus = KEPT / name
    for folder in (corpus, FAULTS):
        folder.mkdir(parents=True, exist_ok=True)
    flags = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOW}",
        f"-rss_limit_mb={MOST_MEMORY}",
        f"-artifact_prefix={FAULTS / name}-",
        "-use_value_profile=1",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    return once(name, [str(corpus), str(SEEDS / seed_folder(name)), *flags])


def once(name: str, arguments: Sequence[str]) -> int:
    """Run libFuzzer on a target with these arguments."""
    print(f"--- {name}", flush=True)
    environment = {**os.environ, "PYTHONHASHSEED": "0", "INCIDENTBOOK_CACHE_DIR": ""}
    command = [sys.executable, "-m", "tests.fuzz.one", name, *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
