"""Titles as messages quote them."""


def short(title: str, limit: int = 70) -> str:
    """A title with at most `limit` characters."""
    return title if len(title) <= limit else title[: limit - 1].rstrip() + "…"
