"""Every rule against its case file: documents that must fire, and as many that must stay silent."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from incidentbook.checks import RULES, run
from incidentbook.checks.baseline import BASELINE_NAME, load
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import load_policy

CASES = Path(__file__).parents[2] / "cases"
AS_OF = date(2026, 1, 15)


@dataclass(frozen=True)
class Case:
    rule: str
    title: str
    fires: bool
    files: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]


def _cases(path: Path) -> list[Case]:
    found = []
    for part in re.split(r"(?m)^## (?=fires: |silent: )", path.read_text(encoding="utf-8"))[1:]:
        title, _, body = part.partition("\n")
        files = tuple(re.findall(r"(?ms)^~~~~ (\S+)\n(.*?)^~~~~$", body))
        expect = re.search(r"(?m)^expect: (.*)$", body)
        lines = tuple(word.strip() for word in expect[1].split(",")) if expect else ()
        places = tuple(line if ":" in line else f"{files[0][0]}:{line}" for line in lines)
        found.append(Case(path.stem, title, title.startswith("fires: "), files, places))
    return found


ALL = [case for path in sorted(CASES.glob("[A-Z]*[0-9].md")) for case in _cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.rule} {case.title}")
def test_a_case_gives_what_it_expects(case: Case, tmp_path: Path) -> None:
    for name, text in case.files:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".link"):
            target.with_suffix("").symlink_to(text.strip())
        else:
            target.write_bytes(text.encode("latin-1" if "not-utf8" in name else "utf-8"))
    library = read_library(tmp_path, load_policy(tmp_path))
    kept = tmp_path / BASELINE_NAME
    baseline = load(kept.read_text(encoding="utf-8")) if kept.exists() else None
    found = [f"{f.at.path}:{f.at.line}" for f in run(library, AS_OF, baseline).findings if f.id == case.rule]
    assert bool(case.expected) == case.fires
    assert sorted(found) == sorted(case.expected)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_has_cases_that_fire_and_as_many_that_stay_silent(rule: str) -> None:
    cases = [case for case in ALL if case.rule == rule]
    fires = sum(case.fires for case in cases)
    assert fires >= 1, f"tests/cases/{rule}.md lacks a case that fires"
    assert len(cases) - fires >= fires, f"tests/cases/{rule}.md has fewer silent cases than firing ones"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rules_page_says_why_and_what_instead(rule: object) -> None:
    page = RULES[rule.id].page  # type: ignore[attr-defined]
    assert "\nWhy: " in page
    assert "\nInstead: " in page
