"""Brings a calendar and a folder of files into step: what others changed there is taken over where it is theirs to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define, evolve, field

from outreach_crm.app import App
from outreach_crm.errors import OutreachError, sentence_of
from outreach_crm.text import say
from outreach_meetings import ical
from outreach_meetings.model.calendar import Day, Event, Todo
from outreach_meetings.model.feeds import Span, Whose
from outreach_meetings.model.vdir import Fate, Line, Move, Said, Synced, decide, digest, said
from outreach_meetings.service import feeding, naming, offering, taking_over
from outreach_meetings.service.vdir import Folder

_END = ".ics"


def sync(app: App, whose: Whose, folder: Path, *, because: str = "", dry_run: bool = False) -> Synced:
    """Bring a calendar and a folder into step, and return what was done, line by line.

    What only we changed is written there; what only others changed is taken over into the database, each alteration a
    change that can be undone, or put back where it is not theirs to alter; where both changed an entry, ours stays.
    Whatever of theirs does not stay is kept in the folder, beside what we know of the last sync. Entries that are not
    ours are left alone.

    Args:
        app: the App.
        whose: the group's calendar, or that of one of us.
        folder: the folder; made where there is none.
        because: why, as it stands in the journal.
        dry_run: only tell what would be done.

    Raises:
        ConflictError: the folder holds another calendar.
        InvalidInputError: what it tells of the last sync cannot be read.
        StorageError: it cannot be read or written; what was done until then is whole.
    """
    there = Folder.opened(folder, f"{whose} {naming.house(app)}")
    work = _Work(app, whose, there, because, dry_run=dry_run)
    work.look()
    work.write()
    return Synced(folder=str(folder), of=offering.name_of(app, whose), entries=len(work.ours), lines=work.told)


def files_of(app: App, whose: Whose, span: Span | None = None) -> dict[str, bytes]:
    """Return the entries of a calendar as files, by their UIDs: of a series all that belongs to it in one."""
    parts: dict[str, list[Event | Todo]] = defaultdict(list)
    for one in feeding.events(app, whose, span or Span.around(app.clock.today())):
        parts[one.uid].append(one)
    return {uid: ical.calendar(each, product=naming.PRODUCT) for uid, each in parts.items()}


@define
class _Work:
    """One sync: what is ours, what lies there, what was said of it."""

    app: App
    whose: Whose
    folder: Folder
    because: str
    dry_run: bool = field(kw_only=True)
    ours: dict[str, bytes] = field(init=False)
    seen: dict[str, bytes | None] = field(factory=dict)
    aside: set[str] = field(factory=set)
    """Those of which the file that lies there is to be kept before ours takes its place."""
    left: set[str] = field(factory=set)
    """Those that stay as they lie there, though the bytes are not ours."""
    kept: dict[str, str] = field(factory=dict)
    """Where what lay there is kept now, by the name of its file."""
    lines: list[Line] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.ours = files_of(self.app, self.whose)
        names = {one.removesuffix(_END) for one in self.folder.names}
        self.seen = {uid: self.folder.read(uid + _END) for uid in {*names, *self.ours, *self.folder.known}}

    def move(self, uid: str) -> Move:
        """Return what is to be done with an entry."""
        ours, there = self.ours.get(uid), self.seen[uid]
        return decide(
            None if ours is None else digest(ours),
            None if there is None else digest(there),
            self.folder.known.get(uid),
        )

    @property
    def told(self) -> tuple[Line, ...]:
        """What was done, and where other versions are kept."""
        return tuple(
            evolve(one, kept=self.kept.get(one.file, "")) if one.fate in {Fate.BACK, Fate.REMOVED} else one
            for one in self.lines
        )

    def look(self) -> None:
        """Take over what others changed, where it is theirs to change, and see anew what is ours then."""
        changed = [uid for uid in sorted(self.seen) if self.move(uid) is Move.LOOK]
        for uid in changed:
            self._look(uid)
        if changed and not self.dry_run:
            self.ours = files_of(self.app, self.whose)
            for uid in self.ours.keys() - self.seen.keys():
                self.seen[uid] = self.folder.read(uid + _END)

    def _look(self, uid: str) -> None:
        known = self.folder.known.get(uid)
        now = said(ical.read(self.ours[uid]), uid)
        try:
            theirs = self._read(uid, self.seen[uid] or b"")
            base = self._read(uid, known.ours.encode()) if known else {}
        except OutreachError as error:
            self._keep(
                uid, say("What lies there cannot be read, and ours took its place. {why}", why=sentence_of(error))
            )
            return
        if theirs == now or (theirs == base and known and known.ours.encode() == self.ours[uid]):
            self.left.add(uid)
        elif not theirs:
            self._keep(uid, say("What lies there is another entry; ours took its place."))
        elif not known:
            self._keep(
                uid, say("What lies there says something else, and nobody knows since when; ours took its place.")
            )
        elif base not in (theirs, now):
            self._keep(uid, say("It was changed on both sides; ours stays."))
        elif theirs != base:
            self._grant(uid, base, theirs)

    def _read(self, uid: str, content: bytes) -> dict[Day | None, Said]:
        return said(ical.read_apart(content, file=uid + _END), uid)

    def _grant(self, uid: str, base: Mapping[Day | None, Said], theirs: Mapping[Day | None, Said]) -> None:
        why = self.because or str(say("changed in a calendar beside ours"))
        for wish in taking_over.wishes(self.app, uid, base, theirs, why):
            against = None if self.dry_run and wish.act else taking_over.granted(wish)
            if against is None:
                self._tell(uid, Fate.TAKEN, wish.sentence)
            else:
                self._keep(uid, against)

    def _keep(self, uid: str, sentence: str) -> None:
        self.aside.add(uid)
        self._tell(uid, Fate.BACK, sentence)

    def _tell(self, uid: str, fate: Fate, sentence: str) -> None:
        self.lines.append(Line(file=uid + _END, fate=fate, sentence=self._named(uid, sentence)))

    def _named(self, uid: str, sentence: str) -> str:
        name = ical.read(self.ours[uid])[0].summary if uid in self.ours else uid + _END
        return say("{name}: {told}", name=name, told=sentence)

    def write(self) -> None:
        """Let the folder hold what is ours, but for what others are to keep; then write down how all was left."""
        for uid in sorted(self.seen):
            for fate, sentence in self._written(uid):
                self._tell(uid, fate, sentence)
        if not self.dry_run:
            self.folder.save()

    def _written(self, uid: str) -> Iterator[tuple[Fate, str]]:
        move, name = self.move(uid), uid + _END
        if move is Move.LEAVE:
            yield Fate.LEFT, say("It is of another program.")
        elif not self.dry_run and not self.folder.is_as_seen(name, self.seen[uid]):
            yield Fate.LEFT, say("Another program changed it at this moment; sync once more.")
        elif move in {Move.REMOVE, Move.REMOVE_CHANGED}:
            self._clear(uid, aside=move is Move.REMOVE_CHANGED)
            yield Fate.REMOVED, say("It is in the calendar no more.")
        elif uid not in self.ours:
            self.folder.known.pop(uid, None)
        elif move is Move.NOTHING or uid in self.left:
            self._note(uid, self.seen[uid] or b"")
        else:
            yield from self._put(uid, move)

    def _put(self, uid: str, move: Move) -> Iterator[tuple[Fate, str]]:
        if uid in self.aside:
            self._clear(uid, aside=True)
        if not self.dry_run:
            self.folder.write(uid + _END, self.ours[uid])
        self._note(uid, self.ours[uid])
        if move is Move.WRITE_AGAIN:
            yield Fate.BACK, say("It was taken away there; in the office, call it off or say that it is done.")
        elif move is Move.WRITE:
            yield Fate.WRITTEN, say("Written.")

    def _clear(self, uid: str, *, aside: bool) -> None:
        """Take away what lies there, or move it to where it is kept."""
        if self.dry_run:
            return
        self.folder.known.pop(uid, None)
        if aside:
            self.kept[uid + _END] = str(self.folder.set_aside(uid + _END))
        else:
            self.folder.remove(uid + _END)

    def _note(self, uid: str, there: bytes) -> None:
        self.folder.leave(uid, self.ours[uid], there)
