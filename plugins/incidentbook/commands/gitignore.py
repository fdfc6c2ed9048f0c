"""`.gitignore`, so that the built site is not committed."""

from pathlib import Path

NAME = ".gitignore"
_SITE = "/site/"
_COMMENT = "# built by mkdocs"


def ignore_site(root: Path) -> str:
    """Add the built site to the root's .gitignore, and say so; "" where nothing was to be done.

    Lines that are there stay as they are, byte for byte. A file that names the site in any way, even to
    have it committed, and a symbolic link are left alone.
    """
    target = root / NAME
    if target.is_symlink():
        return f"kept {NAME} as it is; `{_SITE}` holds what mkdocs builds"
    try:
        before = target.read_bytes()
    except FileNotFoundError:
        target.write_text(f"{_COMMENT}\n{_SITE}\n", encoding="utf-8", newline="\n")
        return f"wrote {NAME}"
    if any(_is_about_site(line) for line in before.splitlines()):
        return ""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before or before.endswith(b"\n") else end
    with target.open("ab") as file:
        file.write(gap + end.join([_COMMENT.encode(), _SITE.encode(), b""]))
    return f"added `{_SITE}` to {NAME}"


def _is_about_site(line: bytes) -> bool:
    """Whether a line ignores the folder `site`, or says that it is not to be ignored."""
    words = line.strip().removeprefix(b"!")
    return words.removesuffix(b"*").strip(b"/").removeprefix(b"**/") == b"site"
