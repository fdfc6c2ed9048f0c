"""A public build of a corpus with planted secrets: none of them stands in any byte of it."""

import gzip
import html
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.planted import FILES, PUBLIC, SECRETS, plant
from tests.sites.builder import Site, environment

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def texts_of(path: Path) -> list[str]:
    """The bytes of a file as text: as they are, and with escapes resolved in several ways; in lower case."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    found = [text, html.unescape(html.unescape(text)), unquote(text), re.sub(r"<[^<>]*>", "", text)]
    found.append(re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text))
    found.append(re.sub(r"\r?\n[ \t]", "", text))
    return [unicodedata.normalize("NFC", _INVISIBLE.sub("", one)).casefold() for one in found]


def secrets_in(folder: Path) -> list[str]:
    """Each secret in a folder with its file, by the names of files too."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        texts = [path.relative_to(folder).as_posix().casefold(), *texts_of(path)]
        found += [f"{path.name}: {one}" for one in SECRETS if any(one.casefold() in text for text in texts)]
    return found


@pytest.fixture
def planted(tmp_path: Path) -> Site:
    """The planted corpus, in a repository."""
    site = Site(tmp_path / "planted")
    site.folder.mkdir()
    plant(site.folder)
    return site


def configured(site: Site, **options: object) -> None:
    """Give the plugin further options."""
    stated = json.dumps({"audience": "public", **options})
    text = FILES["mkdocs.yml"].replace("{audience: public}", stated)
    site.write({"mkdocs.yml": text})


def test_at_least_forty_secrets_are_planted(planted: Site) -> None:
    everywhere = "\n".join(
        path.read_text(encoding="utf-8") for path in planted.folder.rglob("*.*") if path.is_file()
    )
    log = subprocess.run(["git", "log"], cwd=planted.folder, capture_output=True, text=True, check=True)  # noqa: S607
    names = " ".join(path.name for path in planted.folder.rglob("*"))
    assert len(SECRETS) > 40
    assert [
        one
        for one in SECRETS
        if one.casefold() not in f"{everywhere}{log.stdout}{names}".casefold().replace("&#32;", " ")
    ] in (
        [],
        ["escalation-at-thornbury"],
    )


def test_no_byte_of_a_public_build_holds_a_secret(planted: Site) -> None:
    built = planted.build()
    assert built.status == 0, built.log
    assert secrets_in(built.folder) == []
    said = "".join(built.pages().values())
    assert [one for one in PUBLIC if one not in said] == []
    assert {"data/feed.xml", "data/action-items.ics", "llms.txt", "sitemap.xml.gz"} <= set(built.files())
    assert {"data/findings.json", "data/practice.json", "quality/index.html"}.isdisjoint(built.files())
    assert built.dead_links() == []


def test_an_internal_build_of_the_same_corpus_holds_them(planted: Site) -> None:
    planted.write({"mkdocs.yml": FILES["mkdocs.yml"].replace("audience: public", "audience: internal")})
    built = planted.build()
    assert built.status == 0, built.log
    assert len(secrets_in(built.folder)) > 40


def test_what_an_internal_build_kept_is_not_used_for_a_public_one(planted: Site) -> None:
    configured(planted, audience="internal", cache=True)
    assert planted.build().status == 0
    configured(planted, cache=True)
    for _ in range(2):
        built = planted.build(to="public")
        assert built.status == 0, built.log
        assert secrets_in(built.folder) == []


def test_the_second_process_renders_public_texts(planted: Site) -> None:
    internal = FILES["docs/postmortems/labels-late.md"].split("<!-- incidentbook: internal -->\n\nunclosed")[
        0
    ]
    for number in range(220):
        text = internal.replace("PM-2025-001", f"PM-2025-1{number:03}")
        planted.write({f"docs/postmortems/labels-{number}.md": text})
    built = planted.build()
    assert built.status == 0, built.log
    assert secrets_in(built.folder) == []


def test_pagefind_finds_no_secret(planted: Site) -> None:
    pytest.importorskip("pagefind_bin")
    configured(planted, search="pagefind")
    built = planted.build()
    assert built.status == 0, built.log
    assert secrets_in(built.folder) == []


def test_the_policy_alone_makes_a_build_public(planted: Site) -> None:
    planted.write({"mkdocs.yml": FILES["mkdocs.yml"].replace("{audience: public}", "{}")})
    planted.write({"incidentbook.yml": f"audience: public\n{FILES['incidentbook.yml']}"})
    built = planted.build()
    assert built.status == 0, built.log
    assert secrets_in(built.folder) == []


def test_marks_that_are_not_closed_fail_a_strict_build(planted: Site) -> None:
    built = planted.build("--strict")
    assert built.status == 1
    assert "labels-late.md:134:1: `<!-- incidentbook: internal -->` has no end" in built.log


LEAKS = {
    "as it is": "Perpetua Osgood",
    "with entities": "Perpetua&#32;&#79;sgood",
    "twice": "Perpetua &amp;#79;sgood",
    "in another case": "perpetua-osgood",
    "percent signs": "Perpetua%20%4Fsgood",
    "tags": "<b>Perp</b>etua <i>Os</i>good",
    "a soft hyphen": "Perpetua Os\u00adgood",
    "JSON": '{"a": "Perpetua \\u004fsgood"}',
    "a host": "see http://anything.corp.internal/x",
    "a ticket": "OPSX-4471",
    "an address": "10.44.17.203",
    "a sentence": "told of the whole affair and nobody outside may",
    "an identifier": "of PM-2025-900 in",
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_a_leak_of_the_theme_fails_the_build(planted: Site, leak: str) -> None:
    words = f"{{% raw %}}<p>{leak}</p>{{% endraw %}}"
    body = f'{{% extends "base.html" %}}{{% block footer %}}{words}{{% endblock %}}'
    planted.write({"overrides/main.html": body})
    text = FILES["mkdocs.yml"].replace("font: false}", "font: false, custom_dir: overrides}")
    planted.write({"mkdocs.yml": text})
    built = planted.build()
    assert built.status == 1, built.log
    place = re.search(r"(\S+\.html): byte (\d+): (\w+), begins", built.log)
    assert place is not None, built.log
    shown = (built.folder / place[1]).read_bytes()[int(place[2]) :]
    assert shown[:2].decode("utf-8", "replace") in leak
    assert "Perpetua Osgood" not in built.log
    assert "Do not publish" in built.log


def test_a_leak_of_a_hook_is_found_in_names_and_archives(planted: Site) -> None:
    hook = """
    import gzip, pathlib
    def on_post_build(config):
        site = pathlib.Path(config.site_dir)
        (site / "blackwater-merger-outage.txt").write_text("")
        (site / "packed.gz").write_bytes(gzip.compress(b"x" * 50 + b" Tirzah Ambrose"))
    """
    planted.write({"hook.py": hook, "mkdocs.yml": FILES["mkdocs.yml"] + "hooks: [hook.py]\n"})
    built = planted.build()
    assert built.status == 1
    assert "blackwater-merger-outage.txt: character of its name 0: documents" in built.log
    assert "packed.gz: unpacked byte 51: names, begins “Ti…”" in built.log


def test_two_public_builds_are_the_same(planted: Site) -> None:
    first, second = planted.build(to="one"), planted.build(to="two")
    assert first.files() == second.files()
    differing = [
        name
        for name in first.files()
        if not name.endswith(".gz")
        and (first.folder / name).read_bytes() != (second.folder / name).read_bytes()
    ]
    assert differing == []


FORMATS = ("json", "runbooks", "csv", "ics", "atom")


def printed(site: Site, *words: str) -> str:
    """What the command prints, which ends well."""
    command = [sys.executable, "-m", "incidentbook", *words]
    run = subprocess.run(
        command,
        cwd=site.folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


@pytest.mark.parametrize(
    "words",
    [
        *(("export", "--format", form) for form in FORMATS),
        ("export", "--runbook", "LabelQueueOld"),
        ("actions",),
        ("metrics",),
        ("review", "--period", "2025-Q1"),
        ("runbooks",),
    ],
    ids=" ".join,
)
def test_no_export_for_the_public_holds_a_secret(planted: Site, words: tuple[str, ...]) -> None:
    said = printed(planted, *words, "--audience", "public").casefold()
    assert [one for one in SECRETS if one.casefold() in said] == []
    assert said


def test_an_export_of_an_internal_policy_holds_them(planted: Site) -> None:
    assert "perpetua" in printed(planted, "export").casefold()
