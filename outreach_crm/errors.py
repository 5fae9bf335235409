"""The one tree of errors: each message is a sentence for the person at the screen."""

from typing import TYPE_CHECKING

from outreach_crm.text import on_page

if TYPE_CHECKING:
    from outreach_crm.model import Problem


def sentence_of(error: Exception) -> str:
    """Return what an error says; a sentence of ``say`` stays one, so that it can be translated."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


class OutreachError(Exception):
    """Anything a person can read, understand and act on; printed without a traceback.

    A command that helps stands in a clause of its own (``…; see outreach tasks list.``), which pages leave out.
    """

    @property
    def on_page(self) -> str:
        """What a page says of it; a sentence of ``say`` stays one, so that it can be translated."""
        return on_page(sentence_of(self))


class NotFoundError(OutreachError):
    """What was asked for is not there, or not visible to whoever asks."""


class InvalidInputError(OutreachError):
    """What was given cannot be right; ``problems`` lists all that was wrong at once."""

    def __init__(self, sentence: str, problems: "tuple[Problem, ...]" = ()) -> None:
        super().__init__(sentence)
        self.problems = problems


class ImportRejectedError(InvalidInputError):
    """A foreign file cannot be read at all: it is damaged, hostile, too large, or not what its name says."""


class ConflictError(OutreachError):
    """Somebody else changed the same thing, or what was given contradicts what is stored."""


class RefusedError(OutreachError):
    """It could be done and must not be: an objection, a stop, a change that is final."""


class DeliveryError(OutreachError):
    """Something could not be handed over to the outside."""


class ConstraintError(ConflictError):
    """The database itself refused a row: something it refers to is missing, or the same thing is there already."""


class StorageError(OutreachError):
    """The database cannot be opened, read or written; the sentence says what to do."""
