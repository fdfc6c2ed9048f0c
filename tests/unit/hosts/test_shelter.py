from pathlib import Path

import pytest
from mkdocs.structure.files import File, Files

from incidentbook.hosts import shelter
from incidentbook.hosts.shelf import Shelf
from incidentbook.hosts.shelter import Shelter


def opened(folder: Path, recipe: str | None = "plain", pages: tuple[str, ...] = ("a.md", "b.md")) -> Shelter:
    files = Files([File(page, None, "site", use_directory_urls=True) for page in pages])
    made = Shelter(folder, recipe)
    made.settle(Shelf(folder), files)
    return made


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    opened(tmp_path).save("a.md", "text", "html")
    assert opened(tmp_path).load("a.md", "text") == "html"


def test_another_text_recipe_or_page_of_the_site_finds_nothing(tmp_path: Path) -> None:
    opened(tmp_path).save("a.md", "text", "html")
    assert opened(tmp_path).load("a.md", "another text") is None
    assert opened(tmp_path, recipe="with tables").load("a.md", "text") is None
    assert opened(tmp_path, pages=("a.md", "renamed.md")).load("a.md", "text") is None
    assert opened(tmp_path).load("a.md", "text") == "html"


def test_another_template_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text("one", encoding="utf-8")
    monkeypatch.setattr(shelter, "templates_folder", lambda: templates)
    opened(tmp_path / "kept").save("a.md", "text", "html")
    assert opened(tmp_path / "kept").load("a.md", "text") == "html"
    (templates / "page.html").write_text("two", encoding="utf-8")
    assert opened(tmp_path / "kept").load("a.md", "text") is None


def test_another_version_of_a_library_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path).save("a.md", "text", "html")
    monkeypatch.setattr(shelter, "version", lambda _name: "99")
    assert opened(tmp_path).load("a.md", "text") is None


def test_a_broken_entry_is_none(tmp_path: Path) -> None:
    opened(tmp_path).save("a.md", "text", "html")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert opened(tmp_path).load("a.md", "text") is None


def test_without_a_recipe_nothing_is_kept(tmp_path: Path) -> None:
    opened(tmp_path, recipe=None).save("a.md", "text", "html")
    assert list(tmp_path.iterdir()) == []
    assert opened(tmp_path, recipe=None).load("a.md", "text") is None


def test_only_entries_of_pages_that_were_asked_for_stay(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.save("a.md", "text", "html")
    first.save("b.md", "text", "html")
    second = opened(tmp_path)
    second.load("a.md", "text")
    second.tidy()
    assert opened(tmp_path).load("a.md", "text") == "html"
    assert opened(tmp_path).load("b.md", "text") is None
