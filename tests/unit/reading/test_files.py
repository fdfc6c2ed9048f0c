import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading import files
from incidentbook.reading.files import decode

TEXT = "# Störung\n\nEs begann um 10:00 – und dauerte.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode(), ""),
        (codecs.BOM_UTF8 + TEXT.encode(), ""),
        (TEXT.replace("\n", "\r\n").encode(), ""),
        (TEXT.replace("\n", "\r").encode(), ""),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "UTF-32"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("cp1252"), "Windows-1252"),
    ],
)
def test_a_text_is_the_same_in_every_encoding(data: bytes, said: str) -> None:
    text, problems = decode(data, "a.md")
    assert text == TEXT
    assert [problem.rule for problem in problems] == (["not-utf8"] if said else [])
    assert said in "".join(problem.message for problem in problems)


def test_a_broken_character_does_not_make_the_file_another_encoding() -> None:
    text, problems = decode("Störung über Störung ".encode() + b"\xff", "a.md")
    assert text == "Störung über Störung �"
    assert [problem.rule for problem in problems] == ["not-utf8"]


def test_nul_characters_are_left_out() -> None:
    text, problems = decode(b"a\0b and much more text", "a.md")
    assert text == "ab and much more text"
    assert "NUL" in problems[0].message


def test_a_huge_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    text, problems = decode(b"x" * 11, "a.md")
    assert text == "x" * 10
    assert "larger" in problems[0].message


@given(st.binary(max_size=200))
def test_any_bytes_are_text(data: bytes) -> None:
    text, problems = decode(data, "a.md")
    assert "\r" not in text
    assert "\0" not in text
    assert text.encode("utf-8", "strict") is not None
    assert decode(data, "a.md") == (text, problems)
