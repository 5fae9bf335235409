"""Keywords as issued that are not in the thesaurus: which they are, and looking them up again when it has grown."""

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model.keywording import is_label
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service.drafting import is_place


@frozen(kw_only=True)
class Unmapped:
    """A keyword that is not in the thesaurus, and how many issues have it."""

    keyword: str
    uses: int


def unmapped(app: App) -> list[Unmapped]:
    """Return the keywords that are not in the thesaurus, the most used first; labels of cases and years are none."""
    found = queries.unmapped(app.store)
    return [Unmapped(keyword=text, uses=uses) for text, uses in found if not is_label(text) and not is_place(text)]


def map_again(app: App, *, because: str = "") -> list[Unmapped]:
    """Give keywords that the thesaurus knows by now their meaning, and return them with how many issues had them."""
    there = {one.keyword: one for one in unmapped(app)}
    meant = keywords.understood(app, there)
    if meant:
        with app.change("map keywords of Urgent Actions", because=because):
            for text, keyword in meant.items():
                queries.map_keyword(app.store, text, keyword.id)
    return [there[text] for text in meant]
