"""What a feature brings with it: commands, settings, pages, kinds of relationships, copies it keeps, scenes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pkgutil import resolve_name

from attrs import field, frozen, validators

from outreach_crm.model.pointers import Ref
from outreach_crm.model.shown import Panel
from outreach_crm.policy import Action
from outreach_crm.text import say, term


@frozen
class Command:
    """A command line verb: its name, where it lives (``package.module:name``) and its line in ``--help``."""

    name: str
    target: str
    help: str


@frozen
class SettingsTable:
    """A table of ``outreach.toml``: its name and the attrs class (``package.module:Name``) whose fields are its keys.

    Every field has a default. Named, not imported, so that a table nobody wrote costs nothing.
    """

    name: str
    target: str

    @property
    def record(self) -> type:
        """The class."""
        found = resolve_name(self.target)
        if not isinstance(found, type):
            raise TypeError(say("{target} is not a class", target=self.target))
        return found


@frozen
class MenuItem:
    """A line of the menu: what it says, the path it leads to, and its place, smallest first.

    It stands there for whoever may do its ``action``: nobody is led to a page that refuses them.
    """

    label: str
    path: str
    rank: int = 100
    action: Action = Action.LOOK


@frozen
class Pages:
    """Pages of a feature.

    Args:
        target: the Flask blueprint (``package.module:name``).
        prefix: the path below which they stand.
        public: whether they are for whoever has a link, without an account (``outreach_crm.web.by_link``); ``outreach
            serve --public-only`` shows only these.
        menu: the lines they have in the menu of the office.
        records: where a record is shown, by its kind (the name of its table): ``{"tasks": "/tasks/{id}"}``; that page
            and those below it are only for whoever may do with this record what they do.
        about: further paths of that form, below which pages are about a record that is shown elsewhere.
    """

    target: str
    prefix: str = field(validator=validators.matches_re(r"/[a-z][a-z0-9-]*"))
    public: bool = False
    menu: tuple[MenuItem, ...] = ()
    records: Mapping[str, str] = field(factory=dict)
    about: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Resource:
    """Records that other programs ask for and write; all that is named is imported when somebody asks for it.

    What comes in and goes out are attrs classes of plain values: numbers, texts, days, enumerations, records of these.

    Args:
        name: of it in the path: ``contacts``.
        one: what one of them is called, as it stands in the history: ``edit contact``.
        title: what they are, in a sentence.
        kind: the kept table that numbers them, and the kind of a :class:`Ref` to one.
        key: its column that is their number.
        record: the class (``package.module:Name``) that goes out; its first field is ``id``.
        some: returns those of some numbers that the actor may see, as records: ``some(app, ids)``.
        draft: the class that comes in to add one; empty where none is added from outside.
        adds: adds one and returns its number: ``adds(app, draft)``.
        change: the class that comes in to edit one; what is None in it stays as it is.
        edits: edits one: ``edits(app, id, change)``.
        drops: puts one away, where it can be taken back: ``drops(app, id)``.
        adding: what the history calls it that one is added, where that is not ``add contact``.
        filters: what a list can be asked for, by its name in the address: each returns the numbers that fit a text,
            ``find(app, text)``.
        persons: what a list tells of persons, for the log of access; empty where it tells of none.
    """

    name: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    one: str
    title: str
    kind: str
    key: str = "id"
    record: str
    some: str
    draft: str = ""
    adds: str = ""
    change: str = ""
    edits: str = ""
    drops: str = ""
    adding: str = ""
    filters: Mapping[str, str] = field(factory=dict)
    persons: str = field(default="", converter=term)

    def ref(self, number: int) -> Ref:
        """Return the pointer to one; what is known by its number as a contact is one."""
        return Ref("contacts" if self.key == "contact_id" else self.kind, number)


@frozen(kw_only=True)
class Work:
    """Work that takes longer than a page may: a job of it is a row that a thread beside the pages takes up.

    Args:
        key: its name in that row: ``import``.
        title: what it is called: ``Import``.
        target: what does it (``package.module:name``): called with an App in the name of whoever started it, with what
            is told how far it is (``progress(done, of)``), and with the arguments of the job; it returns a
            ``jobs.model.Result``. It is called again from the beginning where the program ended in the middle of it.
        undone: whether what it wrote until somebody stopped it can be taken back in the history.
        about: the table of the record that it is about, and the argument that has its number; whoever may not see that
            record reads of the job only that there is one of this kind.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z0-9-]*"))
    title: str = field(converter=term)
    target: str
    undone: bool = False
    about: tuple[str, str] | None = None


@frozen
class RelationKind:
    """A kind of relationship: its key, how it reads from one end and from the other (``chairs`` / ``chaired by``)."""

    key: str
    label: str
    inverse: str


@frozen(kw_only=True)
class Copy:
    """A copy of the database that is kept somewhere, such as a backup: it still holds whoever is erased since.

    Args:
        place: where it is, as people find it.
        made_at: when (UTC), as ISO 8601 text.
        until_on: the day on which it is removed; None where nobody said.
    """

    place: str
    made_at: str
    until_on: date | None = None


@frozen
class Scene:
    """A scene of ``outreach demo``: ``rank`` is its place in the day (100 to 900 like a clock), ``title`` its heading.

    ``play`` is called with the App of the sample database and yields what is shown, bit by bit: a text is told as a
    paragraph; one that begins with ``$ outreach`` is a command, which is run before the next bit is asked for, and what
    it prints follows; a panel is drawn.
    """

    rank: int
    title: str
    play: Callable[..., Iterable[str | Panel]]
