"""Finds keywords: the one a text names, and those whose names begin alike."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import evolve

from outreach_crm import model
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.keywords import queries
from outreach_crm.keywords.gazetteer import country_name
from outreach_crm.keywords.model import Facet, Hit, Keyword, Label, LabelKind, key_of
from outreach_crm.keywords.places import read_places
from outreach_crm.keywords.service.preparing import prepare
from outreach_crm.meaning import nearest
from outreach_crm.text import either, say, words

_WORDS_SEARCHED = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST_NAME, _SHORTEST_NAME = 4, 3


def resolve(app: App, text: str) -> Keyword:
    """Return the keyword a text names: ``scheme:key``, a key, a code of a standard, or a label in any language.

    Raises:
        NotFoundError: there is none; the sentence names one that is written alike.
        ConflictError: there are several; the sentence names them.
    """
    prepare(app)
    for found in _meanings(app, text.strip()):
        if len(found) == 1:
            return in_language(app, found)[0]
        if found:
            listed = either(f"{one.address} ({one.label})" for one in found)
            raise ConflictError(say("{text!r} can be {listed}; say which.", text=text, listed=listed))
    near = nearest(key_of(text), queries.names(app.store))
    hint = say("did you mean {near!r}?", near=near) if near else say("outreach keywords find WORDS looks for one.")
    raise NotFoundError(say("There is no keyword {text!r}; {hint}", text=text, hint=hint))


def understood(app: App, texts: Iterable[str]) -> dict[str, Keyword]:
    """Return the keyword each text names, as :func:`resolve` does; texts that name none or several are left out."""
    prepare(app)
    found: dict[str, Keyword] = {}
    for text in dict.fromkeys(texts):
        meant = next((one for one in _meanings(app, text.strip()) if one), [])
        if len(meant) == 1:
            found[text] = in_language(app, meant)[0]
    return found


def mentioned(app: App, texts: Iterable[str]) -> dict[str, list[Keyword]]:
    """Return the keywords whose names stand in running texts, in their order; of one inside another the longer one.

    Args:
        app: the App.
        texts: sentences or titles; a name has at most four words and more than three letters.
    """
    prepare(app)
    known = frozenset(queries.names(app.store))
    named = {text: [*_named(text, known)] for text in dict.fromkeys(texts)}
    meant = understood(app, {name for names in named.values() for name in names})
    return {text: [*dict.fromkeys(meant[name] for name in names if name in meant)] for text, names in named.items()}


def _named(text: str, known: Collection[str]) -> Iterator[str]:
    words, at = _WORD.findall(text), 0
    while at < len(words):
        names = (" ".join(words[at : at + length]) for length in range(_LONGEST_NAME, 0, -1))
        name = next((one for one in names if len(one) > _SHORTEST_NAME and key_of(one) in known), "")
        if name:
            yield name
        at += len(name.split()) or 1


def label(app: App, keyword_id: int) -> str:
    """Return the label of a keyword in the section's language, or an empty text when there is no such keyword."""
    found = some(app, [keyword_id])
    return found[0].label if found else ""


def find(app: App, text: str, *, facet: Facet | None = None, scheme: str = "", limit: int = 30) -> list[Hit]:
    """Return the keywords with words that begin like these, in any language, misspellings included.

    Args:
        app: the App.
        text: at most four beginnings of words count; a name that is exactly this comes first.
        facet: only keywords of this facet.
        scheme: only keywords of this scheme.
        limit: how many at most.
    """
    prepare(app)
    prefixes = sorted(words(text), key=len, reverse=True)[:_WORDS_SEARCHED]
    if not prefixes:
        return []
    found = queries.find(
        app.store,
        prefixes,
        lookup=key_of(text),
        facet=facet.value if facet else "",
        scheme=scheme,
        language=app.section.language,
        limit=limit,
    )
    if not found and not scheme:
        found = [one for one in _by_place(app, text) if facet is None or one.facet == facet]
    named = queries.labels(app.store, [one.id for one in found])
    hits = [Hit(keyword=one, found_by=_found_by(named[one.id], prefixes)) for one in in_language(app, found)]
    # Words that stand in different names of one keyword count less than words that stand in one.
    return sorted(hits, key=lambda hit: not hit.found_by)


def hits(app: App, text: str, limit: int = 10) -> list[model.Hit]:
    """Return the keywords that a search of everything finds; it looks for no misspellings."""
    return [
        model.Hit(ref=model.Ref("keywords", one.keyword.id), title=one.keyword.label, detail=str(one.keyword.address))
        for one in find(app, text, limit=limit)
        if one.found_by
    ]


def some(app: App, ids: Iterable[int]) -> list[Keyword]:
    """Return keywords by their ids, labelled in the section's language."""
    return in_language(app, queries.some(app.store, ids, app.section.language))


def in_language(app: App, keywords: Iterable[Keyword]) -> list[Keyword]:
    """Name countries in the section's language; their names are in no file, the CLDR has them."""
    language = app.section.language
    return [
        evolve(one, label=country_name(one.codes[0], language) or one.label)
        if one.facet == Facet.COUNTRY and one.codes and language != "en"
        else one
        for one in keywords
    ]


def _meanings(app: App, text: str) -> Iterator[list[Keyword]]:
    """Yield the keywords a text can mean, the most literal reading first."""
    language = app.section.language
    scheme, colon, key = text.partition(":")
    if colon:
        yield [one for one in queries.by_key(app.store, key, language) if one.scheme == scheme]
    # A key before a label: "Lawyers" stays what it was when another scheme that has lawyers too is imported.
    yield queries.by_key(app.store, key_of(text), language)
    if text.isupper():
        yield queries.by_code(app.store, text, language)
    named = queries.by_label(app.store, key_of(text), language)
    placed = _by_place(app, text) if len(named) != 1 else []
    yield named if len(placed) != 1 else placed


def _by_place(app: App, text: str) -> list[Keyword]:
    """Return the one country or part that a text names, in English or the section's language."""
    language = app.section.language
    places = read_places(text, (language,) if language != "en" else ())
    if places.unknown or len(places.keywords) == 0:
        return []
    # Of a state and its country the state is meant.
    address = places.keywords[-1] if len(places.countries) == 1 else None
    return (
        [one for one in queries.by_key(app.store, address.key, language) if one.address == address] if address else []
    )


def _found_by(labels: Sequence[Label], prefixes: Sequence[str]) -> str:
    """Return the first label that has all the words, a shown one before a hidden one."""
    order = list(LabelKind)
    for one in sorted(labels, key=lambda one: (order.index(one.kind), one)):
        own = words(one.text)
        if all(any(word.startswith(prefix) for word in own) for prefix in prefixes):
            return one.text
    return ""
