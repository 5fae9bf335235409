"""Jobs for agents that have only so much time: the generalised assignment problem, solved exactly.

Branch and bound with Lagrangian bounds: where a job may be done by several agents or by none at a price of its own,
each agent has a knapsack to fill, and the prices at which all jobs are done just once bound what can be reached
(Ross and Soland, 1975; Fisher, Management Science 27, 1981).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor, lcm

from attrs import evolve, frozen

from outreach_cases.formulas.assignment import Number, exact
from outreach_crm.text import say

_STEPS_FIRST, _STEPS_AFTER = 200, 15
_FINE = 1000


@frozen(kw_only=True)
class Jobs:
    """Who does which job.

    Args:
        agents: by job, the agent that does it, counted from 0.
        total: what that brings, or costs.
        used: by agent, how much of its capacity that takes.
    """

    agents: tuple[int, ...]
    total: int | Fraction
    used: tuple[int | Fraction, ...]


def distribute(
    values: Sequence[Sequence[Number]],
    needs: Sequence[Sequence[Number]],
    capacities: Sequence[Number],
    *,
    maximise: bool = True,
) -> Jobs | None:
    """Return the best way to have every job done by one agent within its capacity; None where there is no way.

    Args:
        values: by agent and job, what it brings (or costs).
        needs: by agent and job, how much of the agent's capacity it takes; 0 or more.
        capacities: by agent.
        maximise: look for the most; else for the least.

    Raises:
        ValueError: where the tables do not fit each other.
    """
    shapes = {(len(table), *{len(row) for row in table}) for table in (values, needs)}
    if len(shapes) != 1 or len(values) != len(capacities) or len(next(iter(shapes))) > 2:
        raise ValueError(say("Values and needs must have a row for each agent and a column for each job."))
    sign = 1 if maximise else -1
    worth = [[sign * exact(one) for one in row] for row in values]
    taken = [[exact(one) for one in row] for row in needs]
    scale = lcm(*(Fraction(one).denominator for row in worth for one in row))
    search = _Search([[int(one * scale) for one in row] for row in worth], taken, [exact(one) for one in capacities])
    agents = search.best()
    if agents is None:
        return None
    used = [sum(taken[i][job] for job, agent in enumerate(agents) if agent == i) for i in range(len(capacities))]
    total = sign * sum(worth[agent][job] for job, agent in enumerate(agents))
    return Jobs(agents=tuple(agents), total=total, used=tuple(used))


@frozen
class _Node:
    """What is decided so far.

    Args:
        allowed: by job, the agents that may still do it.
        prices: by job, in parts of a unit.
    """

    allowed: tuple[tuple[int, ...], ...]
    prices: tuple[int, ...]


class _Search:
    """Depth first, the most promising agent first; what cannot be better than the best known is left out."""

    def __init__(
        self,
        values: Sequence[Sequence[int]],
        needs: Sequence[Sequence[int | Fraction]],
        capacities: Sequence[int | Fraction],
    ) -> None:
        self._values, self._needs, self._capacities = values, needs, capacities
        self._jobs = range(len(values[0]) if values else 0)
        self._best: list[int] | None = None
        self._most = 0

    def best(self) -> list[int] | None:
        agents = range(len(self._capacities))
        allowed = tuple(tuple(i for i in agents if self._needs[i][job] <= self._capacities[i]) for job in self._jobs)
        prices = tuple(_FINE * max((self._values[i][job] for i in agents), default=0) for job in self._jobs)
        nodes = [(_Node(allowed, prices), _STEPS_FIRST)]
        while nodes:
            node, steps = nodes.pop()
            nodes += reversed([(one, _STEPS_AFTER) for one in self._branches(node, steps)])
        return self._best

    def _branches(self, node: _Node, steps: int) -> list[_Node]:
        """Return the ways to go on from a node; none where it cannot lead to anything better, or is decided."""
        if not all(node.allowed):
            return []
        if all(len(one) == 1 for one in node.allowed):
            self._try([one[0] for one in node.allowed])
            return []
        best_bound, best_prices = None, node.prices
        doing: list[list[int]] = []
        prices = list(node.prices)
        for step in range(steps):
            bound, chosen = self._relaxed(node.allowed, prices)
            if bound is None:
                return []
            if best_bound is None or bound < best_bound:
                best_bound, best_prices, doing = bound, tuple(prices), chosen
            if self._best is not None and floor(Fraction(best_bound, _FINE)) <= self._most:
                return []
            wrong = [len(doers) - 1 for doers in chosen]
            if not any(wrong):
                self._try([doers[0] for doers in chosen])
                return []
            self._mend(node.allowed, chosen)
            size = self._step(bound, wrong, step / steps)
            prices = [price + size * surplus for price, surplus in zip(prices, wrong, strict=True)]
        return self._split(evolve(node, prices=best_prices), doing)

    def _step(self, bound: int, wrong: Sequence[int], gone: float) -> int:
        """Return how far prices move: less, the nearer the bound is to the best known and the later it is (Polyak)."""
        missing = bound - _FINE * (self._most + 1) if self._best is not None else abs(bound) // 50
        return max(int((2 - 1.9 * gone) * missing) // sum(one * one for one in wrong), 1)

    def _split(self, node: _Node, doing: Sequence[Sequence[int]]) -> list[_Node]:
        """Decide the job that most agents want, or nobody does: each agent in its turn, those that take it first."""
        open_jobs = [job for job in self._jobs if len(node.allowed[job]) > 1]
        job = max(open_jobs, key=lambda one: (abs(len(doing[one]) - 1), -len(node.allowed[one]), -one))
        order = sorted(node.allowed[job], key=lambda i: (i not in doing[job], -self._values[i][job], i))
        return [evolve(node, allowed=(*node.allowed[:job], (agent,), *node.allowed[job + 1 :])) for agent in order]

    def _mend(self, allowed: Sequence[Sequence[int]], doing: Sequence[Sequence[int]]) -> None:
        """Try what comes of it when each job is left to one that would do it, or else to whoever has room."""
        left = [*self._capacities]
        agents = [-1] * len(doing)
        for job in sorted(self._jobs, key=lambda one: (not doing[one], len(doing[one]), one)):
            possible = [i for i in doing[job] or allowed[job] if self._needs[i][job] <= left[i]]
            possible = possible or [i for i in allowed[job] if self._needs[i][job] <= left[i]]
            if not possible:
                return
            agents[job] = max(possible, key=lambda i: self._values[i][job])
            left[agents[job]] -= self._needs[agents[job]][job]
        self._try(agents)

    def _try(self, agents: list[int]) -> None:
        """Keep a way to do all jobs if it is allowed and better than the best known."""
        used: dict[int, int | Fraction] = {}
        for job, agent in enumerate(agents):
            used[agent] = used.get(agent, 0) + self._needs[agent][job]
        total = sum(self._values[agent][job] for job, agent in enumerate(agents))
        if all(amount <= self._capacities[i] for i, amount in used.items()) and (
            self._best is None or total > self._most
        ):
            self._best, self._most = agents, total

    def _relaxed(self, allowed: Sequence[Sequence[int]], prices: Sequence[int]) -> tuple[int | None, list[list[int]]]:
        """Return what could be reached at most at such prices, and who would do each job then.

        Returns:
            None in place of the bound where an agent cannot do what only it is left to do.
        """
        total = sum(prices)
        doing: list[list[int]] = [[] for _ in self._jobs]
        for agent in range(len(self._capacities)):
            forced = [job for job in self._jobs if allowed[job] == (agent,)]
            left = self._capacities[agent] - sum(self._needs[agent][job] for job in forced)
            if left < 0:
                return None, doing
            gains = {
                job: gain
                for job in self._jobs
                if len(allowed[job]) > 1
                and agent in allowed[job]
                and (gain := _FINE * self._values[agent][job] - prices[job]) > 0
            }
            most, chosen = _filled(gains, self._needs[agent], left)
            total += most + sum(_FINE * self._values[agent][job] - prices[job] for job in forced)
            for job in (*forced, *chosen):
                doing[job].append(agent)
        return total, doing


def _filled(
    gains: Mapping[int, int], needs: Sequence[int | Fraction], capacity: int | Fraction
) -> tuple[int, tuple[int, ...]]:
    """Return what a knapsack brings at most, and what is in it; of two ways the one that needs less and brings more."""
    states: list[tuple[int | Fraction, int, tuple[int, ...]]] = [(0, 0, ())]
    for job, gain in gains.items():
        more = [(used + needs[job], worth + gain, (*taken, job)) for used, worth, taken in states]
        merged = sorted([*states, *(one for one in more if one[0] <= capacity)], key=lambda one: (one[0], -one[1]))
        states = []
        for one in merged:
            if not states or one[1] > states[-1][1]:
                states.append(one)
    _, worth, taken = states[-1]
    return worth, taken
