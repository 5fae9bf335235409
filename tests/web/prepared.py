"""What an office has when it has been at work for a while, so that every page has something to show.

The demo ends with its day; here is what it has not: mailings of every state, paper, mail that came back, files.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import CHECKS, DeliveryState, Dispatch, Draft, Outcome, Text
from outreach_crm.groups import service as groups
from outreach_crm.jobs import service as jobs
from outreach_crm.plugins import Plugins
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.transfer import service as transfer
from outreach_mail.model.returns import Kind as ReturnKind
from outreach_mail.queries import returns
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import distributing, publishing
from tests.web.everywhere import copied
from tests.web.prepared_asks import asks
from tests.web.prepared_cases import cases
from tests.web.prepared_invitations import invitations
from tests.web.prepared_meetings import meetings
from tests.web.prepared_polls import polls
from tests.web.prepared_priorities import priorities
from tests.web.prepared_requests import requests

SETTINGS = """
[section]
name = "Section Nowhere"
country = "DE"

[post]
sender = "Section Nowhere\\nLong Street 12\\n10115 Berlin"
folder = "{folder}"

[mail]
folder = "{mails}"

[[privacy.retention]]
months = 6
"""
_WHERE = ["kind=organisation", "country=Liechtenstein"]
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def prepared_in(demo_day: Path, folder: Path, plugins: Plugins) -> Path:
    """Let a copy of the demo in a folder go on for a while, and return its database."""
    (folder / "outreach.toml").write_text(SETTINGS.format(folder=folder / "post", mails=folder / "mails"), "utf-8")
    app = copied(demo_day, folder, plugins)
    _files(app)
    groups.let_in(app, groups.list_groups(app)[0].contact_id, "Maria")
    _two_in_vaduz(app)
    asks(app)
    requests(app)
    cases(app)
    invitations(app)
    meetings(app)
    polls(app)
    segment = str(segments.add(app, "Vaduz", _WHERE).id)
    _mailings(app, segment)
    _paper(app, segment)
    _urgent_actions(app)
    priorities(app)
    ready = _mailing(app, segment, "Ready")  # the last one, which the list shows first
    dispatch.attach(app, ready.id, "law.pdf", _PDF)
    dispatch.check(app, ready.id, CHECKS)
    jobs.start(app, "duplicates")
    while jobs.run_one(app):
        pass
    place = Path(app.store.url)
    app.close()
    return place


def _files(app: App) -> None:
    """Files wait: one that was sent, one that was looked at, one that is imported, and one to be fetched."""
    rows = b"Name,E-mail,Organisation,Ref\nNora Lind,nora@example.org,Oslo Bar,1\n,,,2\n"
    for n, stages in enumerate(((), (transfer.look,), (transfer.look, transfer.take))):
        one = transfer.receive(app, f"members {n}.csv", BytesIO(rows))
        for stage in stages:
            stage(app, lambda *_: None, file=one.id)
    transfer.begin_export(app, transfer.Order(purpose="records", format="csv", because="to try it"))
    privacy.hold(app, contacts.resolve(app, "Nora Lind").id, "a complaint")
    privacy.suppress(app, "somebody@example.org", reason="asked")


def _two_in_vaduz(app: App) -> None:
    """Two organisations that can be reached by every way."""
    for number, name in enumerate(("Bar of Vaduz", "Nurses of Vaduz")):
        draft = ContactDraft(
            name=name,
            kind=Kind.ORGANISATION,
            fields={"country": "Liechtenstein"},
            emails=(f"office{number}@example.org",),
            phones=(f"+49 30 90182{number}",),
            addresses=("Äulestrasse 1; 9490 Vaduz; LI",),
        )
        contacts.add(app, draft)


def _mailing(app: App, segment: str, name: str, channel: str = "folder") -> Dispatch:
    """A mailing to two that was checked."""
    texts = (Text(language="en", subject="News for {name}", body="{salutation},\n\nthe law is out.\n"),)
    made = dispatch.draft(app, Draft(name=name, purpose="mailings", texts=texts, channel=channel, segment=segment))
    dispatch.check(app, made.id, CHECKS)
    return made


def _mailings(app: App, segment: str) -> None:
    """One is on its way; one stands still; of one nobody knows whether it left; mail came back to one."""
    for name in ("On its way", "Stands still", "In doubt", "Came back"):
        dispatch.begin(app, _mailing(app, segment, name).id)
    dispatch.pause(app, dispatch.resolve(app, "Stands still").id, because="the date is wrong")
    _settled(app, "In doubt", lambda number: Outcome(id=number, state=DeliveryState.IN_DOUBT, code="451"))
    _settled(app, "Came back", lambda number: Outcome(id=number, state=DeliveryState.SENT, code="250"))
    for row in app.store.rows("select * from v_deliveries where name = 'Came back'"):
        _came_back(app, row["id"], row["dispatch_id"], row["contact_id"])


def _settled(app: App, name: str, outcome: Callable[[int], Outcome]) -> None:
    batch = dispatch.claim(app, "folder", "test", dispatch_id=dispatch.resolve(app, name).id)
    assert batch
    ids = dispatch.commit_to_send(app, batch, [one.id for one in batch.messages])
    assert dispatch.settle(app, "test", [outcome(number) for number in ids]) == 2


def _came_back(app: App, delivery_id: int, dispatch_id: int, contact_id: int) -> None:
    told = {"delivery_id": delivery_id, "dispatch_id": dispatch_id, "contact_id": contact_id}
    for kind in (ReturnKind.HARD, ReturnKind.REPLY):
        said = {"kind": kind.value, "diagnostic": "550 5.1.1 nobody of that name", "subject": "News", "text": "Thanks."}
        row = {"digest": f"{delivery_id} {kind}", **told, **said, "came_at": app.clock.now().isoformat()}
        with app.store.write():
            returns.write(app.store, row)


def _paper(app: App, segment: str) -> None:
    """Letters are printed and some must be pulled; calls are listed."""
    for name, channel in (("On paper", "post"), ("Pulled", "post"), ("By telephone", "phone")):
        made = dispatch.begin(app, _mailing(app, segment, name, channel).id)
        dispatch.send(app, made.id)
    dispatch.stop(app, dispatch.resolve(app, "Pulled").id, because="the date is wrong")


def _urgent_actions(app: App) -> None:
    """An Urgent Action is on its way, and there is a publication."""
    waiting = app.store.value("select max(id) from ua_issues")
    distributing.send(app, waiting, Order(channel="folder"))
    publishing.add(app, "Nurses on trial in Peru", {"index": "AMR 46/901/2026"}, words=("nurses",))
