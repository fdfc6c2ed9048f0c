"""Measure the suggestions of similar incidents: `python tests/corpus/similar.py FOLDER`.

The folder is that of `measure.py`; `pairs.tsv` beside this file names the incidents that repeat an earlier
one, as a careful reader found them: "strong" where both came about in the same way, "partial" where they
share a factor. For each repository are printed, for the product and for two plain measures of likeness
(Jaccard's index of the sets of words, and the cosine of TF-IDF vectors): with as many suggestions as there
are true pairs, how many are right; and how many of the true earlier incidents are among the first three that
are suggested for an incident. “At most” is what three suggestions for each incident can reach. Exit
status: 0; 1 where the product is not ahead of both, or has less than nine in ten of all strong pairs
among the first three; 2 without a folder.
"""

import csv
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from incidentbook.analysis.accounts import accounts
from incidentbook.analysis.likeness import likeness
from incidentbook.analysis.similarity import ENOUGH, TOP
from incidentbook.reading.files import decode
from incidentbook.reading.policy import default_policy
from incidentbook.records import Postmortem

sys.path.append(str(Path(__file__).parents[2]))

from tests.corpus.measure import documents, read, rows

PAIRS = Path(__file__).with_name("pairs.tsv")
GOOD_SHARE = 0.9
OWN = "incidentbook"

Pair = tuple[str, str]
Measure = Callable[[str, str], float]
_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Result:
    """How one measure did on one repository: shares from 0 to 1, and the strong pairs found first."""

    right: float
    right_strong: float
    first: float
    first_strong: float
    strong: int


def true_pairs() -> dict[Pair, str]:
    """The pairs of an earlier and a later incident, with their strength."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        listed = csv.DictReader(file, delimiter="\t")
        return {(row["earlier"], row["later"]): row["strength"] for row in listed}


def incidents(folder: Path, named: Iterable[str]) -> dict[str, list[Postmortem]]:
    """The postmortems of the repositories in which pairs are named, oldest first."""
    repositories = {path.partition("/")[0] for path in named}
    truth = {row["path"]: row for row in rows(folder / "truth.tsv")}
    policy = default_policy()
    found: dict[str, list[Postmortem]] = {name: [] for name in sorted(repositories)}
    for path, kind in documents(folder, truth):
        repository = path.partition("/")[0]
        if repository in found and kind == "postmortem" and "template" not in path.lower():
            record = read(folder, path, kind, policy)
            if isinstance(record, Postmortem):
                found[repository].append(record)
    return {
        name: sorted(group, key=lambda one: (str(one.date or ""), one.path)) for name, group in found.items()
    }


def jaccard(texts: Mapping[str, str]) -> Measure:
    """The share of the words of two documents that both have."""
    words = {path: set(_WORD.findall(text.lower())) for path, text in texts.items()}
    return lambda one, other: len(words[one] & words[other]) / max(len(words[one] | words[other]), 1)


def tf_idf(texts: Mapping[str, str]) -> Measure:
    """The cosine of vectors of word counts times smoothed inverse document frequencies."""
    counts = {path: Counter(_WORD.findall(text.lower())) for path, text in texts.items()}
    used = Counter(word for count in counts.values() for word in count)
    rarity = {word: math.log((1 + len(texts)) / (1 + number)) + 1 for word, number in used.items()}
    vectors = {path: _unit(count, rarity) for path, count in counts.items()}
    return lambda one, other: sum(
        weight * vectors[other].get(word, 0.0) for word, weight in vectors[one].items()
    )


def _unit(count: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {word: number * rarity[word] for word, number in count.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def judge(ordered: Sequence[str], between: Measure, pairs: Mapping[Pair, str]) -> Result:
    """How many pairs a measure finds in a repository whose incidents come oldest first."""
    scores = {
        (earlier, later): between(later, earlier)
        for number, later in enumerate(ordered)
        for earlier in ordered[:number]
    }
    true = {pair for pair in pairs if pair in scores}
    strong = {pair for pair in true if pairs[pair] == "strong"}
    first = {pair for later in ordered for pair in _ranked(scores, later)[:TOP]}
    best = sorted(scores, key=lambda pair: (-scores[pair], pair))
    return Result(
        _share(true, set(best[: len(true)])),
        _share(strong, set(best[: len(strong)])),
        _share(true, first),
        _share(strong, first),
        len(strong & first),
    )


def _ranked(scores: Mapping[Pair, float], later: str) -> list[Pair]:
    return sorted((pair for pair in scores if pair[1] == later), key=lambda pair: (-scores[pair], pair))


def _share(true: set[Pair], found: set[Pair]) -> float:
    return len(true & found) / max(len(true), 1)


def quiet(ordered: Sequence[str], between: Measure, pairs: Mapping[Pair, str]) -> str:
    """In how many of the incidents without a true earlier one nothing is suggested."""
    later = {pair[1] for pair in pairs}
    alone = [number for number, path in enumerate(ordered) if number and path not in later]
    silent = sum(all(between(ordered[number], one) < ENOUGH for one in ordered[:number]) for number in alone)
    return f"nothing suggested for {silent} of the {len(alone)} incidents that repeat none"


def report(
    name: str, group: Sequence[Postmortem], folder: Path, pairs: Mapping[Pair, str]
) -> dict[str, Result]:
    """Print how the three measures do on a repository."""
    ordered = [one.path for one in group]
    texts = {path: decode((folder / path).read_bytes(), path)[0] for path in ordered}
    own = likeness(accounts(group)).between
    measures = {"Jaccard": jaccard(texts), "TF-IDF": tf_idf(texts), OWN: own}
    results = {title: judge(ordered, measure, pairs) for title, measure in measures.items()}
    here = {pair: strength for pair, strength in pairs.items() if pair[1] in ordered}
    strong = sum(strength == "strong" for strength in here.values())
    most = sum(min(number, TOP) for number in Counter(later for _, later in here).values())
    print(f"{name}: {len(ordered)} incidents, {len(here)} true pairs, {strong} of them strong")
    print("                 right  right (strong)  among first three  (strong)")
    for title, one in results.items():
        shares = (one.right, one.right_strong, one.first, one.first_strong)
        print("  {:13} {:>7.0%} {:>15.0%} {:>18.0%} {:>9.0%}".format(title, *shares))
    print(f"  {'at most':13} {1:>7.0%} {1:>15.0%} {most / max(len(here), 1):>18.0%} {1:>9.0%}")
    print(f"  {quiet(ordered, own, pairs)}")
    return results


def is_enough(all_results: Sequence[Mapping[str, Result]], strong: int) -> bool:
    """Whether the product is ahead everywhere, with nine in ten of the strong pairs among the first three."""
    is_ahead = all(
        results[OWN].right > result.right
        for results in all_results
        for title, result in results.items()
        if title != OWN
    )
    return is_ahead and sum(results[OWN].strong for results in all_results) >= GOOD_SHARE * strong


def main(arguments: list[str]) -> int:
    """Measure the folder named by the only argument; the exit status."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "INDEX.tsv").is_file():
        print("usage: similar.py FOLDER, with INDEX.tsv and truth.tsv in it", file=sys.stderr)
        return 2
    folder, pairs = Path(arguments[0]), true_pairs()
    groups = incidents(folder, (path for pair in pairs for path in pair))
    results = [report(name, group, folder, pairs) for name, group in groups.items()]
    strong = sum(strength == "strong" for strength in pairs.values())
    return 0 if is_enough(results, strong) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
