"""Lists of words, written as one text."""


def words(text: str) -> frozenset[str]:
    """The words of `text`, which spaces and line breaks part."""
    return frozenset(text.split())
