"""A long-term case in the prepared office with all that can belong to one, and feedback at each of its steps."""

from datetime import timedelta
from typing import Any

from attrs import evolve

from outreach_cases import service
from outreach_cases.model.actions import ActionDraft, RequestDraft, Source
from outreach_cases.model.cases import CaseDraft
from outreach_cases.model.feedback import FeedbackDraft, Outcome, StepDraft
from outreach_cases.model.levels import Decided, Level, Reason, Stance
from outreach_cases.model.links import LinkKind
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.service import feedback as said
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, PointKind
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_crm.settings import Settings
from tests.web.prepared_holdings import holdings

_TO = "Minister of Justice\nLong Street 4\nminister@example.org\nSalutation: Your Excellency"
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def cases(app: App) -> None:
    """Link one case to another and to an Urgent Action, keep its casefile and a note; close one, and stop one."""
    whole = CaseDraft(
        name="Aaliya Tarun",
        ref="IP 1",
        country="MM",
        gender="f",
        language="en",
        poc=True,
        wish="No letters to the family",
        concerns=("torture",),
        addressees=_TO,
        opened_on=str(app.clock.today() - timedelta(days=500)),
    )
    case = service.add(app, whole, Decided(state=Level.ACTIVE.value))
    first = service.add(app, CaseDraft(name="Aaliya Tarun, first arrest"), Decided(state=Level.ACTIVE.value))
    stopped = service.add(app, CaseDraft(name="Abbas Toren"), Decided(state=Level.ACTIVE.value))
    service.decide(app, case.id, Decided(state=Stance.WORK.value))
    service.link(app, case.id, first.id, LinkKind.CONTINUES)
    service.point(app, case.id, _any_urgent_action(app))
    service.level(app, first.id, Decided(state=Level.CLOSED.value, reason=Reason.RELEASED))
    service.stop(app, stopped.id, Reason.SAFETY, note="Arrests after letters came")
    service.keep(app, case.id, "casefile.pdf", _PDF, note="The first version")
    service.keep(app, case.id, "casefile 2.pdf", _PDF + b" ", note="A new prison")
    service.note(app, case.id, "The lawyer does not want to be named")
    holdings(app, case.id)
    feedback(app, case.id)
    actions(app, case.id)


def actions(app: App, case_id: int) -> None:
    """Write actions down, on one of which a group wrote, sign it up, and let it ask for more."""
    group = groups.resolve(app, "Letterkenny group").contact_id
    contacts.edit(app, group, contacts.Edit(points=((PointKind.EMAIL, "letterkenny@example.org"),)))
    service.sign_up(app, group, Source.REGION, "Asia and the Pacific")
    service.sign_up(app, group, Source.MAILING, wants=False)
    whole = ActionDraft(title="Free Aaliya Tarun", case=str(case_id), text="Write to the minister", addressees=_TO)
    written = service.add_action(app, Source.MAGAZINE, whole)
    with app.change("write down letters"):
        app.plugins.acted(app, Ref("case_actions", written.id), group, app.clock.today(), 3)
    service.add_action(app, Source.REGION, ActionDraft(title="Votes in Myanmar", place="Myanmar"))
    programme = contacts.add(app, ContactDraft(name="Risk Programme", kind=Kind.GROUP, emails=("iar@example.org",)))
    office = evolve(app, settings=Settings({"cases": {"programme": programme.name}}))
    for days, many in ((20, 2), (5, 3)):
        day = (app.clock.today() + timedelta(days=days)).isoformat()
        asked = service.begin_request(
            office, RequestDraft(group_id=group, meets_on=day, how_many=many), channel="folder"
        )
        if days > 5:
            service.answer(app, asked.id, ActionDraft(title="For Reza Amini"), "More next week")
    service.pass_on(app, service.add_action(app, Source.MAGAZINE, ActionDraft(title="The miners")).id, channel="folder")


def feedback(app: App, case_id: int) -> None:
    """Write down feedback that was concluded, that was answered, and last such as waits with its answer written."""
    ours: dict[str, Any] = {"decision": "closure", "case": str(case_id), "giver": "a member in Bristol"}
    done = said.receive(app, FeedbackDraft(text="It is no case", **ours))
    for found in (done, said.receive(app, FeedbackDraft(text="Why so soon", **ours))):
        said.answered(app, found.id, StepDraft(text="She was released"))
    said.appeal(app, done.id, StepDraft(text="It was another woman"))
    said.conclude(app, done.id, Outcome.UPHELD, StepDraft(text="Her lawyer confirms it"))
    union = contacts.add(app, ContactDraft(name="Bakers of Bern", kind=Kind.ORGANISATION, emails=("b@example.org",)))
    asked = FeedbackDraft(decision="exclusion", about="Reza Amini", text="Take it up", contact=str(union.id))
    said.write(app, said.receive(app, asked).id, ReplyDraft(text="There is too little to go by so far"))


def _any_urgent_action(app: App) -> str:
    """Return what the first Urgent Action of the demo is called."""
    return next(one.title for one in app.plugins.hits(app, "UA") if one.ref and one.ref.kind == "ua_cases")
