"""Publications: newsletters, reports and documents, which go by their keywords to whoever asked for publications."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Keyword
from outreach_crm.text import say
from outreach_urgent_actions.model.drafts import Draft
from outreach_urgent_actions.model.issues import Issue, Kind
from outreach_urgent_actions.model.keywording import OURS
from outreach_urgent_actions.model.logs import Log
from outreach_urgent_actions.model.shown import Publication, ShownIssue
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service.drafting import drafts_of, of_title
from outreach_urgent_actions.service.finding import find_issue, get_issue
from outreach_urgent_actions.service.importing import Looked, check_answered
from outreach_urgent_actions.service.pasting import corrected
from outreach_urgent_actions.service.planning import plan
from outreach_urgent_actions.service.saving import save
from outreach_urgent_actions.service.showing import shown_issues

_SOURCE = "publications"


def look(app: App, log: Log, *, progress: Callable[[int], None] = lambda _: None) -> Looked:
    """Return what an import of a list of publications would do; ``importing.take_in`` does it.

    Keywords are those of the list, and those that the thesaurus finds in the titles, with their countries.

    Args:
        app: the App.
        log: the list, as :func:`outreach_urgent_actions.service.reading.read_log` reads it.
        progress: told how many rows were read.

    Raises:
        InvalidInputError: something about the file has to be answered first.
    """
    check_answered(log)
    drafted = drafts_of(log, _SOURCE, app.section.language, progress, publications=True)
    named = keywords.mentioned(app, [one.subject for one in drafted.drafts])
    drafts = [_keyworded(one, named[one.subject]) for one in drafted.drafts]
    planned = plan(app, drafts, file=log.file, in_log=False)
    problems = (*log.problems, *drafted.problems, *planned.problems)
    return Looked(log=log, plan=planned, odd=(), problems=problems)


def add(
    app: App,
    title: str,
    given: Mapping[str, str],
    *,
    text: str = "",
    words: Sequence[str] = (),
    without: Collection[str] = (),
    because: str = "",
) -> ShownIssue:
    """Add a publication; keywords and countries are proposed by its title.

    Args:
        app: the App.
        title: as it is printed.
        given: field to text, as in ``correcting.FIELDS``: index, issued, country, audience.
        text: what is sent; else its title and index number are.
        words: keywords to be added to the proposed ones.
        without: proposed keywords to be left out.
        because: why.

    Raises:
        InvalidInputError: it has no title, or a text cannot be meant for its field.
        NotFoundError: there is no such country or keyword.
        ConflictError: it is in the book already.
    """
    draft = _titled(app, title, text, given.get("index", ""))
    named = keywords.mentioned(app, [draft.subject])[draft.subject]
    proposed = corrected(app, _keyworded(of_title(draft), named), given, add=words, without=without)
    with app.change("add publication", because=because):
        planned = plan(app, [evolve(proposed, external_id=proposed.index_number, source=_SOURCE)], in_log=False)
        if not planned.new:
            raise ConflictError(
                say("{title!r} is in the book already; outreach ua publications list shows the latest.", title=title)
            )
        return shown_issues(app, [get_issue(app, save(app, planned.new, planned.meant)[0])])[0]


def list_publications(app: App, *, keyword: str = "", limit: int = 20) -> list[Publication]:
    """Return publications, the latest first.

    Args:
        app: the App.
        keyword: only those with a keyword or country, or a more specific one.
        limit: how many at most.

    Raises:
        NotFoundError: there is no such keyword.
        ConflictError: there are several.
    """
    keyword_id = keywords.resolve(app, keyword).id if keyword else None
    return [_line(one) for one in shown_issues(app, queries.publications(app.store, keyword_id, limit))]


def show_publication(app: App, text: str) -> ShownIssue:
    """Return a publication with its keywords and who got it.

    Args:
        app: the App.
        text: its index number, or its number in the book.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: the text is no number, or that of an Urgent Action.
    """
    found = find_issue(app, text)
    if found.kind is not Kind.PUBLICATION:
        raise InvalidInputError(say("{text!r} is an Urgent Action; see outreach ua show.", text=text))
    return shown_issues(app, [found])[0]


def _titled(app: App, title: str, text: str, index: str) -> Draft:
    if not title.strip():
        raise InvalidInputError(say("Say its title."))
    return Draft(
        subject=" ".join(title.split()),
        kind=Kind.PUBLICATION,
        digest=hashlib.sha256("\0".join((_SOURCE, title, index, text)).encode()).hexdigest(),
        texts=((app.section.language, title, text.strip()),) if text.strip() else (),
    )


def _keyworded(draft: Draft, named: Iterable[Keyword]) -> Draft:
    """Return a draft with the keywords that its title names, beside those that it has."""
    written = {one.lower() for one in draft.keywords}
    added = dict.fromkeys(one.label for one in named if one.scheme == OURS and one.label.lower() not in written)
    return evolve(draft, added=tuple(added))


def _line(one: ShownIssue) -> Publication:
    issue: Issue = one.issue
    return Publication(
        id=issue.id,
        index_number=issue.index_number,
        title=issue.subject,
        issued_on=issue.issued_on,
        keywords=tuple(dict.fromkeys(word.label or f"{word.written}?" for word in one.keywords)),
        sent=sum(each.sent for each in one.sent),
    )
