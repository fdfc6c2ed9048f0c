"""Warnings are found by their words, each of which holds one of the signs that are looked for first."""

import pytest

from incidentbook.reading.cautions import warning_in


@pytest.mark.parametrize(
    "text",
    [
        *("Warning: this takes minutes", "CAUTION", "This is dangerous", "Beware of the second disk"),
        *("Be careful here", "Read it carefully", "A destructive step", "This is irreversible", "Data loss!"),
        *("You lose all messages", "Losing data is possible", "It is permanent", "As a last resort"),
        *("There is no undo", "There is no way back", "It cannot be undone", "It can't be restored"),
        *("All orders will be lost", "The table is wiped", "Rows are gone", "The disk will be erased"),
        *("It deletes everything", "This drops the data", "It removes all labels", "It destroys any trace"),
        *("Back up first", "Take a snapshot", "Make a backup", "Only if the depot agrees", "Only once"),
        *("Never run this twice", "Do not use it by day", "Don't do it alone", "Double-check it"),
        *("Think twice", "Approval is needed", "With care", "At your own risk", "It is your responsibility"),
        *("It is safe to delete", "Not reversible", "Make sure nobody works", "Make sure that it is empty"),
        *("Ask the depot first", "Call the owner before", "⚠ hot", "⛔", "❗ slow", "🚨"),
    ],
)
def test_a_warning_is_found(text: str) -> None:
    assert warning_in(f"Look at it.\n{text}\nThen go on.") == text


@pytest.mark.parametrize("text", ["Restart the worker", "The dashboard shows the depot", "Lost labels", ""])
def test_other_words_warn_of_nothing(text: str) -> None:
    assert warning_in(text) == ""
