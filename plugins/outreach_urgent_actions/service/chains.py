"""Joins Urgent Actions to their cases by the numbers they name; two cases under one number are never merged."""

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from outreach_crm.storage import Store
from outreach_urgent_actions.model.issues import Kind, State, after
from outreach_urgent_actions.parse.records import CaseNumber, Series
from outreach_urgent_actions.queries import cases as queries


@define
class Chain:
    """A case on its way into the book, or one of it; ``places`` are those of its first issue, else of all of them.

    ``first_on`` is the day of its first issue, where both are known.
    """

    case: CaseNumber
    variant: int
    id: int | None = None
    has_first: bool = False
    first_on: str = ""
    places: set[str] = field(factory=set)
    state: State = State.OPEN
    state_on: str | None = None
    state_because: str = ""
    touched: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """Its reference and variant."""
        return str(self.case), self.variant

    def take(self, kind: Kind, on: str | None, name: str) -> None:
        """Close or stop it, where the message that joins it does so."""
        state = after(self.state, kind)
        if state is not self.state:
            self.state, self.state_on, self.state_because, self.touched = state, on, name, True


@frozen
class Link:
    """A message that asks for its cases: the numbers it names, what it is, its places and the day of its issue."""

    cases: tuple[CaseNumber, ...]
    kind: Kind
    places: frozenset[str]
    on: str = ""


@define
class Chains:
    """The cases of the book that some messages can join, and those that they begin."""

    by_ref: dict[str, list[Chain]] = field(factory=dict)
    by_number: dict[tuple[int, int], list[str]] = field(factory=dict)

    @classmethod
    def of(cls, store: Store, numbers: Iterable[int]) -> "Chains":
        """Read the cases of some numbers, whatever their series and year."""
        chains = cls()
        for row in queries.of_numbers(store, numbers):
            number = CaseNumber(Series(row["series"] or Series.UNKNOWN), row["number"], row["year"])
            chains._add(
                Chain(
                    case=number,
                    variant=row["variant"],
                    id=row["id"],
                    has_first=bool(row["firsts"]),
                    first_on=row["first_on"] or "",
                    places=set(row["places"]),
                    state=State(row["state"]),
                    state_on=row["state_on"],
                    state_because=row["state_because"],
                )
            )
        return chains

    def join_all(self, links: Sequence[Link]) -> list[tuple[Chain, ...]]:
        """Return the cases of each message, in the order of time.

        Whole numbers of first issues come first, so that a follow-up finds its case wherever it stands, then all other
        whole numbers, then those that lack a part.
        """
        joined: list[dict[int, Chain]] = [{} for _ in links]
        for in_turn in range(3):
            for at, link in enumerate(links):
                for n, case in enumerate(link.cases):
                    if _turn(case, link) == in_turn:
                        joined[at][n] = self._join(case, link)
        return [tuple({id(one): one for _, one in sorted(each.items())}.values()) for each in joined]

    def _join(self, case: CaseNumber, link: Link) -> Chain:
        chain = self._first(case, link) if link.kind is Kind.INITIAL else self._further(case, link)
        if link.kind is Kind.INITIAL and not chain.has_first:
            chain.has_first, chain.places, chain.first_on = True, set(link.places), link.on
        elif not chain.has_first:
            chain.places |= link.places
        return chain

    def _first(self, case: CaseNumber, link: Link) -> Chain:
        """Return the case that a first issue begins, or the one it is printed for again."""
        there = self._known(case) or (self._nameless(case, link) if case.is_complete else self._numbered(case))
        for chain in there:
            if self._may_share(case, link, chain) if case.year is None else _alike(chain, link):
                return chain
        return self._new(case)

    def _further(self, case: CaseNumber, link: Link) -> Chain:
        there = self._known(case)
        # An update on other countries that went out before the first issue is of another case of this number.
        there = [one for one in there or self._numbered(case) if _alike(one, link) or not _precedes(link, one)]
        if case.year is None:
            there = [chain for chain in there if self._may_share(case, link, chain)]
        near = [chain for chain in there if chain.places & link.places]
        return (near or there)[0] if there else self._new(case)

    def _may_share(self, case: CaseNumber, link: Link, chain: Chain) -> bool:
        """Tell whether messages of a number without its year are of one case: they name a number and a country both."""
        return case.number is not None and bool(chain.places & link.places)

    def _known(self, case: CaseNumber) -> list[Chain]:
        return self.by_ref.get(str(case), [])

    def _refs(self, case: CaseNumber) -> list[str]:
        if case.number is None or case.year is None:
            return []
        return self.by_number.get((case.number, case.year), [])

    def _numbered(self, case: CaseNumber) -> list[Chain]:
        """Return the one case of a number and year that lacks its series, if there is exactly one."""
        refs = self._refs(case) if case.series is Series.UNKNOWN else []
        return self.by_ref[refs[0]] if len(refs) == 1 else []

    def _nameless(self, case: CaseNumber, link: Link) -> list[Chain]:
        """Give the name to updates that came before their first issue and did not say their series."""
        refs = self._refs(case)
        nameless = str(CaseNumber(number=case.number, year=case.year))
        if refs != [nameless] or not all(_alike(chain, link) for chain in self.by_ref[nameless]):
            return []
        chains = self.by_ref.pop(nameless)
        refs.clear()
        for chain in chains:
            chain.case, chain.touched = case, True
            self._add(chain)
        return chains

    def _new(self, case: CaseNumber) -> Chain:
        variant = max((chain.variant for chain in self._known(case)), default=0) + 1
        return self._add(Chain(case=case, variant=variant, touched=True))

    def _add(self, chain: Chain) -> Chain:
        self.by_ref.setdefault(str(chain.case), []).append(chain)
        if chain.case.number is not None and chain.case.year is not None:
            refs = self.by_number.setdefault((chain.case.number, chain.case.year), [])
            if str(chain.case) not in refs:
                refs.append(str(chain.case))
        return chain


def _precedes(link: Link, chain: Chain) -> bool:
    """Tell whether a message went out before the first issue of a case."""
    return bool(link.on) and link.on < chain.first_on


def _turn(case: CaseNumber, link: Link) -> int:
    if not case.is_complete:
        return 2
    return 0 if link.kind is Kind.INITIAL else 1


def _alike(chain: Chain, link: Link) -> bool:
    """Tell whether a case and a message name one country at least, or one of them none."""
    return not chain.places or not link.places or bool(chain.places & link.places)
