from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.assignment import LARGEST, assign
from incidentbook.analysis.item_matching import pair_items
from incidentbook.records import ActionItem, Location, Ticket

TITLES = (
    "Add a canary stage to configuration pushes",
    "Alert when the label queue is deeper than 500",
    "Write a runbook for failing over the tracking database",
    "Limit retries of the carrier client to three",
    "Rotate the signing certificate by a scheduled job",
    "Document who may freeze deployments on a holiday",
    "Load-test the route planner with last December's volume",
    "Give the refund worker an idempotency key",
    "Page the storefront team on checkout errors above 2 %",
    "Delete stale feature flags every quarter",
)
OTHERS = (
    "Move invoices into object storage",
    "Teach new colleagues the incident roles",
    "Buy a second uplink for the Bremen depot",
    "Cap memory of thumbnail workers",
)


def item(title: str, id: str = "1", **fields: object) -> ActionItem:
    return ActionItem(Location("a.md"), title, id=id, **fields)  # type: ignore[arg-type]


def numbered(titles: Sequence[str]) -> list[ActionItem]:
    return [item(title, str(at)) for at, title in enumerate(titles, 1)]


def pairs(old: Sequence[ActionItem], new: Sequence[ActionItem]) -> list[tuple[str, str]]:
    return sorted((old[one].title, new[other].title) for other, one in pair_items(old, new).items())


def in_passing(title: str, how: int) -> str:
    """A title as somebody might reword it in passing."""
    words = title.split()
    return (
        title.upper(),
        f"{title}.",
        f"{title}, and tell support about it",
        " ".join(words[:-1]),
        " ".join([words[0] + "ing", *words[1:]]),
        " ".join(word for word in words if word not in {"a", "the", "to", "of"}),
        f"Really {title[0].lower()}{title[1:]}",
    )[how]


@given(st.lists(st.text(max_size=12), max_size=8, unique_by=str.casefold), st.randoms())
def test_no_order_of_rows_swaps_items(titles: list[str], random: object) -> None:
    old = [item(title, f"x{at}") for at, title in enumerate(titles)]
    new = list(old)
    random.shuffle(new)  # type: ignore[attr-defined]
    found = pair_items(old, new)
    assert {new[other].id: old[one].id for other, one in found.items()} == {one.id: one.id for one in old}


@given(
    st.lists(st.sampled_from(range(len(TITLES))), unique=True, max_size=len(TITLES)),
    st.sets(st.sampled_from(range(len(TITLES)))),
    st.lists(st.integers(0, 6), min_size=len(TITLES), max_size=len(TITLES)),
    st.lists(st.sampled_from(OTHERS), unique=True),
)
def test_rewording_moving_adding_and_removing_neither_lose_nor_swap(
    order: list[int], dropped: set[int], how: list[int], added: list[str]
) -> None:
    """`order` is how the new version lists what it keeps; what it does not name was removed too."""
    kept = [at for at in order if at not in dropped]
    new_titles = [in_passing(TITLES[at], how[at]) for at in kept]
    for number, title in enumerate(added):
        new_titles.insert(number * 2, title)
    old = numbered(TITLES)
    new = numbered(new_titles)
    expected = {(TITLES[at], in_passing(TITLES[at], how[at])) for at in kept}
    assert expected <= set(pairs(old, new))
    strangers = [new_title for pair in pairs(old, new) if pair not in expected for new_title in pair[1:]]
    assert set(strangers) <= set(added)
    # Where nothing was removed, nothing can have been overwritten: what was added is new.
    assert strangers == [] or len(kept) < len(TITLES)


@given(st.lists(st.sampled_from(TITLES), max_size=12), st.lists(st.sampled_from(TITLES), max_size=12))
def test_pairs_are_one_to_one(old: list[str], new: list[str]) -> None:
    found = pair_items(numbered(old), numbered(new))
    assert len(set(found.values())) == len(found)
    assert all(
        old[one] == new[other]
        for other, one in found.items()
        if new.count(new[other]) == 1 == old.count(new[other])
    )


def test_of_equal_titles_owners_and_tickets_tell_which() -> None:
    old = [item("Update the runbook", owners=("ana",)), item("Update the runbook", owners=("bo",))]
    assert pair_items(old, old[::-1]) == {0: 1, 1: 0}
    old = [item("Fix it", ticket=Ticket("OPS-1")), item("Fix it", ticket=Ticket("OPS-2"))]
    assert pair_items(old, old[::-1]) == {0: 1, 1: 0}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"ticket": Ticket("OPS-1", "https://x/OPS-1")}, {"ticket": Ticket("ops-1", "https://x/OPS-1")}),
        ({"id": "AI-7"}, {"id": "ai-7"}),
    ],
)
def test_a_ticket_or_a_stated_id_outlives_any_wording(
    before: dict[str, object], after: dict[str, object]
) -> None:
    old = [*numbered(TITLES[:3]), item("Fix the monitoring", **before)]  # type: ignore[arg-type]
    new = [item("Replication lag pages the database team", **after), *numbered(TITLES[:3])]  # type: ignore[arg-type]
    assert pair_items(old, new)[0] == 3


def test_a_number_is_no_name() -> None:
    old = numbered(["Buy disks", "Clean up logs"])
    new = numbered(["Rehearse the failover on Fridays", "Buy disks", "Clean up logs"])
    assert pair_items(old, new) == {1: 0, 2: 1}


def test_ids_that_were_dealt_out_anew_do_not_outweigh_the_words() -> None:
    old = [item("Buy disks", "AI-1"), item("Clean up logs", "AI-2")]
    new = [item("Rehearse the failover", "AI-1"), item("Buy disks", "AI-2"), item("Clean up logs", "AI-3")]
    assert pair_items(old, new) == {1: 0, 2: 1}


def test_items_that_swap_tickets_are_known_by_ticket() -> None:
    old = [item("Write the alert", ticket=Ticket("A-1")), item("Buy disks", ticket=Ticket("A-2"))]
    new = [item("Buy disks", ticket=Ticket("A-1")), item("Write the alert", ticket=Ticket("A-2"))]
    assert pair_items(old, new) == {0: 0, 1: 1}


def test_a_row_overwritten_in_its_place_with_owner_and_due_date_is_the_same() -> None:
    due = date(2025, 4, 1)
    old = numbered(TITLES[:3])
    old[1] = item("Fix the monitoring", "2", owners=("Ana",), due=due)
    new = list(old)
    new[1] = replace(old[1], title="Replication lag pages the database team", owners=("ana",))
    assert pair_items(old, new) == {0: 0, 1: 1, 2: 2}
    new[1] = replace(new[1], due=date(2026, 1, 1))
    assert pair_items(old, new) == {0: 0, 2: 2}


def test_a_new_item_in_another_place_is_new_although_owner_and_due_date_agree() -> None:
    due = date(2025, 4, 1)
    old = [item("Fix the monitoring", owners=("ana",), due=due), *numbered(TITLES[:2])]
    new = [*numbered(TITLES[:2]), item("Buy a second uplink", owners=("ana",), due=due)]
    assert pair_items(old, new) == {0: 1, 1: 2}


def test_words_that_all_items_share_tell_nothing() -> None:
    old = numbered(
        [f"Add an alert for the {name} service" for name in ("billing", "label", "route", "refund")]
    )
    new = [*old[:3], item("Add an alert for the sign-in service")]
    assert pair_items(old[:3], [*new[1:], new[0]]) == {0: 1, 1: 2, 3: 0}


def test_titles_without_spaces_are_compared_by_letters() -> None:
    old = numbered(["配置推送前增加金丝雀阶段", "队列深度超过五百时告警"])
    new = numbered(["队列深度超过六百时告警", "配置推送前增加金丝雀发布阶段"])
    assert pair_items(old, new) == {0: 1, 1: 0}


def test_the_best_sum_wins_over_the_best_pair() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == {0: 1, 1: 0}
    assert assign({(0, 0): 0.9, (0, 1): 0.2, (1, 0): 0.2}) == {0: 0}
    assert assign({}) == {}


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.5, 2)))
def test_no_other_pairing_has_a_higher_sum(scores: dict[tuple[int, int], float]) -> None:
    def best(left: int, taken: frozenset[int]) -> float:
        if left > 4:
            return 0.0
        options = [
            scores[left, at] + best(left + 1, taken | {at})
            for at in range(5)
            if (left, at) in scores and at not in taken
        ]
        return max([best(left + 1, taken), *options])

    found = assign(scores)
    assert len(set(found.values())) == len(found)
    assert sum(scores[pair] for pair in found.items()) == pytest.approx(best(0, frozenset()))


def test_a_crowd_is_paired_one_to_one() -> None:
    size = LARGEST + 10
    scores = {(one, other): 2.0 if one == other else 1.0 for one in range(size) for other in range(size)}
    assert assign(scores) == {at: at for at in range(size)}
