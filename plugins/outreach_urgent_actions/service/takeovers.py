"""Keywords that take over from others: one falls silent, another one comes up in its place or under a like name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

from attrs import define, field

from outreach_crm.storage import Row
from outreach_urgent_actions.model.alarms import CHANCE, SHARE, Takeover, at_most
from outreach_urgent_actions.model.keywording import is_label

# Months looked at; a keyword is new where before them it came at most a tenth as often.
_MONTHS = 24
_NEW = 0.1
_LEAST = 10
# How alike two names, or the other keywords that stand with them, must be (0 to 1).
_NAME = 0.8
_COMPANY = 0.6


@define
class _Use:
    """How a keyword as written was used: issues before and lately, and with which others."""

    meaning: int | None = None
    before: int = 0
    lately: int = 0
    old_company: Counter[str] = field(factory=Counter)
    new_company: Counter[str] = field(factory=Counter)


def takeovers(rows: Iterable[Row], months: Sequence[str]) -> Iterator[Takeover]:
    """Yield for each keyword that fell the one that took over from it, if any.

    Both changes are tested as in :class:`History`. The new one must mean the same in the thesaurus, have a like name,
    or, where the thesaurus does not know one of them, stand in the company of the same other keywords.

    Args:
        rows: keywords of first issues as issued: ``issue_id``, ``written``, ``keyword_id``, ``month``.
        months: all months looked at, the earliest first.
    """
    lately = set(months[-_MONTHS:])
    uses, of = _uses(rows, lately)
    before_of, lately_of = of
    share = lately_of / ((before_of + lately_of) or 1)
    fell = {word: use for word, use in uses.items() if _fell(use, before_of, lately_of, share)}
    came = {word: use for word, use in uses.items() if _came(use, before_of, lately_of, share)}
    for word, use in fell.items():
        likely = max(((_likeness(word, use, new, other), new) for new, other in came.items()), default=(0.0, ""))
        if likely[0]:
            new = likely[1]
            yield Takeover(
                old=word,
                new=new,
                before=(use.before, uses[new].before),
                lately=(use.lately, uses[new].lately),
                known=use.meaning is not None and use.meaning == uses[new].meaning,
            )


def _uses(rows: Iterable[Row], lately: set[str]) -> tuple[Mapping[str, _Use], tuple[int, int]]:
    words: dict[int, set[str]] = defaultdict(set)
    new: dict[int, bool] = {}
    uses: dict[str, _Use] = defaultdict(_Use)
    for row in rows:
        new[row["issue_id"]] = row["month"] in lately
        if not is_label(row["written"]):
            words[row["issue_id"]].add(row["written"])
            uses[row["written"]].meaning = row["keyword_id"]
    for issue, said in words.items():
        for word in said:
            use = uses[word]
            if new[issue]:
                use.lately += 1
                use.new_company.update(said - {word})
            else:
                use.before += 1
                use.old_company.update(said - {word})
    recent = sum(new.values())
    return uses, (len(new) - recent, recent)


def _fell(use: _Use, before: int, lately: int, share: float) -> bool:
    return (
        use.before >= _LEAST
        and use.lately * before <= SHARE * use.before * lately
        and at_most(use.lately, use.lately + use.before, share) < CHANCE
    )


def _came(use: _Use, before: int, lately: int, share: float) -> bool:
    return (
        use.lately >= _LEAST
        and use.before * lately <= _NEW * use.lately * before
        and at_most(use.before, use.lately + use.before, 1 - share) < CHANCE
    )


def _likeness(old: str, fallen: _Use, new: str, risen: _Use) -> float:
    """Return how likely one takes over from another: 0 where nothing says so."""
    if fallen.meaning is not None and fallen.meaning == risen.meaning:
        return 3.0
    from rapidfuzz.fuzz import token_sort_ratio

    name = token_sort_ratio(old, new) / 100
    if name >= _NAME:
        return 1 + name
    company = _cosine(fallen.old_company, risen.new_company)
    return company if company >= _COMPANY and None in {fallen.meaning, risen.meaning} else 0.0


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    lengths = sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(n * other[word] for word, n in one.items()) / lengths if lengths else 0.0
