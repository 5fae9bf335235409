"""Puts what advisers said into tables: by subject and item, who rated it how, and what that comes to (F1, F4)."""

from collections.abc import Collection, Mapping, Sequence
from math import fsum

from attrs import field, frozen

from outreach_priority.formulas.combination import Combination, Rule, Sides, combine, combined, sides
from outreach_priority.formulas.panel import summary, value
from outreach_priority.model import Analysis, Answer, Assessment, Better, Item, Rules, Sheet, Weights
from outreach_priority.model.results import Cell, Outlier

MIDDLE = 0.5
"""What counts for an item that nobody knows, where one number is needed: the middle of the scale."""
_ENOUGH = 0.5

Ratings = tuple[int | None, ...]


@frozen(kw_only=True)
class Table:
    """What advisers said, ready to be reckoned with.

    Args:
        subjects: keys of what is judged.
        items: the items of the two analyses, international first.
        seats: of the advisers whose sheets count.
        answers: by subject and item, and by place of the adviser in ``seats``, what they said; who said nothing is not
            there.
        sides: which items belong to which analysis, and what they weigh.
        rules: what was agreed.
    """

    subjects: tuple[str, ...]
    items: tuple[Item, ...]
    seats: tuple[int, ...]
    answers: Mapping[tuple[str, str], Mapping[int, Answer]]
    sides: Sides
    rules: Rules
    _values: dict[tuple[Ratings, bool], float | None] = field(factory=dict)

    def ratings(self, subject: str, item: str, without: Collection[int] = ()) -> Ratings:
        """Return the ratings of an item, by adviser, but for some."""
        said = self.answers.get((subject, item), {})
        return tuple(
            said[place].rating if place in said else None for place in range(len(self.seats)) if place not in without
        )

    def value(self, item: Item, ratings: Ratings) -> float | None:
        """Return what ratings of an item come to, 0 to 1; None where nobody knows (F1)."""
        less = item.better is Better.LESS
        if (ratings, less) not in self._values:
            trimmed = summary(ratings).trimmed
            self._values[ratings, less] = None if trimmed is None else value(trimmed, less_is_better=less)
        return self._values[ratings, less]

    def known(self, without: Mapping[str, Collection[int]] | None = None) -> dict[str, tuple[float | None, ...]]:
        """Return the value of every item by subject, None where nobody knows.

        Args:
            without: by subject, the places of advisers whose ratings of it are left out.
        """
        left = without or {}
        return {
            subject: tuple(
                self.value(item, self.ratings(subject, item.key, left.get(subject, ()))) for item in self.items
            )
            for subject in self.subjects
        }

    def combined(self, values: Mapping[str, Sequence[float]]) -> dict[str, Combination]:
        """Return the two analyses of subjects whose values are complete (F5)."""
        return dict(combined(values, self.sides, threshold=self.rules.threshold)) if values else {}

    def own(self, place: int) -> dict[str, float | None]:
        """Return what one adviser's own ratings make of each subject, for the order they would give (F2).

        It is None where they answered less than half of either analysis, by weight.
        """
        return {subject: self._own(subject, place) for subject in self.subjects}

    def _own(self, subject: str, place: int) -> float | None:
        found = []
        for _, weights in self.sides.shares():
            known = []
            for number, weight in weights.items():
                answer = self.answers.get((subject, self.items[number].key), {}).get(place)
                if answer is not None and answer.rating is not None:
                    less = self.items[number].better is Better.LESS
                    known.append((weight, value(answer.rating, less_is_better=less)))
            whole = fsum(weight for weight, _ in known)
            if whole < _ENOUGH:
                return None
            found.append(min(1.0, fsum(weight * one for weight, one in known) / whole))
        return combine(*found, alpha=self.sides.alpha).by(self.rules.combining)


def table(assessment: Assessment, sheets: Sequence[Sheet], weights: Sequence[Weights]) -> Table:
    """Return what sheets say of what is still judged, with the weights of the two analyses."""
    form = assessment.questionnaire
    abroad, at_home = form.of(Analysis.INTERNATIONAL), form.of(Analysis.DOMESTIC)
    by_item = {item: one.weight for analysis in weights for item, one in analysis.items.items()}
    items = (*abroad, *at_home)
    answers: dict[tuple[str, str], dict[int, Answer]] = {}
    for place, sheet in enumerate(sheets):
        for answer in sheet.answers:
            answers.setdefault((answer.subject, answer.item), {})[place] = answer
    return Table(
        subjects=tuple(one.key for one in assessment.judged),
        items=items,
        seats=tuple(one.seat for one in sheets),
        answers=answers,
        sides=sides(
            [by_item[item.key] for item in items],
            range(len(abroad)),
            range(len(abroad), len(items)),
            alpha=assessment.rules.alpha,
        ),
        rules=assessment.rules,
    )


def cell(found: Table, subject: str, item: Item) -> Cell:
    """Return what the group says of one item for one subject (F1)."""
    said = found.answers.get((subject, item.key), {})
    places = sorted(said)
    figures = summary([said[place].rating for place in places])
    far = [said[places[number]] for number in figures.outliers]
    ratings = found.ratings(subject, item.key)
    return Cell(
        item=item.key,
        ratings=ratings,
        unanswered=len(found.seats) - len(said),
        said=figures,
        value=found.value(item, ratings),
        outliers=tuple(
            Outlier(seat=found.seats[places[number]], rating=answer.rating or 0, evidence=answer.evidence)
            for number, answer in zip(figures.outliers, far, strict=True)
        ),
    )


def filled(values: Mapping[str, Sequence[float | None]]) -> dict[str, tuple[float, ...]]:
    """Return the values of subjects of which anything is known, the middle of the scale standing for the rest."""
    return {
        subject: tuple(MIDDLE if one is None else one for one in row)
        for subject, row in values.items()
        if any(one is not None for one in row)
    }


def by_rule(found: Mapping[str, Combination], rule: Rule) -> dict[str, float]:
    """Return the value of each subject by the rule that was agreed."""
    return {subject: one.by(rule) for subject, one in found.items()}
