"""Loads the sample through the services everybody uses, as somebody with a pile of old lists would."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from attrs import evolve, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.demo.model import (
    Sample,
    SampleCampaign,
    SampleConsent,
    SampleContact,
    SampleEntry,
    SampleGroup,
    SampleMember,
    SampleOrganisation,
    SamplePerson,
    SampleRelation,
    SampleRole,
    SampleSegment,
    SampleTask,
    Us,
    Written,
)
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError, sentence_of
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft, Heading
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Side
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_crm.text import fold, say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft

# Columns that are fields of a contact, by the same name.
_FIELDS = (
    *("also", "name_order", "organisation_kind", "level", "language", "languages", "country", "gender", "pronouns"),
    *("membership", "brought_by", "met", "rhythm_days", "can_do", "concerns_now"),
)
_GROUP_FIELDS = (
    *("level", "purpose", "regions", "capacity", "meeting_days", "fee", "serviced_by", "formed_from", "advises"),
)


def load(app: App, sample: Sample, progress: Callable[[int], None] = lambda _: None) -> dict[str, int]:
    """Load the sample in one change and return how much there is of each.

    Args:
        app: the App of an empty database.
        sample: what the sample files say.
        progress: told how many rows were done.

    Raises:
        InvalidInputError: a row cannot be right; the sentence names file and line, and nothing is written.
    """
    keywords.prepare(app)  # the schemes of keywords are not part of the sample
    with app.change("load sample data", because="to try the program"):
        work = _Work(app, app.clock.today(), {}, tuple(one.row.name for one in sample.people))
        for rows, take in (
            (sample.us, work.one_of_us),
            (sample.organisations, work.organisation),
            (sample.people, work.person),
            (sample.roles, work.role),
            (sample.relations, work.relation),
            (sample.groups, work.group),
            (sample.members, work.member),
            (sample.campaigns, work.campaign),
            (sorted(sample.history, key=lambda one: one.row.day), work.entry),
            (sample.tasks, work.task),
            (sample.consents, work.consent),
            (sample.segments, work.segment),
        ):
            _each(rows, take, progress)
        work.leave_circles([one.row for one in sample.us])
    return sample.counts


def _each(rows: Sequence[Written[Any]], take: Callable[[Any], None], progress: Callable[[int], None]) -> None:
    for one in rows:
        try:
            take(one.row)
        except OutreachError as error:
            problem = one.problem(sentence_of(error))
            raise InvalidInputError(problem.told, (problem,)) from error
        progress(1)


@frozen
class _Work:
    """Loading on its way; ``ids`` are the contacts loaded so far, by folded name; ``people`` the names of persons."""

    app: App
    today: date
    ids: dict[str, int]
    people: tuple[str, ...]

    def one_of_us(self, us: Us) -> None:
        """Make an account; circles are made by whoever loads, who leaves them at the end."""
        if us.name != self.app.actor.name:
            accounts.add_account(self.app, us.name)
        known = {circle.name for circle in accounts.list_circles(self.app)}
        for circle in us.circles:
            if circle not in known:
                accounts.add_circle(self.app, circle)
            accounts.join_circle(self.app, circle, us.name)

    def leave_circles(self, everybody: Sequence[Us]) -> None:
        """Take whoever loaded out of the circles of others."""
        mine = {circle for us in everybody if us.name == self.app.actor.name for circle in us.circles}
        for circle in accounts.list_circles(self.app):
            if circle.name not in mine:
                accounts.leave_circle(self.app, circle.name, self.app.actor.name)

    def organisation(self, row: SampleOrganisation) -> None:
        """Add an organisation."""
        self._contact(row, Kind.ORGANISATION)

    def person(self, row: SamplePerson) -> None:
        """Add a person with her present role."""
        self._contact(row, Kind.PERSON, family=row.family)
        if row.at:
            self.role(
                SampleRole(
                    who=row.name,
                    role=row.role,
                    at=row.at,
                    from_day=row.role_day,
                    verified_day=row.met_day if row.role_verified_day is None else row.role_verified_day,
                    rights=row.rights,
                    right_person_for=row.right_person_for,
                )
            )

    def role(self, row: SampleRole) -> None:
        """Give a person a role, as somebody knew it on a day."""
        person, organisation = self._id(row.who), self._id(row.at)
        draft = RoleDraft(
            at=str(organisation),
            title=row.role,
            from_on=self._day(row.from_day),
            to_on=self._day(row.to_day),
            answers_for_rights=row.rights,
            right_person_for=row.right_person_for,
        )
        contacts.add_role(self._on(row.verified_day), person, draft)

    def relation(self, row: SampleRelation) -> None:
        """Relate two contacts, as somebody knew it on a day."""
        who, other = self._id(row.who), self._id(row.other)
        contacts.relate(self._on(row.verified_day), who, row.kind, other, since=self._day(row.since_day), note=row.note)

    def group(self, row: SampleGroup) -> None:
        """Add a group with its plan for this year, and what it used of it."""
        days = {"fee_paid_until": row.fee_paid_day, "founded_on": row.founded_day, "ended_on": row.ended_day}
        fields = {name: str(getattr(row, name)) for name in _GROUP_FIELDS if getattr(row, name)}
        draft = GroupDraft(
            name=row.name,
            structure=row.structure,
            fields=fields | self._days(days),
            contact={"language": row.language, "languages": row.languages},
            sectors=row.sectors,
            plan=_amounts(row.planned),
        )
        group = groups.add(self.app, draft).contact_id
        self.ids[fold(row.name)] = group
        if row.used:
            groups.set_resources(self.app, group, used=_amounts(row.used))
        if row.holder:
            contacts.edit(self.app, group, contacts.Edit(holder=row.holder))

    def member(self, row: SampleMember) -> None:
        """Let a person join a group, or take on a further role there."""
        group, person = self._id(row.group), self._id(row.who)
        since, until = self._day(row.from_day), self._day(row.to_day)
        if any(one.person_id == person for one in groups.show(self.app, group).members):
            groups.give_role(self.app, group, person, row.role, on=since, until=until, also=True)
        else:
            groups.join(self.app, group, person, role=row.role, since=since, until=until)

    def campaign(self, row: SampleCampaign) -> None:
        """Add a campaign."""
        draft = CampaignDraft(
            name=row.name,
            from_on=str(self._day(row.from_day)),
            to_on=str(self._day(row.to_day)),
            group=row.group,
            countries=row.countries,
            themes=row.themes,
        )
        campaigns.add(self.app, draft)

    def entry(self, row: SampleEntry) -> None:
        """Write down what happened; nobody works on Saturdays and Sundays, so that moves to the Friday."""
        day = self.today + timedelta(days=row.day)
        draft = LogDraft(
            contact_ids=tuple(self._id(name) for name in row.who),
            summary=row.summary,
            kind=EntryKind(row.kind) if row.kind else None,
            side=Side.THEIRS if row.from_them else Side.OURS,
            on=day - timedelta(days=max(day.weekday() - 4, 0)),
            outcome=row.outcome,
            follow_up=row.follow_up,
            follow_up_on=self._day(row.follow_up_day),
            by=row.by,
            colleagues=row.colleagues,
        )
        timeline.log(self.app, draft, campaign=row.campaign)

    def task(self, row: SampleTask) -> None:
        """Add a task, and finish it where it is done."""
        contact_id = self._id(row.contact) if row.contact else None
        task = tasks.add(self.app, row.title, due_on=self._day(row.due_day), owner=row.owner, contact_id=contact_id)
        if row.done_day is not None:
            tasks.finish(self._on(row.done_day), task.id)

    def consent(self, row: SampleConsent) -> None:
        """Write down what somebody said, or on which basis everybody is held."""
        draft = ConsentDraft(
            state=row.state,
            purpose=row.purpose,
            channel=row.channel,
            basis=row.basis,
            given_on=self._day(row.day),
            valid_until=self._day(row.until_day),
            source=row.source,
            wording=row.wording,
        )
        who = (row.who,) if row.who else self.people
        privacy.record_each(self.app, [(self._id(name), draft) for name in who])

    def segment(self, row: SampleSegment) -> None:
        """Save a segment."""
        segments.add(self.app, row.name, [line.strip() for line in row.where.split(";")])

    def _contact(self, row: SampleContact, kind: Kind, family: str = "") -> None:
        if fold(row.name) in self.ids:
            raise InvalidInputError(
                say("There is a {name!r} already; the files need another name for one of them.", name=row.name)
            )
        on = self._on(row.met_day)
        days = {"membership_from": row.membership_from_day, "membership_to": row.membership_to_day}
        draft = ContactDraft(
            name=row.name,
            kind=kind,
            family=family,
            fields={name: str(getattr(row, name)) for name in _FIELDS if getattr(row, name, "")} | self._days(days),
            emails=row.email,
            phones=row.phone,
            webs=(row.web,) if row.web else (),
            addresses=(row.address,) if row.address else (),
            sectors=row.sectors,
            interests=row.interests,
            holder=row.holder,
            circle=row.circle,
        )
        contact = contacts.add(on, draft)
        self.ids[fold(row.name)] = contact.id
        if row.wrong:
            contacts.edit(self._on(row.wrong_day), contact.id, contacts.Edit(wrong=row.wrong))

    def _days(self, days: Mapping[str, int | None]) -> dict[str, str]:
        return {name: str(self._day(day)) for name, day in days.items() if day is not None}

    def _id(self, name: str) -> int:
        if fold(name) not in self.ids:
            raise NotFoundError(say("Nobody and nothing in the files is called {name!r}.", name=name))
        return self.ids[fold(name)]

    def _on(self, day: int) -> App:
        """Return the App as it was on another day, so that what is written then carries that day."""
        moment = datetime.combine(self.today + timedelta(days=day), time(9), UTC)
        return evolve(self.app, clock=FixedClock(moment))

    def _day(self, day: int | None) -> date | None:
        return None if day is None else self.today + timedelta(days=day)


def _amounts(pairs: Sequence[str]) -> dict[Heading, float]:
    amounts: dict[Heading, float] = {}
    for pair in pairs:
        heading, _, amount = pair.partition("=")
        try:
            amounts[Heading(heading.strip())] = float(amount)
        except ValueError:
            raise InvalidInputError(
                say("{pair!r} is not an amount under a heading; write postage=120.", pair=pair)
            ) from None
    return amounts
