"""`.gitignore`, so that the built site is not committed."""

from pathlib import Path

from .files import write_new, write_whole

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
        write_new(target, f"{_COMMENT}\n{_SITE}\n".encode())
        return f"wrote {NAME}"
    if any(_is_about_site(line) for line in before.splitlines()):
        return ""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before or before.endswith(b"\n") else end
    lines = end.join([_COMMENT.encode(), _SITE.encode(), b""])
    write_whole(target, before + gap + lines, before=before)
    return f"added `{_SITE}` to {NAME}"


def _is_about_site(line: bytes) -> bool:
    """Whether a line ignores the folder `site`, or says that it is not to be ignored."""
    words = line.strip().removeprefix(b"!")
    return words.removesuffix(b"*").strip(b"/").removeprefix(b"**/") == b"site"
