"""How a command that takes long is ended by whoever sits there."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

_INTERRUPTED = 130


@contextmanager
def ended_at_will(go_on: str) -> Iterator[None]:
    """Let Ctrl-C end a run of sending, and say by which command the rest goes on: exit code 130 (bash(1))."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"Ended. What had not left waits; to go on: {go_on}", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
