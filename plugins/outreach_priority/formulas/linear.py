"""A small linear programme, solved exactly.

No library is used: each solver that is kept up brings numpy, and what is asked here has a dozen unknowns. Numbers are
fractions, so there is no tolerance to choose: the tableau is kept in whole numbers over one common denominator
(Edmonds' integer pivoting, as in Bareiss, 1968), and Bland's rule (1977) makes an end certain.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from attrs import frozen

from outreach_crm.text import say

Number = int | float | Fraction


@frozen
class Constraint:
    """What a solution must keep: ``coefficients * x <= bound``, or ``=`` where it is an equation."""

    coefficients: tuple[Number, ...]
    bound: Number
    equation: bool = False


def minimise(costs: Sequence[Number], constraints: Sequence[Constraint]) -> tuple[Fraction, ...] | None:
    """Return the x >= 0 of least cost, by the simplex method of two phases (Dantzig, 1947).

    Args:
        costs: one for each unknown. A float counts as the decimal it is written as.
        constraints: with a coefficient for each unknown.

    Returns:
        An exact optimum; None where no x keeps all constraints.

    Raises:
        ValueError: if the cost can fall without end, or a constraint has another number of unknowns.
    """
    if any(len(one.coefficients) != len(costs) for one in constraints):
        raise ValueError(say("Each constraint needs one coefficient for each unknown."))
    tableau = _Tableau(len(costs), constraints)
    if not tableau.feasible():
        return None
    tableau.improve([exact(one) for one in costs])
    return tableau.solution()


def exact(number: Number) -> Fraction:
    """Return a number as the fraction it is written as, 0.1 being a tenth."""
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


class _Tableau:
    """Rows of whole numbers over one denominator: unknowns, slacks, artificial unknowns, bound."""

    def __init__(self, unknowns: int, constraints: Sequence[Constraint]) -> None:
        self.unknowns = unknowns
        self.real = unknowns + sum(not one.equation for one in constraints)
        self.width = self.real + len(constraints)
        self.scale = 1
        self.basis = [*range(self.real, self.width)]
        self.rows: list[list[int]] = []
        slack = unknowns
        for number, one in enumerate(constraints):
            row = [exact(value) for value in one.coefficients] + [Fraction(0)] * (self.width - unknowns)
            if not one.equation:
                row[slack] = Fraction(1)
                slack += 1
            row.append(exact(one.bound))
            sign = -1 if row[-1] < 0 else 1
            whole = _whole([sign * value for value in row])
            whole[self.real + number] = 1
            self.rows.append(whole)
        self.goal = [0] * (self.width + 1)

    def feasible(self) -> bool:
        """Drive the artificial unknowns out; say whether that is possible."""
        self.improve([Fraction(0)] * self.real + [Fraction(1)] * len(self.rows))
        if self.goal[-1] != 0:
            return False
        for number, column in enumerate(self.basis):
            if column >= self.real:
                into = next((j for j in range(self.real) if self.rows[number][j]), None)
                if into is not None:
                    self.pivot(number, into)
        return True

    def improve(self, costs: list[Fraction]) -> None:
        """Pivot until no unknown lowers the cost; artificial unknowns do not come back."""
        whole = _whole(costs + [Fraction(0)] * (self.width + 1 - len(costs)))
        self.goal = [self.scale * value for value in whole]
        for row, column in zip(self.rows, self.basis, strict=True):
            factor = whole[column]
            self.goal = [a - factor * b for a, b in zip(self.goal, row, strict=True)]
        while True:
            into = next((j for j in range(self.real) if self.goal[j] < 0), None)
            if into is None:
                return
            self.pivot(self._leaving(into), into)

    def _leaving(self, into: int) -> int:
        """Return the row whose unknown reaches 0 first, of equals the one of the lowest column (Bland)."""
        candidates = [number for number, row in enumerate(self.rows) if row[into] > 0]
        if not candidates:
            raise ValueError(say("The cost of this linear programme can fall without end."))
        return min(candidates, key=lambda i: (Fraction(self.rows[i][-1], self.rows[i][into]), self.basis[i]))

    def pivot(self, number: int, into: int) -> None:
        """Exchange the unknown of a row for another; every division comes out whole."""
        chosen = self.rows[number]
        if chosen[into] < 0:
            chosen = self.rows[number] = [-value for value in chosen]
        pivot, before = chosen[into], self.scale
        for i, row in enumerate(self.rows):
            if i != number:
                self.rows[i] = _cleared(row, chosen, into, before)
        self.goal = _cleared(self.goal, chosen, into, before)
        self.scale = pivot
        self.basis[number] = into

    def solution(self) -> tuple[Fraction, ...]:
        values = [Fraction(0)] * self.width
        for row, column in zip(self.rows, self.basis, strict=True):
            values[column] = Fraction(row[-1], self.scale)
        return tuple(values[: self.unknowns])


def _cleared(row: list[int], chosen: list[int], into: int, before: int) -> list[int]:
    pivot, factor = chosen[into], row[into]
    return [(a * pivot - factor * b) // before for a, b in zip(row, chosen, strict=True)]


def _whole(row: Sequence[Fraction]) -> list[int]:
    """Return a row times the least number that makes it whole, without common divisors."""
    factor = lcm(*(value.denominator for value in row))
    numbers = [int(value * factor) for value in row]
    divisor = gcd(*numbers) or 1
    return [number // divisor for number in numbers]
