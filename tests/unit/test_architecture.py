"""Data flows one way, disk and clock are touched only at the edges, and each framework has one room."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import incidentbook

PACKAGE = Path(incidentbook.__file__).parent

STAGES = (
    {"records"},
    {"reading"},
    {"analysis"},
    {"checks"},
    {"redaction"},
    {"pages"},
    {"rendering", "exports", "reports"},
    {"hosts", "trackers"},
    {"commands"},
)
"""The way of the data, left to right; a part imports itself and what lies to its left."""

EVERYBODY_MAY = {"", "locks", "resources", "sharing", "stopwatch", "progress"}
"""The package itself: version, who may write, the templates' room, processes, times, the terminal's line."""

AT_THE_EDGE = ("hosts", "trackers", "commands", "locks", "resources", "sharing", "progress")
"""The parts that reach outside, and the room of the templates; all others neither read nor write a file, …"""

READERS = tuple(
    f"incidentbook.reading.{name}"
    for name in (
        "former_addresses",
        "git",
        "git_log",
        "inside",
        "library",
        "policy",
        "runbook_log",
        "store",
        "tracker_file",
        "tree",
    )
)
"""… but for these modules of `reading`, which are the left edge, and keep what it read."""

ROOMS = {
    "click": ("commands",),
    "holidays": ("reading",),
    "jinja2": ("rendering", "commands", "hosts"),
    "jsonschema": (),
    "material": ("hosts",),
    "mkdocs": ("hosts",),
    "nh3": ("hosts",),
    "properdocs": (),
    "pydantic": (),
    "pyromark": ("reading",),
    "frontmatter": ("reading",),
}
"""The parts that may import a library; those without a room belong to the tests or are too slow to start."""

OUTSIDE = {"io", "os", "random", "shutil", "socket", "subprocess", "tempfile", "time", "urllib.request"}
"""Modules of the standard library that reach for the world outside."""

NETWORK = {
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "smtplib",
    "socket",
    "ssl",
    "urllib.error",
    "urllib.request",
}
"""Modules of the standard library that talk to other machines, which only `trackers` does."""

READS = {"exists", "glob", "is_dir", "is_file", "iterdir", "open", "read_bytes", "read_text", "rglob", "stat"}
WRITES = {"mkdir", "rename", "rmdir", "symlink_to", "touch", "unlink", "write_bytes", "write_text"}
DISK = READS | WRITES
"""Functions and methods that touch the disk."""

CLOCK = {"now", "today", "utcnow"}
"""Methods that ask what day it is, which `as_of` says."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def part(module: str) -> str:
    """The part of the package that a module lies in: `incidentbook.checks.act` lies in `checks`."""
    return module.split(".")[1] if "." in module else ""


def dotted_name(path: Path) -> str:
    """The module's dotted name, the package's own for an `__init__.py`."""
    names = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


@cache
def syntax_tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """The dotted name of all that `tree`, a module of `package`, imports anywhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def calls(tree: ast.AST, names: set[str]) -> Iterator[str]:
    """Each call of a function or method with one of these names, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names:
                yield f"{name}() in line {node.lineno}"


def leftward_faults(module: str, imports: Iterator[str]) -> list[str]:
    """The imports that run against the data: from a stage to its right or beside it."""
    own = part(module)
    stage = next((number for number, parts in enumerate(STAGES) if own in parts), None)
    if stage is None:
        return []
    allowed = set().union({own}, EVERYBODY_MAY, *STAGES[:stage])
    ours = (name for name in imports if name.split(".")[0] == "incidentbook")
    return [name for name in ours if part(name) not in allowed and name != "incidentbook.__version__"]


def room_faults(module: str, imports: Iterator[str]) -> list[str]:
    """The imports of libraries that have their room elsewhere."""
    return [
        name
        for name in imports
        if name.split(".")[0] in ROOMS and part(module) not in ROOMS[name.split(".")[0]]
    ]


def outside_imports(imports: Iterator[str]) -> list[str]:
    """The imports of the modules that reach outside, and of paths that can."""
    return [
        name
        for name in imports
        if name == "pathlib.Path" or any(f"{name}.".startswith(f"{module}.") for module in OUTSIDE)
    ]


def modules_among(imports: Iterator[str], modules: set[str]) -> list[str]:
    """The imports of some modules, or of what they hold."""
    return [name for name in imports if any(f"{name}.".startswith(f"{module}.") for module in modules)]


@pytest.fixture(params=MODULES, ids=dotted_name)
def module(request: pytest.FixtureRequest) -> tuple[str, str, ast.Module]:
    """A module of the package: its name, the package it lies in, and its syntax tree."""
    path: Path = request.param
    name = dotted_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    return name, package, syntax_tree(path)


def test_imports_only_what_lies_to_its_left(module: tuple[str, str, ast.Module]) -> None:
    name, package, tree = module
    assert leftward_faults(name, imported(tree, package)) == []


def test_imports_a_library_only_in_its_room(module: tuple[str, str, ast.Module]) -> None:
    name, package, tree = module
    assert room_faults(name, imported(tree, package)) == []


def test_touches_no_disk_between_the_edges(module: tuple[str, str, ast.Module]) -> None:
    name, package, tree = module
    if part(name) not in AT_THE_EDGE and name not in READERS:
        known = {"pathlib.Path"} if part(name) == "rendering" else set()  # names the folders Jinja loads from
        assert set(outside_imports(imported(tree, package))) <= known
        assert list(calls(tree, DISK)) == []


def test_talks_to_other_machines_in_one_part(module: tuple[str, str, ast.Module]) -> None:
    name, package, tree = module
    if part(name) != "trackers":
        assert modules_among(imported(tree, package), NETWORK) == []
    else:
        reached = modules_among(imported(tree, package), OUTSIDE - {"socket", "time", "urllib.request"})
        assert [*reached, *calls(tree, WRITES)] == []


def test_asks_no_clock_but_at_the_edge(module: tuple[str, str, ast.Module]) -> None:
    name, _, tree = module
    if part(name) not in AT_THE_EDGE:
        assert list(calls(tree, CLOCK)) == []


def test_pyromark_can_be_replaced_in_one_module() -> None:
    names = {path: imported(syntax_tree(path), "") for path in MODULES}
    importers = [path.name for path in MODULES if any(name.startswith("pyromark") for name in names[path])]
    assert len(importers) == 1


def test_every_part_is_a_stage() -> None:
    parts = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert parts <= set().union(*STAGES)


@pytest.mark.parametrize(
    ("module_name", "source", "fault"),
    [
        ("incidentbook.reading.dates", "from incidentbook.checks import act", "incidentbook.checks.act"),
        ("incidentbook.reading.dates", "from ..hosts import mkdocs", "incidentbook.hosts.mkdocs"),
        ("incidentbook.exports.json", "import incidentbook.reports.text", "incidentbook.reports.text"),
    ],
)
def test_an_import_against_the_data_is_seen(module_name: str, source: str, fault: str) -> None:
    package = module_name.rpartition(".")[0]
    assert leftward_faults(module_name, imported(ast.parse(source), package)) == [fault]


def test_an_import_along_the_data_is_right() -> None:
    tree = ast.parse(
        "from . import engine\nfrom ..records import Finding\nfrom incidentbook import __version__"
    )
    assert leftward_faults("incidentbook.checks.act", imported(tree, "incidentbook.checks")) == []


def test_a_library_outside_its_room_is_seen() -> None:
    tree = ast.parse("def late():\n    from mkdocs.plugins import BasePlugin")
    assert room_faults("incidentbook.pages.home", imported(tree, "")) == ["mkdocs.plugins.BasePlugin"]
    assert room_faults("incidentbook.hosts.mkdocs", imported(tree, "")) == []


def test_disk_and_clock_are_seen() -> None:
    tree = ast.parse(
        "import os.path\nfrom pathlib import Path\nPath('x').read_text()\nopen('y')\nday.today()"
    )
    assert outside_imports(imported(tree, "")) == ["os.path", "pathlib.Path"]
    assert list(calls(tree, DISK)) == ["read_text() in line 3", "open() in line 4"]
    assert list(calls(tree, CLOCK)) == ["today() in line 5"]
