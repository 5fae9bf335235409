"""Decides for each record of a page what becomes of it, and brings what it tells into the contacts to be written."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field

from outreach_crm.app import App
from outreach_crm.contacts.service import Candidate, bulk
from outreach_crm.contacts.service.bulk import Reading, Whole
from outreach_crm.text import row, say
from outreach_crm.transfer.model import FieldChange
from outreach_crm.transfer.service import comparing
from outreach_crm.transfer.service.matching import Page, look_up
from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Seen, Terms
from outreach_crm.transfer.service.permissions import Permissions, Said, suppressed
from outreach_crm.transfer.service.taking import Taking, Told

# By clue, the line that told of somebody first and a digest of all it told.
Earlier = Mapping[int, tuple[int, int]]


@define
class Judged:
    """A record with what becomes of it, and the contact it tells of where it is taken in."""

    told: Told
    seen: Seen
    whole: Whole | None = None
    permitted: tuple[Said, ...] = ()


@define
class Judge:
    """Goes through a file page by page.

    Args:
        app: the App.
        terms: what holds for the whole import.
        file: name of the file.
        duplicates: probable duplicates by the number of the record, with the contact they probably are.
        organisations: the sort names of organisations that are new by it.
    """

    app: App
    terms: Terms
    file: str
    duplicates: Mapping[int, Candidate] = field(factory=dict)
    organisations: set[str] = field(factory=set)
    taking: Taking = field(init=False)
    also_called: Mapping[str, list[int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Read what every page needs."""
        reading = Reading.of(self.app)
        sectors = tuple(map(reading.sector, self.terms.sectors))
        self.taking = Taking(reading, Permissions.of(self.app, self.terms, self.file), sectors, self.file)
        self.also_called = bulk.organisations(self.app)

    def look_up(self, page: Sequence[Told]) -> Page:
        """Return what is in the book for some records."""
        found = look_up(self.app, page, self.also_called)
        likely = {self.duplicates[told.number].contact_id for told in page if told.number in self.duplicates}
        if self.terms.duplicates is OnDuplicate.UPDATE and likely:
            found.stored |= bulk.load(self.app, likely - found.stored.keys())
        found.permitted |= self.taking.permissions.present(found.stored.keys())
        return found

    def judge(self, page: Sequence[Told], found: Page, earlier: Earlier | None = None) -> Iterator[Judged]:
        """Yield what becomes of records; ``found`` then holds all contacts as they are to be written.

        Args:
            page: the records.
            found: what :meth:`look_up` returned.
            earlier: what lines of earlier pages told that are not written yet, when the file is only looked at.
        """
        out = suppressed(self.app, [told.whole for told in page if told.whole is not None])
        for told in page:
            judged = self._judge(told, found, earlier or {}, out)
            for problem in told.problems if judged.seen.outcome is not Outcome.SUPPRESSED else ():
                judged.seen.problems.append(problem)
            yield judged

    def permit(self, page: Sequence[Judged]) -> None:
        """Write the bases and consents of what was judged, once it is written."""
        self.taking.permissions.write([(one.whole, said) for one in page if one.whole for said in one.permitted])

    def _judge(self, told: Told, found: Page, earlier: Earlier, out: frozenset[str]) -> Judged:
        at, why = self._place(told, found)
        known, refused = found.match(told, at)
        if refused or (why and told.whole is not None):
            return _refused(told, refused or why)
        whole = told.whole
        if known is None and whole is not None and any(key in out for _, key in whole.points):
            return Judged(told, Seen(line=told.record.line, outcome=Outcome.SUPPRESSED))
        likely = self.duplicates.get(told.number) if known is None else None
        if likely is not None and self.terms.duplicates is OnDuplicate.SKIP:
            return Judged(told, _likely(told, likely))
        if likely is not None and self.terms.duplicates is OnDuplicate.UPDATE:
            known = found.stored.get(likely.contact_id)
        if told.organisation and at is None:
            self._found_organisation(told, found)
        outcome = Outcome.NEW if likely is None else Outcome.DUPLICATE
        return self._add(told, found, earlier, outcome) if known is None else self._change(told, found, known, outcome)

    def _place(self, told: Told, found: Page) -> tuple[Whole | None, str]:
        """Return the organisation a person is in, and bring the role there into what is told."""
        if not told.organisation or told.whole is None:
            return None, ""
        at, why = found.organisation(told.organisation, told.place, str(told.whole.columns["country"]))
        if at is not None:
            told.whole.add_role(at, told.role, self.taking.reading.today)
        return at, why

    def _found_organisation(self, told: Told, found: Page) -> None:
        if told.whole is not None:
            at = self.taking.organisation(told)
            found.note(at)
            self.organisations.add(str(at.columns["sort_name"]))
            told.whole.add_role(at, told.role, self.taking.reading.today)

    def _add(self, told: Told, found: Page, earlier: Earlier, outcome: Outcome) -> Judged:
        if earlier and (told_before := next((earlier[clue] for clue in told.clues() if clue in earlier), None)):
            line, digest = told_before
            outcome = Outcome.UNCHANGED if digest == told.digest() else Outcome.CHANGED
            return Judged(told, evolve(_seen(told, outcome), sentence=_of_line(line, outcome)))
        if told.whole is None:
            return _refused(told, told.refused)
        found.note(told.whole, told.reaches)
        found.lines[told.whole.key] = told.record.line
        permitted = self._permitted(told, told.whole, found)
        likely = self.duplicates.get(told.number)
        seen = _likely(told, likely) if likely else _seen(told, outcome)
        return Judged(told, seen, told.whole, permitted)

    def _permitted(self, told: Told, whole: Whole, found: Page) -> tuple[Said, ...]:
        if not told.permitted:
            return ()
        return tuple(self.taking.permissions.news(whole, told.permitted, found.permitted))

    def _change(self, told: Told, found: Page, known: Whole, outcome: Outcome) -> Judged:
        differing = comparing.differences(known, told, found.memory(known))
        comparing.apply(known, differing)
        if differing:
            found.note(known)
        permitted = self._permitted(told, known, found)
        changes = [FieldChange(field=one.title, before=one.before, after=one.after) for one in differing]
        changes += [one.told() for one in permitted]
        if outcome is not Outcome.DUPLICATE:
            outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        likely = self.duplicates.get(told.number)
        seen = _likely(told, likely) if likely else _seen(told, outcome, known.id)
        if line := found.lines.get(known.key):
            seen.sentence = _of_line(line, outcome)
        return Judged(told, evolve(seen, changes=tuple(changes)), known, permitted)


def _seen(told: Told, outcome: Outcome, contact_id: int | None = None) -> Seen:
    name = told.whole.name if told.whole else told.record.name
    return Seen(
        line=told.record.line,
        outcome=outcome,
        name=name,
        contact_id=contact_id,
        record=told.record,
        written=told.written,
    )


def _likely(told: Told, likely: Candidate) -> Seen:
    seen = _seen(told, Outcome.DUPLICATE, likely.contact_id)
    return evolve(seen, sentence=_probably(likely))


def _probably(likely: Candidate) -> str:
    why = row(likely.reasons, "; ")
    return say("It is probably contact {number}: {why}.", number=likely.contact_id, why=why)


def _of_line(line: int, outcome: Outcome) -> str:
    if outcome is Outcome.UNCHANGED:
        return say("It says the same as line {line}.", line=line)
    return say("It adds to line {line}.", line=line)


def _refused(told: Told, why: str) -> Judged:
    return Judged(told, evolve(_seen(told, Outcome.REFUSED), sentence=why))
