"""Changing many contacts together: what would change, and doing it, as one change that one undo takes back."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.changes.model import State
from outreach_crm.contacts.fields import check_kind, read_fields
from outreach_crm.contacts.model import Kind
from outreach_crm.contacts.service import bulk, parts
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.contacts.service.editing import Edit, edit, trash
from outreach_crm.errors import InvalidInputError, OutreachError, sentence_of
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sectors
from outreach_crm.text import Sentence, count, figure, row, say, term

AT_ONCE = 500
"""Up to so many contacts are changed all or none; of more, each step holds so many, and undo takes all of them back."""
MOST = 20_000
"""More are never changed together: nobody can look over them, and a slip would be the whole book's."""
OWN = "field:"
"""What the name of one of the section's own fields has before it among the others."""


@frozen(kw_only=True)
class Alike:
    """What is changed of many contacts alike; what is left empty stays as it is.

    Args:
        edit: sectors, interests, the holder and fields as :class:`Edit` has them; nothing else of it is looked at.
        trash: whether they go into the trash, and nothing else is done.
    """

    edit: Edit = field(factory=Edit)
    trash: bool = False


@frozen(kw_only=True)
class Changing:
    """A contact that would change: what would be said of it, or why it cannot."""

    id: int
    name: str
    what: str
    refused: bool = False


@frozen(kw_only=True)
class Together:
    """What changing many contacts would do: how many change, stay as they are, or cannot be changed so.

    ``some`` are the first of those that change and of those that cannot.
    """

    changed: int
    same: int
    refused: int
    some: tuple[Changing, ...]


@frozen(kw_only=True)
class _Wanted:
    """What is changed, read once for all: each value as it is stored."""

    alike: Alike
    sectors: frozenset[str]
    no_sectors: frozenset[str]
    interests: dict[int, str]
    no_interests: dict[int, str]
    columns: dict[str, object]
    own: dict[str, str]
    called: dict[str, str]


def read_alike(said: Mapping[str, str]) -> Alike:
    """Return what is to be changed alike, as a page or a job says it.

    Args:
        said: ``sector``, ``no_sector``, ``interest`` and ``no_interest``, each a name; ``holder``, a name or ``-`` for
            nobody; ``field``, the name of a field or ``field:`` and that of one of the section's own, with ``value``,
            which takes it away where it is empty; ``trash``, if they go there. What is not said stays as it is.
    """

    def one(key: str) -> tuple[str, ...]:
        return (said[key],) if said.get(key) else ()

    name, value = said.get("field", ""), said.get("value", "")
    own = name.removeprefix(OWN)
    found = Edit(
        sectors=one("sector"),
        no_sectors=one("no_sector"),
        interests=one("interest"),
        no_interests=one("no_interest"),
        holder=said["holder"].removeprefix("-") if said.get("holder") else None,
        own_fields={own: value} if own != name else {},
        fields={name: value} if name and own == name else {},
    )
    return Alike(trash=True) if said.get("trash") else Alike(edit=found)


def take(
    app: App, progress: Progress, *, ids: Sequence[int], said: Mapping[str, str], because: str = "", since: str = ""
) -> Result:
    """Change many contacts alike, as a job; one that was cut off goes on in its change, so that one undo takes it back.

    Args:
        app: the App, in the name of whoever asked for it.
        progress: is told how far it is.
        ids: the contacts.
        said: see :func:`read_alike`.
        because: why.
        since: the moment at which it was asked for; nothing that began before is gone on with.
    """
    alike = read_alike(said)
    resumes = _cut_off(app, _what(alike), because, since) if since else None
    changed, change_id = change_together(app, ids, alike, because=because, progress=progress, resumes=resumes)
    shown = figure(changed)
    sentence = count(changed, "{n} contact was changed.", "{shown} contacts were changed.", shown=shown)
    if resumes:
        sentence = say("It was cut off and has gone on: the last {shown} were changed.", shown=shown)
    return Result(sentence=sentence, path="/contacts", change_id=change_id)


def _cut_off(app: App, what: str, because: str, since: str) -> int | None:
    """Return the change of the actor that a job which was cut off had begun."""
    found = (journal.get(app, number) for number in journal.cut_off(app, what, because))
    mine = (one for one in found if (one.by, one.why, one.state) == (app.actor.name, because, State.INTERRUPTED))
    return max((one.id for one in mine if one.at >= since), default=None)


def _what(alike: Alike) -> str:
    return term("trash contacts") if alike.trash else term("edit contacts")


def plan_together(app: App, ids: Sequence[int], alike: Alike, *, shown: int = 20) -> Together:
    """Return what :func:`change_together` would do, without doing it; it raises the same."""
    wanted = _read(app, ids, alike)
    told = [one for page in _pages(ids) for whole in _loaded(app, page) for one in [_changing(whole, wanted)] if one]
    refused = sum(one.refused for one in told)
    some = sorted(told, key=lambda one: not one.refused)[:shown]
    return Together(changed=len(told) - refused, same=len(set(ids)) - len(told), refused=refused, some=tuple(some))


def change_together(
    app: App,
    ids: Sequence[int],
    alike: Alike,
    *,
    because: str = "",
    progress: Progress | None = None,
    resumes: int | None = None,
) -> tuple[int, int]:
    """Change many contacts alike; those that are so already, or cannot be, are left as they are.

    Args:
        app: the App.
        ids: the contacts; those the actor may not see are left out.
        alike: what to change.
        because: why.
        progress: is told how many were gone through, and of how many.
        resumes: a change of the same contacts that was cut off, to be gone on with; None for a new one.

    Returns:
        How many were changed, and the change.

    Raises:
        InvalidInputError: nothing is to be changed, a value cannot be right, or these are too many.
        NotFoundError: there is no such sector, keyword, account or field.
    """
    wanted, changed = _read(app, ids, alike), 0
    steps = len(ids) > AT_ONCE
    with app.journal.change(_what(alike), because=because, steps=steps, resumes=resumes) as change:
        for number, page in enumerate(_pages(ids)):
            if progress:
                progress(number * AT_ONCE, len(ids))
            with change.step():
                changed += sum(_change(app, whole, wanted) for whole in _loaded(app, page))
        return changed, change.id


def _read(app: App, ids: Sequence[int], alike: Alike) -> _Wanted:
    said = alike.edit
    if not ids:
        raise InvalidInputError(say("Choose the contacts that are to be changed."))
    if len(ids) > MOST:
        raise InvalidInputError(
            say(
                "{number:,} contacts are too many to be changed together: {most:,} at most.", number=len(ids), most=MOST
            )
        )
    if evolve(said, version=None) == Edit() and not alike.trash:
        raise InvalidInputError(say("Say what is to be changed."))
    columns = read_fields(said.fields, app.clock.today())
    if said.holder is not None:
        columns["holder_id"] = parts.holder_id(app, said.holder)
    own = {key: parts.read_field(app, key, value) if value.strip() else "" for key, value in said.own_fields.items()}
    return _Wanted(
        alike=alike,
        sectors=frozenset(sectors.get(app, key).key for key in said.sectors),
        no_sectors=frozenset(said.no_sectors),
        interests={keywords.resolve(app, text).id: text for text in said.interests},
        no_interests={keywords.resolve(app, text).id: text for text in said.no_interests},
        columns=columns,
        own=own,
        called={one.key: one.name for one in sectors.all_sectors(app)},
    )


def _needed(whole: Whole, wanted: _Wanted) -> Edit:
    """Return what of the change a contact needs: what it has already, or has not, is no change.

    Raises:
        InvalidInputError: only another kind of contact has one of the fields.
    """
    said = wanted.alike.edit
    check_kind(Kind(whole.kind), wanted.columns)
    differs = {key for key, value in wanted.columns.items() if whole.columns[key] != value}
    own = {key: value for key, value in wanted.own.items() if whole.fields.get(key, {}).get("value", "") != value}
    return Edit(
        fields={key: value for key, value in said.fields.items() if key in differs},
        own_fields={key: said.own_fields[key] for key in own},
        sectors=tuple(sorted(wanted.sectors - whole.sectors.keys())),
        no_sectors=tuple(sorted(wanted.no_sectors & whole.sectors.keys())),
        interests=tuple(text for number, text in wanted.interests.items() if number not in whole.keywords),
        no_interests=tuple(text for number, text in wanted.no_interests.items() if number in whole.keywords),
        holder=said.holder if "holder_id" in differs else None,
    )


def _changing(whole: Whole, wanted: _Wanted) -> Changing | None:
    number, name = whole.id or 0, whole.name
    if wanted.alike.trash:
        return Changing(id=number, name=name, what=say("into the trash"))
    try:
        needed = _needed(whole, wanted)
    except OutreachError as error:
        return Changing(id=number, name=name, what=sentence_of(error), refused=True)
    told = row(_told(whole, needed, wanted.called), "; ")
    return Changing(id=number, name=name, what=told) if told else None


def _told(whole: Whole, needed: Edit, sectors_called: Mapping[str, str]) -> Iterator[Sentence]:
    for key in needed.sectors:
        yield say("into the sector {sector}", sector=sectors_called.get(key, key))
    for key in needed.no_sectors:
        yield say("out of the sector {sector}", sector=sectors_called.get(key, key))
    for text in needed.interests:
        yield say("interested in {what}", what=text)
    for text in needed.no_interests:
        yield say("no longer interested in {what}", what=text)
    if needed.holder is not None:
        yield say("looked after by {name}", name=needed.holder or say("nobody"))
    for key, value in needed.fields.items():
        yield _instead(key, value, str(whole.columns[key] or ""))
    for key, value in needed.own_fields.items():
        yield _instead(key, value, whole.fields.get(key, {}).get("value", ""))


def _instead(key: str, value: str, there: str) -> Sentence:
    nothing = say("nothing")
    return say("{field}: {now} instead of {there}", field=key, now=value or nothing, there=there or nothing)


def _change(app: App, whole: Whole, wanted: _Wanted) -> bool:
    """Change a contact where it is not so already; return whether it was changed."""
    number = whole.id or 0
    if wanted.alike.trash:
        trash(app, number)
        return True
    try:
        needed = _needed(whole, wanted)
    except InvalidInputError:
        return False
    if needed == Edit():
        return False
    edit(app, number, needed)
    return True


def _pages(ids: Sequence[int]) -> Iterator[list[int]]:
    left = iter(dict.fromkeys(ids))
    while page := list(islice(left, AT_ONCE)):
        yield page


def _loaded(app: App, ids: Sequence[int]) -> list[Whole]:
    """Return those of some contacts that are not in the trash by now, in their order."""
    found = bulk.load(app, ids)
    return [found[number] for number in ids if number in found and not found[number].columns["trashed_on"]]
