"""Looks for what is wrong or missing in the schemes."""

from collections.abc import Iterable, Iterator, Mapping

from outreach_crm.app import App
from outreach_crm.keywords import queries
from outreach_crm.keywords.expansion import closure, cycle_sentence
from outreach_crm.keywords.model import Address, Flaw
from outreach_crm.keywords.service import loading
from outreach_crm.keywords.service.preparing import prepare
from outreach_crm.text import later, row, say

_NAMED = 5


def check(app: App) -> list[Flaw]:
    """Return what is wrong or missing in the schemes, grave things first.

    Grave are scheme files that cannot be loaded, cycles, and a stale closure, which is made anew. The rest is one flaw
    a scheme: keywords without a definition, without any link where the scheme has links, and labels that two keywords
    share. A scheme without any definition or link at all is taken to be meant so.
    """
    stale = not loading.closure_is_current(app.store)
    flaws = [Flaw(kind="file", sentence=problem.told, grave=True) for problem in prepare(app)]
    if stale:
        flaws.append(Flaw(kind="closure", sentence=say("The closure was stale; it has been made anew."), grave=True))
    flaws += _cycles(app)
    sizes = queries.sizes(app.store)
    flaws += _some("definition", later("{scheme}: {few} without a definition."), queries.undefined(app.store), sizes)
    flaws += _some("orphan", later("{scheme}: {few} without a link to any other."), queries.orphans(app.store), sizes)
    flaws += _some("label", later("{scheme}: {few} share their label with another one."), queries.alike(app.store), {})
    return flaws


def _cycles(app: App) -> Iterator[Flaw]:
    by_id = {keyword_id: address for address, keyword_id in queries.addresses(app.store).items()}
    for cycle in closure(queries.broader_pairs(app.store)).cycles:
        names = tuple(str(by_id[one]) for one in cycle)
        yield Flaw(kind="cycle", sentence=cycle_sentence(names), grave=True, keywords=names)


def _some(kind: str, sentence: str, addresses: Iterable[Address], sizes: Mapping[str, int]) -> Iterator[Flaw]:
    """Yield one flaw for each scheme of which some keywords, not all, have it."""
    by_scheme: dict[str, list[str]] = {}
    for address in addresses:
        by_scheme.setdefault(address.scheme, []).append(address.key)
    for scheme, keys in by_scheme.items():
        if len(keys) != sizes.get(scheme):
            few, more = row(keys[:_NAMED]), len(keys) - _NAMED
            few = say("{names} and {n} more", names=few, n=more) if more > 0 else few
            yield Flaw(kind=kind, sentence=say(sentence, scheme=scheme, few=few), keywords=tuple(keys))
