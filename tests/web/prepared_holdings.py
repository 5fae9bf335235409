"""What groups hold in the prepared office: since when, what they did, what they reported, and who read what is new."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from outreach_cases import service
from outreach_cases.model.activities import ActivityDraft, ActivityKind
from outreach_cases.model.cases import CaseDraft
from outreach_cases.model.holdings import Acceptance, Holding
from outreach_cases.model.levels import Decided, Level, Stance
from outreach_cases.model.updates import UpdateKind
from outreach_cases.model.wishes import Facet, Mark, Paper, TermsDraft
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.dispatch import service as dispatch
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft


def holdings(app: App, case_id: int) -> None:
    """Let groups hold a case: one let go of it, one owes a report, and the last did all that can be done."""
    gone, _ = _holds(app, case_id, "Athy group", ("Aoife Ward",), days=100)
    service.relinquish(app, gone.id, because="Too few of us", on=_ago(app, 10))
    _holds(app, case_id, "Ardee group", ("Ailbhe Roche",), days=430)
    held, people = _holds(app, case_id, "Letterkenny group", ("Aine Kerr", "Bran Tully"), days=400)
    _reports(app, held)
    _does(app, held)
    _reads(app, case_id)
    service.hand_over(app, held.id, people[1], papers="A box of copies")
    _wishes(app, held.group_id)


def _holds(app: App, case_id: int, name: str, people: tuple[str, ...], *, days: int) -> tuple[Holding, list[int]]:
    """Let a group hold a case since so many days, and return what it holds and who of it could have the casefile."""
    group = groups.add(app, GroupDraft(name=name, structure="local", fields={"capacity": "2"})).contact_id
    there: list[int] = []
    for one in people:
        person = contacts.add(app, ContactDraft(name=one, emails=(f"{one.split()[0].lower()}@example.org",)))
        groups.join(app, group, person.id, role="member" if there else "casefile holder")
        there.append(person.id)
    said = Acceptance(group_id=group, case_id=case_id, holder_id=there[0], on=_ago(app, days), agreed=True)
    return service.accept(app, said), there


def _reports(app: App, held: Holding) -> None:
    """Hand in a report without letters, which is flagged, and after it one that tells of some."""
    _did(app, held, ActivityKind.STALL, days=320, words="At the market", outcome="40 signatures")
    service.hand_in(app, held.id, on=_ago(app, 300))
    _did(app, held, ActivityKind.CARDS, days=200, number=25)
    service.hand_in(app, held.id, letters=12, on=_ago(app, 40))


def _does(app: App, held: Holding) -> None:
    """Write down what no report told yet; what the section did itself is restricted."""
    _did(app, held, ActivityKind.LETTERS, days=5, number=3)
    _did(app, held, ActivityKind.DEMONSTRATION, days=4, words="Before the embassy")
    quiet = ActivityDraft(case_id=held.case_id, kind=ActivityKind.GOVERNMENT, words="A talk with the desk officer")
    service.record(app, quiet)


def _did(app: App, held: Holding, kind: ActivityKind, *, days: int, **more: Any) -> None:
    draft = ActivityDraft(case_id=held.case_id, group_id=held.group_id, kind=kind, on=_ago(app, days), **more)
    service.record(app, draft)


def _reads(app: App, case_id: int) -> None:
    """Tell what is new: one waits to be sent; of one that was sent a group has read it, and one came back."""
    service.update(app, case_id, "She may have visits again")
    sent = service.update(app, case_id, "The minister is another one now", UpdateKind.ADDRESSEES)
    sending, _ = service.send_update(app, sent.id, channel="folder", place=str(Path(app.store.url).parent / "updates"))
    back = next(number for number, person in sending.made.items() if person == "Ailbhe Roche")
    lost = app.store.value("select id from v_deliveries where dispatch_id = :id", id=back)
    dispatch.came_back(app, {int(lost): "the address does not exist"})
    told = {one.group: one.id for one in service.get_update(app, sent.id).receipts}
    service.seen(app, told["Letterkenny group"])


def _wishes(app: App, group_id: int) -> None:
    """Let a group wish for other cases, of which it has said no to one."""
    service.wish(app, group_id, Facet.GENDER, "f", Mark.MUST)
    service.set_terms(app, group_id, TermsDraft(capacity="2", paper=Paper.POST.value, note="No calls"))
    for name in ("Adil Tamer", "Alma Tover"):
        other = service.add(app, CaseDraft(name=name, gender="f"), Decided(state=Level.ACTIVE.value))
        service.decide(app, other.id, Decided(state=Stance.WORK.value))
    service.refuse(app, group_id, other.id, because="Too far away")


def _ago(app: App, days: int) -> str:
    return (app.clock.today() - timedelta(days=days)).isoformat()
