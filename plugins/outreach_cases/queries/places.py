"""The SQL of regions: which a country belongs to, as the section's own scheme of regions has it."""

import json
from collections.abc import Sequence

from outreach_crm.storage import Store

# The regions in which the movement shares out its work.
_REGIONS = (
    "select s.key, g.id from v_keywords s join v_keyword_closure x on x.specific_id = s.id"
    " join v_keywords g on g.id = x.general_id where s.scheme = 'countries' and s.facet = 'country'"
    " and g.scheme = 'regions-ai' and g.facet = 'region' and s.key in {each_text(:keys)} order by s.key, x.depth"
)


def regions(store: Store, keys: Sequence[str]) -> dict[str, int]:
    """Return the keyword of the region of each country, by the key of the country; the closure is there already."""
    found: dict[str, int] = {}
    for row in store.rows(_REGIONS, keys=json.dumps([*keys])):
        found.setdefault(row["key"], row["id"])
    return found
