"""Print packs: for a group or one person, a letter on top, how to write, letters to sign, and labels, in one file."""

from pathlib import Path

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, State, Text, salutation, spoken
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.filling import fill
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Clearance
from outreach_crm.text import row, say
from outreach_post.model import Pack
from outreach_post.queries import addresses, jobs, labels
from outreach_post.service.enclosing import a_cover, enclosed, lacking_in
from outreach_post.service.filing import write_file
from outreach_post.service.stationery import Stationery, stationery
from outreach_post.typesetting import packs


@frozen(kw_only=True)
class Packed:
    """What came of a pack: its file and pages, how many letters are in it, and which members were left out and why."""

    file: str
    name: str
    pages: int
    letters: int
    left_out: tuple[str, ...]


def make_pack(app: App, mailing: str, whom: str, file: Path, *, replace: bool = False, because: str = "") -> Packed:
    """Make a pack as a file; see :func:`press_pack`.

    Raises:
        RefusedError: the file is there.
    """
    made, pdf = press_pack(app, mailing, whom, because=because)
    write_file(file, pdf, replace=replace)
    return evolve(made, file=str(file))


def press_pack(app: App, mailing: str, whom: str, *, because: str = "") -> tuple[Packed, bytes]:
    """Make the pack of a mailing for a group, with letters for each of its members, or for one person.

    Args:
        app: the App.
        mailing: the mailing whose letters are to be signed.
        whom: the group or the person.
        because: why.

    Returns:
        What came of it, and the document (PDF).

    Raises:
        NotFoundError: there is no such mailing or contact.
        RefusedError: we may not turn to them, nobody is to write any more, or so many leave in no one file.
        InvalidInputError: a font lacks something, or typst is not installed.
    """
    paper, whole, for_ = stationery(app), dispatch.resolve(app, mailing), contacts.resolve(app, whom)
    _check_wanted(app, whole)
    if blocked := [one.sentence for one in _told(app, whole, for_.id, "post").refusals if one.blocks]:
        raise RefusedError(say("{name}: {why}.", name=for_.name, why=row(dict.fromkeys(blocked), "; ")))
    writers, left_out = _writers(app, paper, whole, for_)
    pack = _pack(app, paper, whole, for_, writers)
    if why := lacking_in(paper, pack):
        raise InvalidInputError(say("{name}: {why}.", name=for_.name, why=why))
    with app.change("make print pack", because=because, final=True, action=Action.EXPORT):
        privacy.log_taken_out(
            app,
            say("print pack of {whom}", whom=dispatch.open_name(app, whole)),
            whole.purpose,
            1 + len(writers),
            contact_id=for_.id,
        )
    made = packs(paper.press, [pack], window=paper.window, sheet=paper.labels, paper=paper.paper, at=app.clock.now())
    pages = max((last for _, last in made.parts.values()), default=0) + -(-len(pack.labels) // paper.labels.size)
    packed = Packed(file="", name=for_.name, pages=pages, letters=len(pack.letters), left_out=tuple(left_out))
    return packed, made.pdf


def _check_wanted(app: App, whole: Dispatch) -> None:
    """Refuse letters that nobody wants to be written any more."""
    if whole.for_good or whole.state is State.STOPPED:
        raise RefusedError(
            say("{whole} was stopped: {halted_because}.", whole=whole.name, halted_because=whole.halted_because)
        )
    if whole.is_over(app.clock.today()):
        raise RefusedError(say("The last day of {whole} was {until_on}.", whole=whole.name, until_on=whole.until_on))


def _told(app: App, whole: Dispatch, contact_id: int, channel: str = "") -> Clearance:
    asked, sector = whole.signed_up, whole.sector
    return privacy.check(app, contact_id, whole.purpose, channel, sector=sector, signed_up=asked, ref=whole.ref)


def _writers(
    app: App, paper: Stationery, whole: Dispatch, for_: Contact
) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    """Return who signs: the members of a group whom we may turn to, or the one person; and why others do not."""
    if for_.kind is not Kind.GROUP:
        return [_writer(app, paper, for_.id)[0]], []
    found, left_out = [], []
    for one in labels.members(app.store, for_.id):
        writer, name = _writer(app, paper, one)
        told = _told(app, whole, one)
        if told.clear:
            found.append(writer)
        else:
            left_out.append(f"{name}: {told.refusals[0].sentence}")
    return found, left_out


def _writer(app: App, paper: Stationery, contact_id: int) -> tuple[tuple[str, tuple[str, ...]], str]:
    with app.store.selection() as selection:
        selection.fill(labels.ONE, contact_id=contact_id)
        text, name = addresses.of_selected(app.store).get(contact_id, ""), jobs.names(app.store).get(contact_id, "")
    lines = paper.sender_lines(addresses.read(name, text), paper.language) if text else (name,)
    return (name, lines), name


def _pack(
    app: App, paper: Stationery, whole: Dispatch, for_: Contact, writers: list[tuple[str, tuple[str, ...]]]
) -> Pack:
    text = _text(app, whole, for_)
    fields = _fields(whole, for_, text)
    with app.store.selection() as selection:
        selection.fill(labels.ONE, contact_id=for_.id)
        address = addresses.of_selected(app.store).get(for_.id, "")
    lines = paper.lines(addresses.read(for_.name, address)) if address else (for_.name,)
    said = (text.language, fill(text.subject, fields), fill(text.body, fields))
    cover = a_cover(paper, "pack", "", for_.name, lines, said, app.clock.today())
    letters = dispatch.letters(app, whole.id)
    return enclosed(whole, letters, cover, fields, writers or [("", ())], labels=True)


def _text(app: App, whole: Dispatch, for_: Contact) -> Text:
    there = [one.language for one in whole.texts]
    wanted = labels.language(app.store, whole.id, for_.id) or spoken(for_.language, for_.languages, there)
    return next((one for one in whole.texts if one.language == wanted), whole.texts[0])


def _fields(whole: Dispatch, for_: Contact, text: Text) -> dict[str, str]:
    """Return what the fields of the texts say of whoever gets the pack."""
    own = {
        "name": for_.name,
        "given_name": for_.given or for_.name,
        "family_name": for_.family or for_.name,
        "salutation": salutation(for_.name, text.language),
        "organisation": "" if for_.kind is Kind.PERSON else for_.name,
        "country": for_.country,
        "language": text.language,
    }
    return {**dict.fromkeys(whole.allowed, ""), **whole.fields, **own}
