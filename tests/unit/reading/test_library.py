import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from incidentbook.reading.globs import matches
from incidentbook.reading.library import read_library, walk
from incidentbook.reading.policy import default_policy
from incidentbook.records import Library, Policy

POLICY = default_policy()


def build(root: Path, **files: str) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def paths(library: Library) -> tuple[list[str], list[str]]:
    return [p.path for p in library.postmortems], [r.path for r in library.runbooks]


def read(root: Path, policy: Policy = POLICY) -> tuple[list[str], list[str]]:
    return paths(read_library(root, policy))


@pytest.mark.parametrize(
    ("path", "glob", "does"),
    [
        ("postmortems/a.md", "**/postmortems/**/*.md", True),
        ("docs/postmortems/2025/03/a.md", "**/postmortems/**/*.md", True),
        ("docs/Postmortems/a.MD", "**/postmortems/**/*.md", True),
        ("docs/my-postmortems/a.md", "**/postmortems/**/*.md", False),
        ("a.md", "*.md", True),
        ("b/a.md", "*.md", False),
        ("b/a.md", "./b/*.md", True),
        ("a1.md", "a[0-9].md", True),
        ("ax.md", "a[!0-9].md", True),
        ("a.yml", "*.{yml,yaml}", True),
        ("a+b(c).md", "a+b(c).md", True),
        ("a.md", "?.md", True),
        ("x/y/z", "x/**", True),
    ],
)
def test_globs(path: str, glob: str, *, does: bool) -> None:
    assert matches(path, [glob]) is does


def test_documents_are_found_by_their_folders_in_the_order_of_their_paths(tmp_path: Path) -> None:
    build(
        tmp_path,
        **{
            "docs/postmortems/b.md": "# B",
            "docs/postmortems/2025/a.markdown": "# A",
            "runbooks/x.md": "# X",
            "runbooks/y.yml": "metadata: {title: Y}",
            "docs/other.md": "# Other",
        },
    )
    assert read(tmp_path) == (
        ["docs/postmortems/2025/a.markdown", "docs/postmortems/b.md"],
        ["runbooks/x.md", "runbooks/y.yml"],
    )


def test_what_is_never_a_document(tmp_path: Path) -> None:
    names = (
        "index.md",
        "README.md",
        "_index.md",
        "postmortem-template.md",
        ".hidden.md",
        "templates/a.md",
        "graph.png",
    )
    folders = (".git", "node_modules", "site", ".venv")
    build(
        tmp_path,
        **{f"postmortems/{name}": "# T" for name in names},
        **{f"{folder}/postmortems/a.md": "# T" for folder in folders},
    )
    assert read(tmp_path) == ([], [])


def test_the_policy_can_exclude(tmp_path: Path) -> None:
    build(tmp_path, **{"postmortems/a.md": "# A", "postmortems/drafts/b.md": "# B"})
    assert read(tmp_path, replace(POLICY, exclude=("**/drafts/**",))) == (["postmortems/a.md"], [])


def test_front_matter_can_make_a_document(tmp_path: Path) -> None:
    build(
        tmp_path,
        **{
            "docs/a.md": "---\nkind: drill\n---\n# A\n",
            "docs/b.md": "---\nkind: runbook\n---\n# B\n",
            "docs/c.md": "---\nkind: recipe\n---\n# C\n",
            "docs/d.md": "# D\nkind: incident\n",
            "docs/long.md": f"---\nkind: incident\ntags: [{'x, ' * 2000}y]\n---\n# Long\n",
            "postmortems/e.md": "---\nkind: runbook\n---\n# E\n",
        },
    )
    assert read(tmp_path) == (["docs/a.md", "docs/long.md"], ["docs/b.md", "postmortems/e.md"])


def test_all_files_can_be_linked_to(tmp_path: Path) -> None:
    build(tmp_path, **{"postmortems/a.md": "# A", "postmortems/graph.svg": "x", ".git/config": "x"})
    assert read_library(tmp_path, POLICY).files == {"postmortems/a.md", "postmortems/graph.svg"}
    assert walk(tmp_path) == ("postmortems/a.md", "postmortems/graph.svg")


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")
def test_links_that_lead_out_are_reported_and_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    build(root, **{"postmortems/a.md": "# A"})
    build(outside, **{"secret.md": "# S"})
    (root / "postmortems" / "out.md").symlink_to(outside / "secret.md")
    (root / "postmortems" / "folder").symlink_to(outside)
    (root / "postmortems" / "nowhere.md").symlink_to(root / "gone.md")
    (root / "postmortems" / "inside.md").symlink_to(root / "postmortems" / "a.md")
    (root / "postmortems" / "loop").symlink_to(root)
    library = read_library(root, POLICY)
    assert paths(library)[0] == ["postmortems/a.md", "postmortems/inside.md"]
    assert [(p.at.path, p.rule) for p in library.problems] == [
        ("postmortems/folder", "unreadable-file"),
        ("postmortems/nowhere.md", "unreadable-file"),
        ("postmortems/out.md", "unreadable-file"),
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be read by root")
def test_what_cannot_be_read_is_reported(tmp_path: Path) -> None:
    build(tmp_path, **{"postmortems/a.md": "# A"})
    (tmp_path / "postmortems/a.md").chmod(0)
    library = read_library(tmp_path, POLICY)
    assert paths(library) == ([], [])
    assert [p.rule for p in library.problems] == ["unreadable-file"]


def test_files_of_the_same_name_have_ids_of_their_own(tmp_path: Path) -> None:
    item = "## Action items\n- [ ] Add a test\n"
    build(
        tmp_path,
        **{
            "postmortems/2024/disk.md": item,
            "postmortems/2025/disk.md": item,
            "postmortems/2026/disk.md": f"---\nid: disk\n---\n{item}",
        },
    )
    found = read_library(tmp_path, POLICY).postmortems
    assert [p.id for p in found] == ["2024/disk", "2025/disk", "disk"]
    assert [p.action_items[0].id for p in found] == ["2024/disk/1", "2025/disk/1", "disk/1"]


def test_nothing_is_found_in_an_empty_folder(tmp_path: Path) -> None:
    library = read_library(tmp_path, POLICY)
    assert (library.postmortems, library.runbooks, library.files, library.problems) == (
        (),
        (),
        frozenset(),
        (),
    )


def test_twice_the_same(tmp_path: Path) -> None:
    build(tmp_path, **{f"postmortems/{name}.md": f"# {name}\n" for name in "cabd"})
    assert read_library(tmp_path, POLICY) == read_library(tmp_path, POLICY)


def test_what_is_no_document_for_its_ending_alone_is_reported(tmp_path: Path) -> None:
    sections = "Late\n\n## Timeline\n\n- 14:02 Full\n\n## Action items\n\n- Double it\n"
    build(
        tmp_path,
        **{
            "postmortems/a.md": "# A",
            "postmortems/b.MD": "# B",
            "postmortems/c.text": "# C",
            "postmortems/v1.2 upgrade": sections,
            "postmortems/binary": f"\0{sections}",
            "postmortems/notes.log": sections,
            "runbooks/d.rst": "D\n",
        },
    )
    library = read_library(tmp_path, POLICY)
    assert paths(library) == (["postmortems/a.md", "postmortems/b.MD"], [])
    assert [(problem.at.path, problem.rule) for problem in library.problems] == [
        ("postmortems/c.text", "file-not-read"),
        ("postmortems/v1.2 upgrade", "file-not-read"),
        ("runbooks/d.rst", "file-not-read"),
    ]
    assert library.problems[0].hint.startswith("rename it to “c.md”")
    assert library.problems[2].hint.startswith("write it in Markdown as “d.md”")
