"""Code of a runbook that shows what is expected: it stands below a label of its own ("Expected output:")."""

from collections.abc import Iterator
from itertools import pairwise

from .blocks import Block
from .names import normalise
from .step_words import EXPECTED, VERIFY


def label_alone(text: str) -> str:
    """The label, in lower case, where a text is nothing but one of a result ("Expected output:"), else ""."""
    bare = text.rstrip()
    label = normalise(bare) if bare.endswith(":") else ""
    return label if label in EXPECTED or label in VERIFY else ""


def results_in(block: Block) -> Iterator[Block]:
    """The pieces of code inside `block` that follow a label of what is expected."""
    for inner in block.walk() if block.children else ():
        for before, after in pairwise(inner.children):
            if after.kind == "code" and label_alone(before.text) in EXPECTED:
                yield after
