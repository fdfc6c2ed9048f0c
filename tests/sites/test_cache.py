"""A build that finds the last one's pages kept gives the bytes of one that starts from nothing."""

import filecmp
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites.builder import Built, Site
from tests.sites.conftest import MATERIAL, POLICY, POSTMORTEM, RUNBOOK

SECOND = POSTMORTEM.replace("2025-03-15", "2025-05-02").replace("Checkout down", "Basket lost")
CACHED = MATERIAL.replace("[incidentbook]", "[{incidentbook: {cache: true}}]")


def edit(site: Site) -> None:
    site.write(
        {"docs/postmortems/2025-05-02-basket.md": SECOND.replace("without validation", "unseen by anyone")}
    )


def rename(site: Site) -> None:
    (site.folder / "docs/runbooks/checkout.md").rename(site.folder / "docs/runbooks/basket.md")


def delete(site: Site) -> None:
    (site.folder / "docs/postmortems/2025-05-02-basket.md").unlink()


def change_policy(site: Site) -> None:
    site.write({"incidentbook.yml": POLICY.replace("Small", "Another").replace("2026-03-31", "2030-01-01")})


def configure_extension(site: Site) -> None:
    site.write({"mkdocs.yml": CACHED + "markdown_extensions:\n  - toc:\n      permalink: true\n"})


def retitle_chapter(site: Site) -> None:
    site.write({"docs/handbook/ours.md": "# Whom we call\n\nThe office.\n"})


def change_message(site: Site) -> None:
    site.write({"docs/messages/status-page/resolved.txt": "All is well again.\n"})


def search_fewer_words(site: Site) -> None:
    site.write({"mkdocs.yml": CACHED.replace("cache: true", "cache: true, search_words: 60")})


def leave_out_copies(site: Site) -> None:
    site.write({"mkdocs.yml": CACHED.replace("cache: true", "cache: true, llms: false")})


def break_entries(site: Site) -> None:
    for path in kept(site):
        path.write_bytes(path.read_bytes()[:-3] + b"???")


def nothing(_: Site) -> None:
    """Change nothing."""


def kept(site: Site) -> list[Path]:
    return [path for path in (site.folder.parent / "kept").rglob("*") if path.is_file()]


@pytest.fixture
def site(empty_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("INCIDENTBOOK_CACHE_DIR", str(empty_site.folder.parent / "kept"))
    return empty_site.write(
        {
            "mkdocs.yml": CACHED,
            "incidentbook.yml": f"{POLICY}\nmessages: docs/messages\n",
            "docs/messages/status-page/resolved.txt": "It works again.\n",
            "docs/index.md": "# Ours\n\nSee [the runbook](runbooks/checkout.md).\n",
            "docs/handbook/ours.md": "# Our house\n\nThe office.\n",
            "docs/handbook/triage.md": "# Triage as we do it\n\nLook first.\n",
            "docs/runbooks/checkout.md": RUNBOOK,
            "docs/postmortems/2025-03-15-checkout.md": POSTMORTEM,
            "docs/postmortems/2025-05-02-basket.md": SECOND,
        }
    )


def differences(one: Built, other: Built) -> list[str]:
    both = set(one.files()) & set(other.files())
    _, different, odd = filecmp.cmpfiles(one.folder, other.folder, sorted(both), shallow=False)
    return [*different, *odd, *sorted(set(one.files()) ^ set(other.files()))]


@pytest.mark.parametrize(
    "change",
    [
        *(nothing, edit, rename, delete, change_policy, configure_extension, break_entries),
        *(retitle_chapter, change_message, search_fewer_words, leave_out_copies),
    ],
    ids=lambda change: change.__name__,
)
def test_a_kept_build_is_a_cold_one(
    site: Site, change: Callable[[Site], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.build().status == 0
    assert any(path.name.startswith("page-") for path in kept(site))
    change(site)
    warm = site.build(to="warm")
    monkeypatch.setenv("INCIDENTBOOK_CACHE_DIR", "")
    cold = site.build(to="cold")
    assert (warm.status, cold.status) == (0, 0)
    assert [path for path in differences(warm, cold) if not path.endswith(".gz")] == []


def test_entries_of_pages_that_are_gone_are_removed(site: Site) -> None:
    site.build()
    before = {path.name for path in kept(site) if path.name.startswith("page-")}
    os.utime(site.folder / "docs/postmortems/2025-05-02-basket.md")
    delete(site)
    site.build()
    assert len(before - {path.name for path in kept(site)}) >= len(("source", "text", "body"))


def test_nothing_is_kept_unless_asked_for(site: Site) -> None:
    site.write({"mkdocs.yml": MATERIAL})
    site.build()
    assert not [path for path in kept(site) if path.name.startswith("page-")]
