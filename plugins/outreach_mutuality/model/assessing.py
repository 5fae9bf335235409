"""How a request is assessed: rules as data, what each says of it, and what is decided on that."""

from attrs import field, frozen, validators

from outreach_crm.asks.model import ResultKind
from outreach_crm.text import Sentence, Term, say, term
from outreach_mutuality.model.requests import DECLINED, MET, Outcome, RequestKind

__all__ = [
    "DECLINED",
    "MET",
    "Decision",
    "DecisionDraft",
    "Finding",
    "Outcome",
    "Promise",
    "Rule",
    "Rules",
    "Verdict",
]


class Verdict(Term):
    """What a rule says of a request."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@frozen(kw_only=True)
class Rule:
    """A rule by which requests are assessed.

    Args:
        key: its name in the book.
        question: what is asked of a request; yes means that nothing speaks against it.
        yes: the sentence that says why not.
        no: the sentence that says what does.
        unclear: the sentence that says what is to be found out.
        source: where the rule is from.
        consult: whom to ask where it is unclear.
        kinds: for which kinds of request it is put; none means all.
        results: for which asks of ours it is put as well, by what these are to bring.
        outright: for which kinds a request calls for a second look; then it is answered outright, never among the rest.
        with_amount: whether a request for an amount of money does so too, of whatever kind; it is put to each of them.
        signs: words of a request, or in the name of who brings it, that do so too; ``*`` at the end of one stands for
            all that begin so.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    question: str = field(converter=term)
    yes: str = field(converter=term)
    no: str = field(converter=term)
    unclear: str = field(converter=term)
    source: str = field(converter=term)
    consult: str = field(default="", converter=term)
    kinds: tuple[RequestKind, ...] = ()
    results: tuple[ResultKind, ...] = ()
    outright: tuple[RequestKind, ...] = ()
    with_amount: bool = False
    signs: tuple[str, ...] = ()

    def sentence(self, verdict: Verdict) -> str:
        """Return the sentence that says why."""
        return {Verdict.YES: self.yes, Verdict.NO: self.no, Verdict.UNCLEAR: self.unclear}[verdict]

    def is_put(self, kind: RequestKind, amount: float = 0.0) -> bool:
        """Return whether it is put for a kind of request, with the money it is about."""
        return not self.kinds or kind in self.kinds or (self.with_amount and amount > 0)


@frozen(kw_only=True)
class Rules:
    """All rules, in order; a section's own ones replace those of the same key."""

    rules: tuple[Rule, ...]


@frozen(kw_only=True)
class Finding:
    """What a rule says of one request.

    Args:
        rule: its key.
        verdict: yes, no or unclear.
        sentence: why, as the rule has it or as somebody wrote it.
        by: who said so.
        on: when (ISO 8601).
        ask: the account of whoever is to look at what is unclear; None where nobody is named.
    """

    rule: str
    verdict: Verdict = field(converter=Verdict)
    sentence: str = field(converter=term)
    by: str
    on: str
    ask: str = ""


@frozen(kw_only=True)
class DecisionDraft:
    """A decision to be taken, values as people write them.

    Args:
        outcome: what is decided.
        told: the reason they are told.
        kept: the reason that stays with us; empty: the same.
        rule: the key of the rule it rests on; empty: none in particular.
        offered: what is offered instead, which part is accepted, to whom they are referred, or who is consulted.
        decided_by: who decides; empty: the actor.
        promises: what we take upon us, each with its day: ``("100 leaflets", "2026-05-01")``.
        version: the ``change_id`` of the request that whoever decides has seen.
    """

    outcome: Outcome
    told: str
    kept: str = ""
    rule: str = ""
    offered: str = ""
    decided_by: str = ""
    promises: tuple[tuple[str, str], ...] = ()
    version: int | None = None


@frozen(kw_only=True)
class Decision:
    """A decision as it stands; see :class:`DecisionDraft`.

    ``departs`` says from which earlier decisions on like requests it departs, and why; ``ask`` is the account of
    whoever is consulted, where it is one.
    """

    request_id: int
    outcome: Outcome = field(converter=Outcome)
    told: str
    kept: str
    rule: str
    offered: str
    decided_by: str
    decided_on: str
    departs: str = ""
    ask: str = ""
    change_id: int = 0

    @property
    def offer(self) -> tuple[Sentence, str]:
        """What ``offered`` stands for with such a decision, and what it says."""
        labels = {
            Outcome.IN_PART: say("The part that is accepted"),
            Outcome.REFER: say("Referred to"),
            Outcome.CONSULT: say("Consulted"),
        }
        return labels.get(self.outcome, say("Offered")), self.offered


@frozen(kw_only=True)
class Promise:
    """What we took upon us by a decision: what, by when, and when it was done."""

    id: int
    request_id: int
    what: str
    due_on: str
    done_on: str | None = None
    change_id: int = 0
