"""What letters are made with: the press, the section's address, windows, paper; and how an address is laid out."""

from collections.abc import Iterable

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import DeliveryError, InvalidInputError, sentence_of
from outreach_crm.storage.digests import keyed
from outreach_crm.text import say
from outreach_crm.typesetting import Press
from outreach_post.model import WINDOWS, Address, PostSettings, Sheet, Window, read_sheet, written
from outreach_post.typesetting import country_line


@frozen(kw_only=True)
class Stationery:
    """Press and paper of a section; ``home`` is the country it posts in, ``language`` its own."""

    press: Press
    window: Window
    labels: Sheet
    paper: str
    sender: tuple[str, ...]
    home: str
    language: str

    def lines(self, address: Address) -> tuple[str, ...]:
        """Return the lines of an address as they stand on an envelope that is posted here."""
        return written(address, self.home, country_line(address.country, self.home, self.language))

    def sender_lines(self, address: Address, language: str) -> tuple[str, ...]:
        """Return the lines of somebody's own address as it stands over a letter that goes abroad."""
        home = address.country or self.home
        return (*written(address, home), *filter(None, [country_line(home, "", language)]))


def settings(app: App) -> PostSettings:
    """Return the settings of letters and calls."""
    return app.settings.of("post", PostSettings)


def stationery(app: App) -> Stationery:
    """Return what letters are made with, as the settings say.

    Raises:
        InvalidInputError: typst is not installed, or a font is not there.
    """
    said = settings(app)
    return Stationery(
        press=Press.open(said.fonts, said.typeface),
        window=WINDOWS[said.window],
        labels=read_sheet(said.labels),
        paper=said.paper,
        sender=tuple(filter(None, (line.strip() for line in said.sender.split("\n")))) or _named(app),
        home=app.section.country,
        language=app.section.language,
    )


def layout(app: App, address: Address) -> tuple[str, ...]:
    """Return the lines of an address as they stand on an envelope that the section posts."""
    home = app.section.country
    return written(address, home, country_line(address.country, home, app.section.language))


def digest(app: App, lines: Iterable[str]) -> str:
    """Return a keyed digest of what stands on a sheet, by which a change is seen and nothing can be read."""
    return keyed(app.secret("post"), "\n".join(lines)).hex()[:24]


def stationery_for_sending(app: App) -> Stationery:
    """Return what letters are made with; what is missing stops the mailing rather than the program.

    Raises:
        DeliveryError: see :func:`stationery`.
    """
    try:
        return stationery(app)
    except InvalidInputError as error:
        raise DeliveryError(sentence_of(error)) from error


def lacking(press: Press, text: str, name: str) -> str:
    """Return what of a text no font can print, as a sentence; nothing where all can be printed.

    Args:
        press: what prints.
        text: what is to be printed.
        name: of whom it is for, which stands in it.
    """
    signs = press.missing(text)
    if not signs:
        return ""
    told = ", ".join(f"‘{sign}’" for sign in signs[:6])
    if set(signs) & set(name):
        return say("no font has {signs}, which is in the name; give one in [post] fonts", signs=told)
    return say("no font has {signs}, which is in the text; give one in [post] fonts", signs=told)


def _named(app: App) -> tuple[str, ...]:
    return (app.section.name,) if app.section.name else ()
