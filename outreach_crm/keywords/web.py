"""Pages of keywords: what they mean, what is broader and narrower, and where they are used."""

from flask import request

from outreach_crm.app import App
from outreach_crm.keywords import service
from outreach_crm.keywords.model import Hit, KeywordDetail, LabelKind
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, page

pages = Office("keywords", __name__)

_MOST = 100
_COLUMNS = (
    Column(title=say("Keyword"), value=lambda hit: hit.keyword.label, ref=lambda hit: Ref("keywords", hit.keyword.id)),
    Column(title=say("Kind"), value=lambda hit: hit.keyword.kind),
    Column(
        title=say("Found by"), value=lambda hit: hit.found_by if hit.found_by != hit.keyword.label else "", lesser=True
    ),
    Column(title=say("Meaning"), value=lambda hit: hit.keyword.definition, lesser=True),
)


@pages.lists("")
def listed(app: App) -> Listing:
    """List the keywords that fit some words, or the broadest ones of a scheme."""
    schemes = service.schemes(app)
    words, scheme = request.args.get("words", "").strip(), request.args.get("scheme", "")
    scheme = scheme if scheme in schemes or words else next(iter(schemes), "")
    found = (
        service.find(app, words, scheme=scheme, limit=_MOST + 1)
        if words
        else [Hit(keyword=one, found_by="") for one in service.tops(app, scheme, _MOST + 1)]
    )
    return Listing(
        title=say("Keywords"),
        columns=_COLUMNS,
        rows=found,
        most=_MOST,
        empty=say("No keyword begins with these words. Fewer letters find more."),
        template="keywords/listed.html",
        context={"words": words, "scheme": scheme, "schemes": schemes},
    )


@pages.look("/<int:keyword_id>")
def shown(app: App, keyword_id: int) -> Answer:
    """Show a keyword with its names, what is broader and narrower, and where it is used."""
    detail = service.show_one(app, keyword_id)
    below = service.expand(app, str(detail.keyword.address))
    return page(
        "keywords/shown.html",
        detail=detail,
        names=_names(detail),
        below=[one for one in below if one.depth][:_MOST],
        left=max(0, len(below) - 1 - _MOST),
        uses=service.uses(app, keyword_id),
    )


def _names(detail: KeywordDetail) -> list[tuple[str, str]]:
    """Return the other names of a keyword with their languages; those that are only found stand last."""
    order = list(LabelKind)
    labels = sorted(detail.labels, key=lambda one: (order.index(one.kind), one.language, one.text))
    return [(one.text, one.language) for one in labels if one.text != detail.keyword.label]
