"""The SQL of keywords."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from outreach_crm.keywords.expansion import ClosureRow
from outreach_crm.keywords.model import Address, Concept, Facet, Keyword, Label, LabelKind, Link, LinkKind
from outreach_crm.storage import Row, Store

_SHOWN = (
    "coalesce((select l.text from keyword_labels l where l.keyword_id = k.id and l.kind = 'preferred'"
    " and l.language = :language order by l.id limit 1), k.label)"
)
_KEYWORD_COLUMNS = (
    f"k.id, s.key as scheme, k.key, {_SHOWN} as label, k.facet, k.definition, k.codes, k.valid_from, k.valid_to"
)
_KEYWORDS = f"select {_KEYWORD_COLUMNS} from keywords k join schemes s on s.id = k.scheme_id"
_IN_ORDER = " order by s.key, k.sort_name, k.id"
_SOME = f"{_KEYWORDS} where k.id in {{each(:ids)}}{_IN_ORDER}"
_BY_KEY = f"{_KEYWORDS} where k.key = :key{_IN_ORDER}"
_BY_LABEL = f"{_KEYWORDS} where k.id in (select l.keyword_id from keyword_labels l where l.lookup = :lookup){_IN_ORDER}"
_BY_CODE = f"{_KEYWORDS} where {{instr(k.codes; :code)}} > 0{_IN_ORDER}"
_WORD = "k.id in (select w.ref from words w where w.tbl = 'keywords' and w.word >= :first{n} and w.word < :last{n})"
_FIND = (
    f"{_KEYWORDS} where (:facet = '' or k.facet = :facet) and (:scheme = '' or s.key = :scheme) and {{words}}"
    " order by case when exists (select 1 from keyword_labels l where l.keyword_id = k.id and l.lookup = :lookup)"
    " then 0 else 1 end, length(k.label), k.sort_name, k.id limit :limit"
)
_ADDRESSES = "select k.id, s.key as scheme, k.key from keywords k join schemes s on s.id = k.scheme_id"
_IDS_IN = "select k.id, k.key from keywords k join schemes s on s.id = k.scheme_id where s.key = :scheme"
_NAMES = "select key as name from keywords union select lookup from keyword_labels order by 1"
_LABELS = (
    "select keyword_id, text, language, kind from keyword_labels where keyword_id in {each(:ids)}"
    " order by keyword_id, kind, language, text"
)
_NEIGHBOURS = (
    "select to_id as id, kind, 1 as up from keyword_links where from_id = :id"
    " union select from_id, kind, 0 from keyword_links where to_id = :id"
)
_BELOW = "select specific_id, depth, via_id from keyword_closure where general_id = :id order by depth, specific_id"
_SCHEMES = "select id, key, title, version, source, digest from schemes order by key"
_TOPS = (
    "select k.id from keywords k join schemes s on s.id = k.scheme_id where s.key = :scheme"
    " and not exists (select 1 from keyword_links l where l.from_id = k.id and l.kind = 'broader')"
    " order by k.sort_name, k.id limit :limit"
)
_TITLES = "select name, title, about from kept_tables where feature <> 'keywords'"
_USES = "select count(*) as n from {table} t where t.{column} = :id"
_USED_SEEN = " and not exists (select 1 from v_contacts c where c.id = t.{about} and not {visible(c)})"
_STORED = (
    "select k.id, k.key, k.facet, k.definition, k.codes, k.valid_from, k.valid_to from keywords k"
    " join schemes s on s.id = k.scheme_id where s.key = :scheme order by k.id"
)
_STATED = (
    "select l.id, l.kind, fs.key as from_scheme, f.key as from_key, ts.key as to_scheme, t.key as to_key"
    " from keyword_links l join schemes s on s.id = l.stated_by and s.key = :scheme"
    " join keywords f on f.id = l.from_id join schemes fs on fs.id = f.scheme_id"
    " join keywords t on t.id = l.to_id join schemes ts on ts.id = t.scheme_id order by l.id"
)
_FORGET_LABELS = "delete from keyword_labels where keyword_id = :id"
_BROADER = "select from_id, to_id from keyword_links where kind = 'broader' order by from_id, to_id"
_ALL = "select id from keywords order by id"
# Undo and import leave another mark: both change how many rows there are, or which change touched them last.
_MARK = (
    "select (select count(*) from keywords) as a, (select coalesce(max(id), 0) from keywords) as b,"
    " (select count(*) from keyword_links) as c, (select coalesce(max(change_id), 0) from keyword_links) as d,"
    " (select coalesce(cast(sum(id) as {int}), 0) from keyword_links) as e"
)
_MADE = "select mark from keyword_closure_made where id = 1"
_SET_MADE = "update keyword_closure_made set mark = :mark where id = 1"
_EMPTY_CLOSURE = "delete from keyword_closure"
_UNDEFINED = (
    "select s.key as scheme, k.key from keywords k join schemes s on s.id = k.scheme_id"
    " where k.definition = '' and k.facet not in ('country', 'region') order by s.key, k.key"
)
_ORPHANS = (
    "select s.key as scheme, k.key from keywords k join schemes s on s.id = k.scheme_id"
    " where not exists (select 1 from keyword_links l where l.from_id = k.id or l.to_id = k.id) order by s.key, k.key"
)
_ALIKE = (
    "select distinct s.key as scheme, k.key from ("
    "select k.scheme_id, k.facet, l.language, l.lookup from keyword_labels l join keywords k on k.id = l.keyword_id"
    " where l.kind = 'preferred' group by k.scheme_id, k.facet, l.language, l.lookup having count(distinct k.id) > 1"
    ") as x join keyword_labels l on l.lookup = x.lookup and l.language = x.language and l.kind = 'preferred'"
    " join keywords k on k.id = l.keyword_id and k.scheme_id = x.scheme_id and k.facet = x.facet"
    " join schemes s on s.id = k.scheme_id order by s.key, k.key"
)
_SIZES = "select s.key as scheme, count(*) as n from keywords k join schemes s on s.id = k.scheme_id group by s.key"

# Beyond every letter: words that begin with a prefix stand between it and it followed by this.
_END = chr(0x10FFFF)


def some(store: Store, ids: Iterable[int], language: str) -> list[Keyword]:
    """Return keywords by their ids, labelled in a language."""
    return _keywords(store.rows(_SOME, ids=json.dumps([*ids]), language=language))


def by_key(store: Store, key: str, language: str) -> list[Keyword]:
    """Return the keywords of all schemes that have a key."""
    return _keywords(store.rows(_BY_KEY, key=key, language=language))


def by_label(store: Store, lookup: str, language: str) -> list[Keyword]:
    """Return the keywords of all schemes that have a label, hidden ones too, given as ``key_of`` writes it."""
    return _keywords(store.rows(_BY_LABEL, lookup=lookup, language=language))


def by_code(store: Store, code: str, language: str) -> list[Keyword]:
    """Return the keywords that a standard calls by a code."""
    return _keywords(store.rows(_BY_CODE, code=json.dumps(code), language=language))


def find(
    store: Store, prefixes: Sequence[str], *, lookup: str, facet: str, scheme: str, language: str, limit: int
) -> list[Keyword]:
    """Return keywords with a word beginning with each prefix; a name that is exactly this comes first."""
    words = " and ".join(_WORD.replace("{n}", str(n)) for n in range(len(prefixes)))
    ends = {f"first{n}": prefix for n, prefix in enumerate(prefixes)}
    ends |= {f"last{n}": prefix + _END for n, prefix in enumerate(prefixes)}
    sql = _FIND.replace("{words}", words)
    return _keywords(store.rows(sql, lookup=lookup, facet=facet, scheme=scheme, language=language, limit=limit, **ends))


def addresses(store: Store) -> dict[Address, int]:
    """Return the id of every keyword by its address."""
    return {Address(row["scheme"], row["key"]): int(row["id"]) for row in store.rows(_ADDRESSES)}


def ids_in(store: Store, scheme: str) -> dict[str, int]:
    """Return the ids of a scheme's keywords by key."""
    return {row["key"]: int(row["id"]) for row in store.rows(_IDS_IN, scheme=scheme)}


def names(store: Store) -> list[str]:
    """Return all keys and labels, as ``key_of`` writes them."""
    return [row["name"] for row in store.rows(_NAMES)]


def labels(store: Store, ids: Iterable[int]) -> dict[int, list[Label]]:
    """Return the labels of some keywords by their ids."""
    found: dict[int, list[Label]] = {}
    for row in store.rows(_LABELS, ids=json.dumps([*ids])):
        found.setdefault(row["keyword_id"], []).append(Label(row["text"], row["language"], LabelKind(row["kind"])))
    return found


def neighbours(store: Store, keyword_id: int) -> tuple[list[int], list[int], list[int]]:
    """Return the ids of the broader, narrower and related keywords; related counts from both ends."""
    rows = store.rows(_NEIGHBOURS, id=keyword_id)
    broader = [row["id"] for row in rows if row["kind"] == LinkKind.BROADER and row["up"]]
    narrower = [row["id"] for row in rows if row["kind"] == LinkKind.BROADER and not row["up"]]
    return broader, narrower, [row["id"] for row in rows if row["kind"] == LinkKind.RELATED]


def below(store: Store, keyword_id: int) -> list[ClosureRow[int]]:
    """Return the rows of the closure below a keyword, itself first."""
    return [
        ClosureRow(keyword_id, row["specific_id"], row["depth"], row["via_id"])
        for row in store.rows(_BELOW, id=keyword_id)
    ]


def schemes(store: Store) -> dict[str, Row]:
    """Return the schemes by key: ``id``, ``title``, ``version``, ``source``, ``digest``."""
    return {row["key"]: row for row in store.rows(_SCHEMES)}


def tops(store: Store, scheme: str, limit: int) -> list[int]:
    """Return the ids of the keywords of a scheme that have no broader one, by label."""
    return [row["id"] for row in store.rows(_TOPS, scheme=scheme, limit=limit)]


def uses(store: Store, keyword_id: int) -> dict[str, int]:
    """Return how many rows of other features point to a keyword, by the title of their table.

    What is about contacts the actor may not see does not count.
    """
    kept = {row["name"]: row for row in store.rows(_TITLES)}
    found: dict[str, int] = {}
    for table, column, parent in store.references():
        if parent == "keywords" and table in kept:
            sql = _USES.replace("{table}", table).replace("{column}", column)
            for about in json.loads(kept[table]["about"]):
                sql += _USED_SEEN.replace("{about}", about)
            number = int(store.value(sql, id=keyword_id))
            if number:
                title = str(kept[table]["title"])
                found[title] = found.get(title, 0) + number
    return found


def undefined(store: Store) -> list[Address]:
    """Return the keywords without a definition; places need none."""
    return [Address(row["scheme"], row["key"]) for row in store.rows(_UNDEFINED)]


def orphans(store: Store) -> list[Address]:
    """Return the keywords without any link."""
    return [Address(row["scheme"], row["key"]) for row in store.rows(_ORPHANS)]


def alike(store: Store) -> list[Address]:
    """Return the keywords whose preferred label another one of the same scheme and facet has too."""
    return [Address(row["scheme"], row["key"]) for row in store.rows(_ALIKE)]


def sizes(store: Store) -> dict[str, int]:
    """Return how many keywords each scheme has."""
    return {row["scheme"]: int(row["n"]) for row in store.rows(_SIZES)}


def stored(store: Store, scheme: str) -> dict[Address, tuple[int, Concept]]:
    """Return the concepts of a scheme with their ids, as a file would write them but without links."""
    rows = store.rows(_STORED, scheme=scheme)
    named = labels(store, [row["id"] for row in rows])
    return {
        Address(scheme, row["key"]): (
            row["id"],
            Concept(
                address=Address(scheme, row["key"]),
                facet=Facet(row["facet"]) if row["facet"] else None,
                definition=row["definition"],
                labels=tuple(named[row["id"]]),
                codes=tuple(json.loads(row["codes"])),
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
            ),
        )
        for row in rows
    }


def stated(store: Store, scheme: str) -> dict[tuple[Address, Link], int]:
    """Return the links that a scheme's file states, with the ids of their rows."""
    return {
        (
            Address(row["from_scheme"], row["from_key"]),
            Link(LinkKind(row["kind"]), Address(row["to_scheme"], row["to_key"])),
        ): row["id"]
        for row in store.rows(_STATED, scheme=scheme)
    }


def forget_labels(store: Store, keyword_id: int) -> None:
    """Delete the labels of a keyword, before it gets others."""
    store.execute(_FORGET_LABELS, id=keyword_id)


def broader_pairs(store: Store) -> list[tuple[int, int]]:
    """Return all (specific, general) pairs of ids."""
    return [(row["from_id"], row["to_id"]) for row in store.rows(_BROADER)]


def ids(store: Store) -> list[int]:
    """Return the ids of all keywords."""
    return [row["id"] for row in store.rows(_ALL)]


def mark(store: Store) -> str:
    """Return what tells one state of keywords and their links from another."""
    row = store.one(_MARK) or {}
    return ":".join(str(value) for value in row.values())


def closure_mark(store: Store) -> str:
    """Return the mark of the state the closure was made from."""
    return str(store.value(_MADE))


def replace_closure(store: Store, rows: Iterable[ClosureRow[int]], state: str) -> None:
    """Write the closure anew. Call inside ``write()``."""
    store.execute(_EMPTY_CLOSURE)
    store.insert_many(
        "keyword_closure",
        (
            {"general_id": row.general, "specific_id": row.specific, "depth": row.depth, "via_id": row.via}
            for row in rows
        ),
    )
    store.execute(_SET_MADE, mark=state)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _keywords(rows: Iterable[Row]) -> list[Keyword]:
    return [Keyword(**{**row, "codes": tuple(json.loads(row["codes"]))}) for row in rows]
