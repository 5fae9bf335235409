"""The SQL of what was said of the columns of logs."""

import json
from collections.abc import Mapping

from outreach_crm.storage import Store

_ONE = "select id, fields from ua_mappings where header = :header"


def fields(store: Store, header: str) -> dict[str, str]:
    """Return what was said of the columns of files with a header: their names to fields."""
    row = store.one(_ONE, header=header)
    return dict(json.loads(row["fields"])) if row else {}


def remember(store: Store, header: str, said: Mapping[str, str]) -> None:
    """Keep what was said of columns, over what was said before."""
    row = store.one(_ONE, header=header)
    text = json.dumps(dict(said), ensure_ascii=False)
    if row is None:
        store.insert("ua_mappings", {"header": header, "fields": text})
    elif row["fields"] != text:
        store.update("ua_mappings", row["id"], {"fields": text})
