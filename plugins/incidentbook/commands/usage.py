"""Wrong usage, said as click says it; click itself is imported only where there is something to say."""

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    import click


def usage_error(message: str) -> "click.UsageError":
    """The error to raise for wrong usage."""
    import click

    return click.UsageError(message)
