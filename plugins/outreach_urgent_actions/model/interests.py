"""What somebody asked for: clauses of keywords and exclusions (formula F19), and its one written form."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

# A facet that holds all that a sector watches, whichever question each keyword answers: sector:KEY.
SECTOR = "sector:"

# Facet to the keywords of which one must be there.
Clause = Mapping[str, frozenset[int]]


def _clause(facets: Mapping[str, Iterable[int]]) -> Clause:
    return {facet: frozenset(ids) for facet, ids in sorted(facets.items()) if ids}


def _clauses(given: Iterable[Mapping[str, Iterable[int]]]) -> tuple[Clause, ...]:
    """Return clauses in one order, each once; one without keywords would be in everything and takes the others away."""
    clauses = [_clause(one) for one in given]
    if not all(clauses):
        return ()
    written = {_written(one): one for one in clauses}
    return tuple(written[one] for one in sorted(written))


def _ids(given: Iterable[int]) -> frozenset[int]:
    return frozenset(given)


def _written(clause: Clause) -> str:
    return "&".join(f"{facet}={','.join(map(str, sorted(ids)))}" for facet, ids in clause.items())


@frozen(kw_only=True)
class Interest:
    """Any of the clauses, and nothing that is excluded; no clause at all is in everything.

    Args:
        clauses: each one asks for a keyword of each of its facets; numbers are ids of keywords.
        excluded: with one of these, or one more specific, an issue is not wanted whatever else it has.
    """

    clauses: tuple[Clause, ...] = field(default=(), converter=_clauses)
    excluded: frozenset[int] = field(default=frozenset(), converter=_ids)

    @property
    def digest(self) -> str:
        """Its one written form, digested: equal interests have one."""
        written = "|".join(map(_written, self.clauses)) + "!" + ",".join(map(str, sorted(self.excluded)))
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def keywords(self) -> frozenset[int]:
        """All keywords in it."""
        return self.excluded.union(*(ids for one in self.clauses for ids in one.values()))

    def terms(self) -> Iterator[dict[str, object]]:
        """Yield its keywords as rows, each with clause, facet and how many facets the clause has."""
        for number, clause in enumerate(self.clauses, 1):
            for facet, ids in clause.items():
                for one in sorted(ids):
                    yield {"clause": number, "facet": facet, "facets": len(clause), "keyword_id": one, "excluded": 0}
        for one in sorted(self.excluded):
            yield {"clause": 0, "facet": "", "facets": 0, "keyword_id": one, "excluded": 1}
