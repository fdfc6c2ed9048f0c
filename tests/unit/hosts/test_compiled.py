"""Templates are compiled once for all builds, until their text or what they are compiled with changes."""

from pathlib import Path

import jinja2
import pytest
from jinja2 import DictLoader, Environment

from incidentbook.hosts.compiled import Compiled
from incidentbook.reading.store import Store


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that Jinja compiled."""
    found: list[str] = []
    compile_ = Environment._compile

    def counting(self: Environment, source: str, filename: str) -> object:
        found.append(source)
        return compile_(self, source, filename)

    monkeypatch.setattr(Environment, "_compile", counting)
    return found


def rendered(folder: Path | None, text: str = "Hello {{ name }}") -> str:
    """A page of one build."""
    kept = Compiled(Store(folder))
    environment = Environment(loader=DictLoader({"page.html": text}), autoescape=True, bytecode_cache=kept)
    shown = environment.get_template("page.html").render(name="you")
    kept.save()
    return shown


def test_the_second_build_compiles_nothing(tmp_path: Path, counted: list[str]) -> None:
    assert [rendered(tmp_path), rendered(tmp_path)] == ["Hello you", "Hello you"]
    assert len(counted) == 1


def test_a_changed_template_is_compiled_anew(tmp_path: Path, counted: list[str]) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, "Bye {{ name }}") == "Bye you"
    assert len(counted) == 2


def test_changed_functions_make_all_templates_new(
    tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(tmp_path)
    monkeypatch.setattr(jinja2, "__version__", "99")
    rendered(tmp_path)
    assert len(counted) == 2


def test_a_broken_entry_and_no_store_are_as_good_as_none(tmp_path: Path, counted: list[str]) -> None:
    rendered(tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-2])
    assert rendered(tmp_path) == "Hello you"
    assert rendered(None) == "Hello you"
    assert len(counted) == 3
