"""The words of the mails on meetings, in the languages there are letters in."""

from functools import lru_cache
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.written import read_toml, structure
from outreach_meetings.model.invitations import Letter

_FILE = Path(__file__).parents[1] / "letters.toml"


@frozen
class Wording:
    """What a letter says: its subject, and the line above the facts."""

    subject: str
    line: str


@frozen
class Asking:
    """What the mail that asks for dates is put together of; ``example`` is an answer as it can be written back."""

    subject: str
    again: str
    line: str
    zone: str
    page: str
    also: str
    mail: str
    example: str
    meant: str


@frozen
class Tongue:
    """The letters of one language, what the facts are called in it, and how one answers.

    ``page`` and ``also`` stand where there is a page to answer on, else ``answer``.
    """

    when: str
    where: str
    join: str
    answer: str
    page: str
    also: str
    invitation: Wording
    change: Wording
    cancellation: Wording
    called_off: Wording
    reminder: Wording
    refusal: Wording
    poll: Asking

    def of(self, letter: Letter, *, of_all: bool = False) -> Wording:
        """Return the wording of a letter; ``of_all``: of a meeting that is called off for everybody."""
        if of_all and letter is Letter.CANCELLATION:
            return self.called_off
        found: Wording = getattr(self, letter.value)
        return found


def in_order(app: App) -> list[tuple[str, Tongue]]:
    """Return the languages by their tags, that of the section first: whoever reads none of them gets it."""
    return sorted(spoken().items(), key=lambda one: (one[0] != app.section.language.partition("-")[0], one[0] != "en"))


@lru_cache(maxsize=1)
def spoken() -> dict[str, Tongue]:
    """Return all languages that there are letters in, by their tags."""
    return {tag: structure(told, Tongue, file=_FILE.name) for tag, told in read_toml(_FILE).items()}
