"""What groups need before two contacts become one: nobody is a member twice."""

from outreach_crm.app import App
from outreach_crm.groups import queries


def merge_terms(app: App, kept_id: int, dropped_id: int) -> None:
    """Where both of two people hold one role in a group, leave one term of them, from the earlier day on.

    Call inside a change.
    """
    for row in queries.terms_of_both(app.store, kept_id, dropped_id):
        if row["from_on"] < row["kept_from"]:
            app.store.update("group_members", row["kept_term"], {"from_on": row["from_on"]})
        app.store.delete("group_members", row["term"])
