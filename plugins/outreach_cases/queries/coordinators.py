"""The SQL of coordinators for countries."""

import json
from collections.abc import Sequence

from outreach_cases.model.holdings import Coordinator
from outreach_crm.storage import Store

_COORDINATORS = (
    "select k.id, k.contact_id, p.name, k.country, k.from_on, k.to_on, k.change_id from case_coordinators k"
    " join v_contacts p on p.id = k.contact_id and p.trashed_on is null and {visible(p)}"
    " where (:everywhere = 1 or k.country in {each_text(:countries)}) and k.to_on is null"
    " order by k.country, k.from_on, k.id"
)


def of_countries(store: Store, countries: Sequence[str] | None = None) -> list[Coordinator]:
    """Return who coordinates the work on some countries (ISO 3166; None: on any), outside the trash, by country."""
    named = {"everywhere": int(countries is None), "countries": json.dumps([*(countries or ())])}
    return [Coordinator(**row) for row in store.rows(_COORDINATORS, **named)]
