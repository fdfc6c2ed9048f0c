from dataclasses import replace

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.taxonomy import incidents_of, taxonomy
from incidentbook.records import Cause

from .library_of import POLICY, library, postmortem

TREE = (
    Cause("a"),
    Cause("b", parent="a"),
    Cause("c", parent="b"),
    Cause("d", parent="a"),
    Cause("x", parent="y"),
    Cause("y", parent="x"),
    Cause("z", parent="z"),
)


def test_a_branch_is_a_cause_and_all_below_it_each_once() -> None:
    found = catalogue(library(policy=replace(POLICY, causes=TREE)))
    tree = taxonomy(found)
    branches = {name.id: [one.id for one in tree.branch(name)] for name in found.causes.all}
    assert branches == {
        "a": ["a", "b", "c", "d"],
        "b": ["b", "c"],
        "c": ["c"],
        "d": ["d"],
        "x": ["x", "y"],
        "y": ["y", "x"],
        "z": ["z"],
    }
    tops = {name.id: tree.top(name).id for name in found.causes.all}
    assert (tops["c"], tops["d"], tops["a"], tops["z"]) == ("a", "a", "a", "z")


def test_an_incident_with_two_causes_of_a_branch_counts_once() -> None:
    record = postmortem("p", "2025-01-01", causes=("b", "d"))
    found = catalogue(library(record, policy=replace(POLICY, causes=TREE)))
    branch = taxonomy(found).branch(found.causes.all[0])
    assert [one.path for one in incidents_of(found, branch)] == [record.path]


def test_a_cause_that_only_documents_name_stands_alone() -> None:
    found = catalogue(library(postmortem("p", "2025-01-01", causes=("gremlins",))))
    gremlins = found.causes.find("gremlins")
    assert gremlins
    assert taxonomy(found).branch(gremlins) == (gremlins,)
    assert taxonomy(found).top(gremlins) == gremlins
