"""Files that lead out of the folder, or that ask for more than they hold."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites.builder import Built, Site, environment
from tests.sites.conftest import POLICY, POSTMORTEM

CANARY = "root-only-secret-4711"
MATERIAL = "site_name: x\ntheme: {name: material, font: false}\nplugins: [search, incidentbook]\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(97 + number)}: &{chr(97 + number)} [{', '.join([f'*{chr(96 + number)}'] * 9)}]\n"
    for number in range(1, 12)
)
"""Nine to the twelfth power of values."""


def ran(root: Path, *words: str) -> tuple[int, str]:
    """How a run of the command ended, and what it printed; a run that does not end fails."""
    ended = subprocess.run(
        [sys.executable, "-m", "incidentbook", *words],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    said = ended.stdout + ended.stderr
    assert "Traceback" not in said, said
    assert "bug in incidentbook" not in said, said
    return ended.returncode, said


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site, with a file beside it that only the one who builds may read."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text(
        f"# {CANARY}\n\n## Summary\n\n{CANARY}\n", encoding="utf-8"
    )
    (tmp_path / "outside" / "secret.txt").write_text(f"{CANARY} of 2025-01-01\n", encoding="utf-8")
    (tmp_path / "outside" / "secret.yml").write_text(f"{CANARY}: [x]\n", encoding="utf-8")
    (tmp_path / "root").mkdir()
    return Site(tmp_path / "root").write(
        {"mkdocs.yml": MATERIAL, "incidentbook.yml": POLICY, "docs/postmortems/one.md": POSTMORTEM}
    )


def link(site: Site, name: str, target: str) -> None:
    """A symbolic link in the site to a file beside it."""
    path = site.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(os.path.relpath(site.folder.parent / "outside" / target, path.parent))


def tells(built: Built) -> list[str]:
    """The files of the site that hold the secret."""
    return [path for path in built.files() if CANARY.encode() in (built.folder / path).read_bytes()]


LINKS = {
    "docs/postmortems/linked.md": "secret.md",
    "docs/runbooks/linked.yml": "secret.yml",
    "docs/linked.md": "secret.md",
    "docs/linked.txt": "secret.txt",
    "docs/linked": ".",
    "runbooks/linked.md": "secret.md",
    "rules/linked.yml": "secret.yml",
    "oncall.yml": "secret.yml",
    "postmortems/shot.txt": "secret.txt",
    "incidentbook.tracker.json": "secret.txt",
}
"""Symbolic links in the site, and the files beside it to which they lead."""


def test_nothing_outside_is_published(site: Site) -> None:
    for name, target in LINKS.items():
        link(site, name, target)
    words = POSTMORTEM.replace("[runbook]", "[log](shot.txt) [up](../../outside/secret.txt) [runbook]")
    site.write(
        {"incidentbook.yml": f"{POLICY}alert_rules: ['rules/*.yml']\n", "postmortems/two.md": words},
    )
    built = site.build()
    assert built.status == 0, built.log
    assert tells(built) == []
    assert CANARY not in built.log
    for command in ("check", "rota", "export --format json"):
        assert CANARY not in ran(site.folder, *command.split())[1]


def test_a_file_that_mkdocs_would_follow_is_named(site: Site) -> None:
    link(site, "docs/linked.txt", "secret.txt")
    built = site.build("--strict")
    assert built.status != 0
    assert "linked.txt leads out of docs by a symbolic link" in built.log


def test_a_link_within_the_root_is_followed(site: Site) -> None:
    site.write({"notes.md": "# Notes\n\nwithin\n"})
    (site.folder / "docs" / "notes.md").symlink_to("../notes.md")
    built = site.build()
    assert "symbolic link" not in built.log
    assert "within" in built.html("notes/index.html")


@pytest.mark.parametrize("name", ["incidentbook.yml", "incidentbook.baseline.json"])
def test_what_governs_a_check_lies_in_the_folder(site: Site, name: str) -> None:
    link(site, name, "secret.yml")
    status, said = ran(site.folder, "check")
    assert status == 2
    assert "symbolic link that leads out" in said
    assert CANARY not in said
    built = site.build()
    assert built.status != 0
    assert CANARY not in built.log


def test_a_baseline_is_not_written_elsewhere(site: Site) -> None:
    link(site, "incidentbook.baseline.json", "secret.txt")
    before = (site.folder.parent / "outside" / "secret.txt").read_bytes()
    assert ran(site.folder, "check", "--write-baseline")[0] == 2
    assert (site.folder.parent / "outside" / "secret.txt").read_bytes() == before


def test_templates_lie_in_their_folders(site: Site) -> None:
    site.write({"incidentbook.yml": f"{POLICY}messages: words\n"})
    link(site, "words/customer/identified.txt", "secret.txt")
    status, said = ran(site.folder, "message", "--audience", "customer", "--phase", "identified")
    assert (status, CANARY in said) == (2, False)
    link(site, "templates/documents/postmortem-full.md", "secret.md")
    status, said = ran(site.folder, "new", "postmortem", "Late", "-s", "SEV1")
    assert status == 1
    assert "leads out of its folder" in said
    assert site.build().status != 0


def test_a_folder_of_templates_lies_in_the_root(site: Site) -> None:
    site.write({"incidentbook.yml": f"{POLICY}messages: words\n"})
    link(site, "words", ".")
    assert ran(site.folder, "message", "--audience", "customer", "--phase", "identified")[0] == 2
    assert site.build().status != 0


@pytest.mark.parametrize(
    "words",
    [
        "{{ title.__class__.__mro__ }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}",
        "{% include '../../outside/secret.md' %}",
    ],
)
def test_templates_reach_nothing(site: Site, words: str) -> None:
    site.write(
        {"templates/documents/postmortem-full.md": f"# {words}\n", "words/customer/identified.txt": words}
    )
    site.write({"incidentbook.yml": f"{POLICY}messages: words\n"})
    ran(site.folder, "new", "postmortem", "Late", "-s", "SEV1")
    ran(site.folder, "message", "--audience", "customer", "--phase", "identified")
    made = [path for path in site.folder.rglob("*late*.md") if "subclasses" not in words]
    assert not (site.folder / "pwned").exists()
    assert all("<class" not in path.read_text(encoding="utf-8") for path in made)
    assert all(CANARY not in path.read_text(encoding="utf-8") for path in made)


PLACES = (
    "docs/postmortems/two.md",
    "docs/runbooks/two.md",
    "docs/runbooks/three.yml",
    "rules/two.yml",
    "oncall.yml",
)
"""Files in which YAML may stand."""


@pytest.mark.parametrize(
    "yaml", [BOMB, "x: !!python/object/apply:os.system ['touch pwned']\n", "x: !!binary 'x'\n"]
)
def test_yaml_asks_for_nothing_more_than_it_holds(site: Site, yaml: str) -> None:
    for name in PLACES:
        text = f"---\ntitle: Two\n{yaml}---\n\n# Two\n" if name.endswith(".md") else yaml
        site.write({name: text})
    site.write({"incidentbook.yml": f"{POLICY}alert_rules: ['rules/*.yml']\n"})
    assert ran(site.folder, "check")[0] in {0, 1}
    built = site.build()
    assert built.status == 0, built.log
    assert not (site.folder / "pwned").exists()
    assert sum((built.folder / path).stat().st_size for path in built.files()) < 30_000_000


def test_the_policy_holds_no_bomb(site: Site) -> None:
    site.write({"incidentbook.yml": BOMB})
    status, said = ran(site.folder, "check")
    assert status == 2
    assert "aliases" in said
    site.write({"incidentbook.yml": "title: !!python/object/apply:os.system ['touch pwned']\n"})
    ran(site.folder, "check")
    assert not (site.folder / "pwned").exists()


def test_half_pairs_and_odd_bytes_end_nothing(site: Site) -> None:
    odd = b'---\ntitle: "\\ud800 \\udc00 \\u202e"\n---\n\n# \xed\xa0\x80 \xff\xfe\n\n- [ ] \xed\xbf\xbf do\n'
    site.write({"docs/postmortems/odd.md": odd})
    for form in ("text", "json", "sarif", "github", "gitlab", "junit", "markdown"):
        assert ran(site.folder, "check", "--format", form)[0] in {0, 1}
    built = site.build()
    assert built.status == 0, built.log
    for path in built.files():
        if path.endswith(".json"):
            json.dumps(built.data(path), ensure_ascii=False).encode()


def test_html_is_refused_where_the_policy_says_so(site: Site) -> None:
    site.write({"incidentbook.yml": f"{POLICY}html: refuse\n"})
    assert site.build().status == 0
    site.write({"docs/postmortems/two.md": f"{POSTMORTEM}\n<b>bold</b>\n"})
    built = site.build()
    assert built.status != 0
    assert "two.md" in built.log
    assert "HTM101 raw-html" in built.log


def test_html_stays_where_the_policy_allows_it(site: Site) -> None:
    html = '<video onplay="x()" class="own"></video>'
    site.write({"docs/postmortems/two.md": f"{POSTMORTEM}\n{html}\n", "docs/own.md": f"# Own\n\n{html}\n"})
    sanitised = site.build().pages()
    site.write({"incidentbook.yml": f"{POLICY}html: allow\n"})
    allowed = site.build().pages()
    site.write({"incidentbook.yml": f"{POLICY}html: sanitise\n"})
    whole = site.build().pages()
    shown = {
        (name, path): "onplay" in pages[path]
        for name, pages in (("unsaid", sanitised), ("allow", allowed), ("sanitise", whole))
        for path in ("postmortems/two/index.html", "own/index.html")
    }
    assert shown == {
        ("unsaid", "postmortems/two/index.html"): False,
        ("unsaid", "own/index.html"): True,
        ("allow", "postmortems/two/index.html"): True,
        ("allow", "own/index.html"): True,
        ("sanitise", "postmortems/two/index.html"): False,
        ("sanitise", "own/index.html"): False,
    }


def test_a_fork_has_no_say(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENTBOOK_FORK", "1")
    html = '<b onclick="x()">own</b>'
    site.write(
        {
            "incidentbook.yml": f"{POLICY}html: allow\nmessages: words\n",
            "words/customer/identified.txt": "{{ nothing.of.ours }}",
            "docs/postmortems/two.md": f"{POSTMORTEM}\n{html}\n",
            "docs/own.md": f"# Own\n\n{html}\n",
        }
    )
    built = site.build()
    assert built.status == 0, built.log
    assert [path for path, page in built.pages().items() if "onclick" in page] == []
    assert "own" in built.html("own/index.html")
