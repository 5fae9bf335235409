"""What the texts of a mailing lack for those who would get it."""

from collections import defaultdict
from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.dispatch.model import LEAVE, Dispatch, Tally, varied
from outreach_crm.dispatch.queries import outbox, planning
from outreach_crm.filling import fields_of
from outreach_crm.privacy import service as privacy
from outreach_crm.text import say


def missing(app: App, dispatch: Dispatch) -> Iterator[Tally]:
    """Yield of a plan on the connection which fields are empty of those whose text, or variant of it, has them."""
    spoken_in, varied_in = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for text in dispatch.texts:
        for field in fields_of(f"{text.subject} {text.body}", dispatch.allowed):
            spoken_in[field].append(text.language)
    for variant, values in dispatch.variants.items():
        for field in fields_of(" ".join(values.values()), dispatch.allowed):
            varied_in[field].append(variant)
    for field in sorted(spoken_in.keys() | varied_in.keys()):
        if field in outbox.FIELDS:
            n, names = outbox.missing(app.store, field, spoken_in[field], varied_in[field], planning.SOME)
        else:
            n, names = _without(app, dispatch, field, spoken_in[field]), []
        if n:
            yield Tally(key=field, sentence=say("{field} is empty", field=f"{{{field}}}"), n=n, names=tuple(names))


def _without(app: App, dispatch: Dispatch, field: str, languages: list[str]) -> int:
    """Return how many get a text in which a field of the dispatch is empty, or was to differ for them and does not.

    That a variant gives no value for a field is meant so; that it is not there, or gives an empty one, is not.
    """
    differs = field in varied(dispatch.variants)
    if field == LEAVE:
        if privacy.public_links(app) is not None:
            return 0
    elif not differs and dispatch.fields.get(field, "-").strip():
        return 0
    rows = [row for row in planning.variants(app.store) if row["language"] in languages]
    return sum(row["n"] for row in rows if not differs or _lacks(dispatch, row["variant"], field))


def _lacks(dispatch: Dispatch, variant: str, field: str) -> bool:
    own = dispatch.variants.get(variant, {field: ""})
    return bool(variant) and not own.get(field, "-").strip()
