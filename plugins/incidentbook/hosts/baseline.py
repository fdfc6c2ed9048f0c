"""The baseline's file, beside the policy."""

from pathlib import Path

from incidentbook.checks.baseline import BASELINE_NAME, Baseline, load, unusable
from incidentbook.reading.inside import LINKED_OUT, leads_out


def read_baseline(root: Path) -> Baseline | None:
    """The baseline of the root, or None where it has none. Raises BaselineError where it cannot be used."""
    if leads_out(root, root / BASELINE_NAME):
        raise unusable(LINKED_OUT)
    try:
        data = (root / BASELINE_NAME).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unusable(f"cannot be read: {error.strerror}") from error
    try:
        return load(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise unusable("is not UTF-8 text") from error
