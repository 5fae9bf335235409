"""What consent needs before two contacts become one: the stricter word of the two goes on to hold."""

from outreach_crm.app import App
from outreach_crm.privacy.queries import ledger as queries
from outreach_crm.privacy.service.recording import written_by


def keep_stricter(app: App, kept_id: int, dropped_id: int) -> None:
    """Say again today what the one refused and the other one granted later. Call inside a change.

    The ledgers of both are joined by the merge, where otherwise the later word would win.
    """
    today = app.clock.today().isoformat()
    for row in queries.stricter_of_two(app.store, kept_id, dropped_id):
        said = f"said on {row.pop('given_on')} of contact {row.pop('contact_id')}, before it was merged"
        values = {**row, "contact_id": kept_id, "given_on": today, "source": said}
        app.store.insert("consents", {**values, **written_by(app)})
