"""Wrong usage, said as click says it; click itself is imported only where there is something to say."""

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    import click

    from .refusals import Refusal


def usage_error(message: str) -> "click.UsageError":
    """The error to raise for wrong usage."""
    import click

    return click.UsageError(message)


def refusal(message: str) -> "Refusal":
    """The error to raise where a command was called rightly and cannot do what it is asked to."""
    from .refusals import Refusal

    return Refusal(message)
