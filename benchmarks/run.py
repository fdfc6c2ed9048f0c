"""Measure checks and builds beside peers, on the same documents in one run: `python benchmarks/run.py`.

Prints Markdown tables: for each program and case the median of several runs, as wall time, as CPU time of
all its processes, and as the most memory they held together (Linux); and ratios to a peer in the same case.
Rounds go through all programs in turn, so that a busy machine is busy for all of them.

Checks are cold (nothing kept), warm (all kept, nothing changed), of one document that did not change, and
of one that did. Builds are from nothing, and after one edit with `cache: true`; `serve` measures the time
from saving a document to the rebuilt page, `search` how long readers wait in the browser, as
`searching.py` says, which needs Chromium.

Peers are those on the PATH; with --peers they are installed below the work folder, with pip and npm. Where
one is missing, its rows are.
"""

import argparse
import compileall
import shutil
import time
from pathlib import Path

import programs
import sites
from corpus import write_corpus
from table import build_rows, check_rows, head

import incidentbook

_PARTS = ("check", "build", "serve", "import", "search")


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(description="Measure incidentbook beside its peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(_PARTS)}; default: all")
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path(".build/benchmarks"))
    parser.add_argument("--peers", action="store_true", help="install the peers below WORK")
    parser.add_argument(
        "--most-in-navigation", type=int, default=1000, help="the largest corpus for Material's navigation"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of the builds, those of these names")
    given = parser.parse_args()
    parts = given.parts or list(_PARTS)
    if unknown := [part for part in parts if part not in _PARTS]:
        parser.error(f"there is no part {unknown[0]}; there are {', '.join(_PARTS)}")
    compileall.compile_dir(Path(incidentbook.__file__).parent, quiet=1)  # as pip does with what it installs
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if given.peers:
        programs.install_peers(work)
        sites.install_peers(work)
    if "check" in parts:
        print_checks(work, given.documents, given.rounds)
    if "build" in parts:
        every = list(sites.builders(work, given.most_in_navigation))
        wanted = [one for one in every if not given.only or one.name in given.only]
        print_builds(work, given.documents, given.rounds, wanted)
    if "serve" in parts:
        print_serves(work, given.documents, given.rounds)
    if "import" in parts:
        print(f"\n{head('python', 'documents', 'start')}")
        for row in build_rows(0, sites.measure_imports(given.rounds), "python"):
            print(row, flush=True)
    if "search" in parts:
        print_searches(work, given.documents, given.rounds)


def print_checks(work: Path, sizes: list[int], rounds: int) -> None:
    """The table of checks."""
    print(head(programs.PEER, "documents", "case", "program"))
    for documents in sizes:
        folder = work / f"corpus-{documents}"
        shutil.rmtree(folder, ignore_errors=True)
        write_corpus(folder, documents)
        time.sleep(_SETTLING)
        found = programs.measure_all(folder, list(programs.programs(work)), rounds)
        for row in check_rows(documents, found, programs.PEER, programs.CASES):
            print(row, flush=True)


def print_builds(work: Path, sizes: list[int], rounds: int, every: list[sites.Builder]) -> None:
    """The table of builds; each ratio is of wall time, CPU time and memory."""
    print(f"\n{head(sites.BARE, 'documents', 'build')}")
    for documents in sizes:
        found = sites.measure_builds(_site(work, documents), every, documents, rounds)
        for row in build_rows(documents, found, sites.BARE):
            print(row, flush=True)


def print_serves(work: Path, sizes: list[int], rounds: int) -> None:
    """The table of edits under `serve`."""
    print(f"\n{head(sites.BARE, 'documents', 'from saving to the page')}")
    for documents in sizes:
        for row in build_rows(documents, sites.measure_serves(_site(work, documents), rounds), sites.BARE):
            print(row, flush=True)


def print_searches(work: Path, sizes: list[int], rounds: int) -> None:
    """The table of searches."""
    import searching  # needs Playwright, which the other parts do without

    print()
    for row in searching.table(work, sizes, rounds):
        print(row, flush=True)


def _site(work: Path, documents: int) -> Path:
    """A corpus with the configurations of all generators."""
    folder = work / f"site-{documents}"
    shutil.rmtree(folder, ignore_errors=True)
    write_corpus(folder / "content", documents)
    (folder / "content/incidentbook.yml").replace(folder / "incidentbook.yml")
    sites.prepare(folder)
    time.sleep(_SETTLING)
    return folder


_SETTLING = 2.5
"""Seconds after which a file counts as unchanged by its times alone."""

if __name__ == "__main__":
    main()
