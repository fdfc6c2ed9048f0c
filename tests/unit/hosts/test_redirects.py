"""Where a document's page stood before, and what is never written over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.hosts.redirects import Redirect, Ways, write_redirects
from incidentbook.hosts.shelf import Shelf

FOLDERS, FILES = Ways("docs", has_folders=True), Ways("docs", has_folders=False)


@pytest.mark.parametrize(
    ("said", "folders", "files"),
    [
        ("runbooks/old.md", "runbooks/old/index.html", "runbooks/old.html"),
        ("docs/runbooks/old.md", "runbooks/old/index.html", "runbooks/old.html"),
        ("/runbooks/old/", "runbooks/old/index.html", "runbooks/old/index.html"),
        ("runbooks/old", "runbooks/old/index.html", "runbooks/old.html"),
        ("runbooks/old.html", "runbooks/old.html", "runbooks/old.html"),
        ("runbooks/old.yml", "runbooks/old-yml/index.html", "runbooks/old-yml.html"),
        ("runbooks/v1.2", "runbooks/v1.2/index.html", "runbooks/v1.2.html"),
        ("old/README.md", "old/index.html", "old/index.html"),
        ("with%20space/a.md#part", "with space/a/index.html", "with space/a.html"),
        ("../outside.md", "", ""),
        ("a/../../b.md", "", ""),
        ("https://example.com/x/", "", ""),
        ("C:\\x.md", "", ""),
        ("a\nb.md", "", ""),
        ("/", "", ""),
        ("", "", ""),
    ],
)
def test_a_former_path_has_one_page(said: str, folders: str, files: str) -> None:
    assert (FOLDERS.dest(said), FILES.dest(said)) == (folders, files)


@given(st.text(alphabet="./\\:#?%ab2eE \n<\"'", max_size=30))
def test_no_former_path_leads_out_of_the_site(said: str) -> None:
    for ways in (FOLDERS, FILES):
        found = ways.dest(said)
        assert not found.startswith("/")
        assert ".." not in found.split("/")
        assert found == "" or found.endswith((".html", ".htm"))


def test_without_a_file_of_the_site_nothing_is_written(tmp_path: Path) -> None:
    wanted = [Redirect("old/index.html", "runbooks/gone.md", "old.md")]
    assert write_redirects(wanted, tmp_path, frozenset(), Shelf(tmp_path), {}) == []
    assert list(tmp_path.iterdir()) == []
