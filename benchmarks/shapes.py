"""`incidentbook check` on one document of the worst forms, from 1 KB to 20 MB: seconds and megabytes.

`python benchmarks/shapes.py [--largest BYTES] [--limit SECONDS] [SHAPE …]` prints a table. A run that takes
longer than the limit is ended, and larger sizes of its shape are left out and marked so.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.shapes import SHAPES

SIZES = (1_000, 10_000, 100_000, 1_000_000, 20_000_000)
PROGRAM = (
    "import resource, sys\n"
    "from incidentbook.commands import main\n"
    "try: main()\n"
    "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)\n"
)


def main() -> None:
    """Print a row for each shape."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shapes", nargs="*", default=list(SHAPES))
    asked.add_argument("--largest", type=int, default=SIZES[-1])
    asked.add_argument("--limit", type=int, default=600)
    wanted = asked.parse_args()
    sizes = [size for size in SIZES if size <= wanted.largest]
    print(f"| shape | {' | '.join(f'{size // 1000:,} KB' for size in sizes)} |")
    print(f"|---|{'---:|' * len(sizes)}")
    for shape in wanted.shapes:
        print(f"| {shape} | {' | '.join(cells(shape, sizes, wanted.limit))} |", flush=True)


def cells(shape: str, sizes: list[int], limit: int) -> list[str]:
    """What the check of each size takes; "> limit" where it was ended, "—" where it was not begun."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "postmortems", "labels.md")
        path.parent.mkdir()
        for size in sizes:
            path.write_text(SHAPES[shape](size), encoding="utf-8")
            found.append("—" if found and found[-1][0] in "—>" else taken(Path(folder), limit))
    return found


def taken(folder: Path, limit: int) -> str:
    """The CPU time and the most memory of one check."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "check", "--format", "json", "--output", os.devnull],
            cwd=folder,
            env={**os.environ, "INCIDENTBOOK_CACHE_DIR": ""},
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"> {limit} s"
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return f"{seconds:.1f} s, {done.stderr.split()[-1]} MB"


if __name__ == "__main__":
    main()
