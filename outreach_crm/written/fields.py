"""Reads fields given by name, as commands and forms give them: each by what reads its text."""

from collections.abc import Callable, Mapping

from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import row, say, term
from outreach_crm.written.problems import refusal


def read_by(
    readers: Mapping[str, Callable[[str], object]], values: Mapping[str, str], *, of: str, listed: str = ""
) -> dict[str, object]:
    """Return fields ready to be stored.

    Args:
        readers: the fields there are, each with what reads its text.
        values: texts by field.
        of: what has these fields: ``a contact``.
        listed: where the fields are listed; else the sentence lists them.

    Raises:
        InvalidInputError: a field is unknown or a value cannot be right; the sentence names the field, and all values
            that cannot be right are its problems.
    """
    read: dict[str, object] = {}
    problems = []
    for name, text in values.items():
        if name not in readers:
            all_of_them = say("; {listed}", listed=listed) if listed else say("; there are {names}", names=row(readers))
            hint = suggestion(name, readers) or all_of_them
            raise InvalidInputError(say("{name!r} is not a field of {of}{hint}.", name=name, of=term(of), hint=hint))
        try:
            read[name] = readers[name](text)
        except InvalidInputError as error:
            problems.append(Problem(field=name, sentence=sentence_of(error)))
    if problems:
        raise refusal(problems)
    return read
