"""What is kept of incidents to compare them: packed, and the same when it is read again."""

from array import array
from pathlib import Path

import pytest

from incidentbook.analysis.accounts import Account
from incidentbook.commands.kept_incidents import Incident, Known, brief, load, packed, save
from incidentbook.reading.store import Store
from incidentbook.records import Postmortem, Runbook
from tests.unit.analysis.library_of import item, postmortem, runbook


def incident(*terms: int, text: str = "Disk full") -> Incident:
    weights, spots = array("f", [1.5] * len(terms)), array("I", range(len(terms)))
    account = Account(array("Q", terms), weights, spots, 1.5 * len(terms))
    return Incident(account, array("I", [7, 9]), packed(text))


FILES = {
    "a.md": Known((1, 2), b"a", postmortem("a", "2024-01-02", action_items=(item(),)), incident(3, 1 << 63)),
    "b.md": Known(None, b"b", Runbook("b.md", "B"), None),
    "c.md": Known((3, 4), b"c", postmortem("c"), incident(text="\ud800 é")),
    "d.md": Known((5, 6), b"", None, None),
}


def plain(known: dict[str, Known]) -> dict[str, object]:
    return {
        path: (
            one.signature,
            one.content,
            one.brief,
            one.incident
            and (
                one.incident.account.terms.tolist(),
                one.incident.account.weights.tolist(),
                one.incident.account.spots.tolist(),
                one.incident.account.length,
                one.incident.lines.tolist(),
                one.incident.text,
            ),
        )
        for path, one in known.items()
    }


def test_what_was_kept_is_read_as_it_was_and_can_be_kept_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    save(store, "key", FILES, frozenset({5}))
    known, copied = load(store, "key")
    assert plain(known) == plain(FILES)
    assert copied == {5}
    save(store, "key", known, copied)
    assert plain(load(store, "key")[0]) == plain(FILES)


def test_another_key_an_empty_folder_and_a_store_that_forgets_give_nothing(tmp_path: Path) -> None:
    save(Store(tmp_path), "key", FILES, frozenset())
    save(Store(None), "key", FILES, frozenset())
    for store, key in ((Store(tmp_path), "other"), (Store(tmp_path / "none"), "key"), (Store(None), "key")):
        assert load(store, key) == ({}, frozenset())


@pytest.mark.parametrize("data", [b"", b"abc", b"\0" * 8, b"\xff" * 40, b"\x80\x05\x95" + b"x" * 40])
def test_what_no_run_has_written_gives_nothing(tmp_path: Path, data: bytes) -> None:
    store = Store(tmp_path)
    store.save_bytes("incidents", data)
    assert load(store, "key") == ({}, frozenset())


def test_the_brief_holds_what_suggestions_need() -> None:
    told = brief(
        postmortem("a", "2024-01-02", not_repeat_of=("b",), alerts=("Down",), action_items=(item(),))
    )
    assert isinstance(told, Postmortem)
    assert (told.title, told.not_repeat_of, told.alerts) == ("A", ("b",), ())
    assert [one.title for one in told.action_items] == ["Do it"]
    assert brief(runbook("r", services=("x",))) == Runbook(
        "runbooks/r.md", runbook("r").title, runbook("r").id
    )
