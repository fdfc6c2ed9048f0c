"""Series as rows of the Markdown tables of the manual: medians, and ratios to a peer."""

from collections.abc import Iterator, Mapping
from statistics import median

from measuring import Series


def head(peer: str, *columns: str) -> str:
    """The head of a table whose last column is the ratio to a peer."""
    names = [*columns, "wall", "CPU", "memory", f"ratio to {peer}"]
    marks = ["--:" if name in {"documents", *names[-4:]} else "---" for name in names]
    return f"| {' | '.join(names)} |\n|{'|'.join(marks)}|"


def check_rows(
    documents: int, found: Mapping[tuple[str, str], Series], peer: str, cases: tuple[str, ...]
) -> Iterator[str]:
    """The rows of all cases of checks on one corpus; ratios are of wall times, in the same case."""
    for case in cases:
        beside = found.get((case, peer))
        for (known, name), series in found.items():
            if known == case:
                yield f"| {documents:,} | {case} | {name} | {_figures(series)} | {_ratio(series, beside)} |"


def build_rows(documents: int, found: Mapping[str, Series], peer: str) -> Iterator[str]:
    """The rows of all builders on one corpus; ratios are of wall time, CPU time and memory."""
    beside = found.get(peer)
    for name, series in found.items():
        ratios = [
            _of(own, other)
            for own, other in (
                (series.wall, beside.wall if beside else []),
                (series.cpu, beside.cpu if beside else []),
                (series.memory, beside.memory if beside else []),
            )
        ]
        yield f"| {documents:,} | {name} | {_figures(series)} | {' · '.join(ratios)} |"


def _figures(series: Series) -> str:
    cpu = f"{median(series.cpu):.2f} s" if series.cpu else "–"
    memory = f"{median(series.memory):.0f} MB" if series.memory else "–"
    return f"{median(series.wall):.2f} s | {cpu} | {memory}"


def _ratio(series: Series, beside: Series | None) -> str:
    return _of(series.wall, beside.wall if beside else [])


def _of(own: list[float], other: list[float]) -> str:
    return f"{median(own) / median(other):.2f}" if own and other else "–"
