"""A long-term case in the prepared office with all that can belong to one."""

from outreach_cases import service
from outreach_cases.model.cases import CaseDraft
from outreach_cases.model.levels import Decided, Level, Reason, Stance
from outreach_cases.model.links import LinkKind
from outreach_crm.app import App

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


def _any_urgent_action(app: App) -> str:
    """Return what the first Urgent Action of the demo is called."""
    return next(one.title for one in app.plugins.hits(app, "UA") if one.ref and one.ref.kind == "ua_cases")
