"""The channel of calls: a numbered list is made and given to somebody who calls, and says what came of each."""

from collections.abc import Mapping, Sequence
from functools import partial

from attrs import define, evolve, field

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import FIELDS, Commit, DeliveryState, Dispatch, Message, Outcome, Settle
from outreach_crm.filling import fill
from outreach_post.model import Call, CallList, JobKind, Script, label
from outreach_post.queries import calls as rows
from outreach_post.queries import jobs
from outreach_post.service.filing import Files, Print, open_files
from outreach_post.service.printing import left_out, made_before
from outreach_post.service.stationery import Stationery, lacking, stationery_for_sending
from outreach_post.typesetting import calls


def open_list(app: App, place: str) -> "Caller":
    """Return what makes lists of calls in the folder of a mailing.

    Raises:
        DeliveryError: typst or a font is missing, or the folder cannot be written to.
    """
    return Caller(app, open_files(app, place), stationery_for_sending(app))


@define
class Caller:
    """Makes lists of calls, one for each language; it never asks ``commit``: nothing leaves."""

    app: App
    files: Files
    paper: Stationery
    notes: list[str] = field(factory=list)

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        """Make a list.

        Raises:
            DeliveryError: the disk is full, or the folder is gone.
        """
        keys = {one.id: contacts.address_key(self.app, one.address) for one in messages}
        found = {one: where for one, where in made_before(self.app, keys).items() if where}
        settle([_listed(one, where) for one, where in found.items()])
        rest = [one for one in messages if one.id not in found]
        for language in dict.fromkeys(one.language for one in rest):
            self._make([one for one in rest if one.language == language], keys, settle)

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        """Return nothing: what is listed is never in doubt."""
        return {}

    def close(self) -> None:
        """Let go of nothing."""

    def _make(self, some: Sequence[Message], keys: Mapping[int, str], settle: Settle) -> None:
        whole = dispatch.get(self.app, some[0].dispatch_id)
        said = jobs.tried(self.app.store, [one.id for one in some])
        last = rows.last_contacts(self.app.store, [one.contact_id for one in some])
        named = [_call(one, last.get(one.contact_id, ""), said.get(one.id, 0)) for one in some]
        told = [lacking(self.paper.press, one.text, one.name) for one in named]
        settle([left_out(one.id, why) for one, why in zip(some, told, strict=True) if why])
        fit = [pair for pair, why in zip(zip(some, named, strict=True), told, strict=True) if not why]
        if not fit:
            return
        document = partial(self._document, whole, keys, fit)
        job_id, path = self.files.make(JobKind.CALLS, whole.id, whole.name, some[0].language, document)
        settle([_listed(one.id, label(job_id, number)) for number, (one, _) in enumerate(fit, 1)])
        self.notes.append(f"The list of calls is {path}; on the screen: outreach phone list {whole.id}")

    def _document(
        self, whole: Dispatch, keys: Mapping[int, str], fit: Sequence[tuple[Message, Call]], job_id: int
    ) -> Print:
        first = fit[0][0]
        one = CallList(
            title=whole.name,
            number=str(job_id),
            on=self.app.clock.today(),
            language=first.language,
            scripts=(_script(first, whole),),
            calls=tuple(evolve(call, number=number) for number, (_, call) in enumerate(fit, 1)),
        )
        made = calls(self.paper.press, one, paper=self.paper.paper, at=self.app.clock.now())
        sheets = [
            {
                "number": number,
                "delivery_id": message.id,
                "contact_id": message.contact_id,
                "pages": 0,
                "country": "",
                "copy": 0,
                "digest": keys[message.id],
            }
            for number, (message, _) in enumerate(fit, 1)
        ]
        return Print(pdf=made.pdf, sheets=sheets)


def shown(number: str) -> str:
    """Return a telephone number (E.164) as people dial it: ``+34 915 55 01 23``; one that cannot be read stays."""
    import phonenumbers

    try:
        return str(phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    except phonenumbers.NumberParseException:
        return number


def _call(message: Message, last: str, tried: int) -> Call:
    notes = f"called {tried} {'time' if tried == 1 else 'times'} before" if tried else ""
    organisation = message.fields.get("organisation", "")
    return Call(
        number=0,
        phone=shown(message.address),
        name=message.name,
        organisation="" if organisation == message.name else organisation,
        last=last,
        notes=notes,
    )


def _script(message: Message, whole: Dispatch) -> Script:
    """Return what is said to all: what a field says of one of them is for the caller to fill in."""
    fields = {**dict.fromkeys((*message.fields, *FIELDS), "…"), **whole.fields}
    text = message.text
    return Script(language=text.language, subject=fill(text.subject, fields), body=fill(text.body, fields))


def _listed(delivery_id: int, where: str) -> Outcome:
    return Outcome(id=delivery_id, state=DeliveryState.IN_HAND, code="listed", reply=f"line {where}")
