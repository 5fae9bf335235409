"""Every no that people said, carried into an older copy of the database: it must not bring back what they stopped."""

from collections.abc import Iterable, Iterator

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Objection
from outreach_crm.privacy.queries import ledger, objecting
from outreach_crm.privacy.service.recording import written_by

_CONSENTS, _SUPPRESSIONS = "consents", "suppressions"
_WHAT = ("purpose", "channel", "sector", "state")


def objections(app: App) -> Iterator[Objection]:
    """Return what people object to or withdrew, and the addresses that are not to be used."""
    for row in objecting.noes(app.store):
        values = {name: row[name] for name in row if name != "uid"}
        yield Objection(table=_CONSENTS, uid=row["uid"], values=values)
    for row in objecting.suppressed(app.store):
        yield Objection(table=_SUPPRESSIONS, values=dict(row))


def object_again(app: App, given: Iterable[Objection]) -> None:
    """Write down what this database does not know of; see the hook of that name."""
    with app.change("record objections"):
        for one in given:
            if one.table == _SUPPRESSIONS and not objecting.is_there(app.store, dict(one.values)):
                app.store.insert("suppressions", one.values)
            elif one.table == _CONSENTS:
                _say_no(app, one)


def _say_no(app: App, one: Objection) -> None:
    try:
        number = contacts.number_of(app, one.uid)
    except NotFoundError:  # the copy is older than the contact
        return
    holds = {tuple(row[name] for name in _WHAT) for row in ledger.own_words(app.store, number)}
    if tuple(one.values[name] for name in _WHAT) not in holds:
        app.store.insert("consents", {**one.values, "contact_id": number, "own_word": 1, **written_by(app)})
