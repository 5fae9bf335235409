"""What was asked and done in both directions with an organisation (F15), and whether like was treated alike."""

from attrs import field, frozen

from outreach_crm.asks.model import measures
from outreach_crm.model import Ref
from outreach_crm.text import Sentence, Term, later, row, say
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.requests import RequestKind


class Alarm(Term):
    """What is out of balance."""

    # A request of theirs has waited too long.
    OPEN = "a request of theirs waits too long"
    # We asked again and again, and nothing was done or told back.
    WITHOUT_RETURN = "we ask and nothing comes back"
    # They did what we asked, and whatever they asked for we did not.
    ONE_SIDED = "they do what we ask and we never what they ask"
    OVERDUE = "a promise of ours is overdue"


@frozen(kw_only=True)
class Balance:
    """Asks and requests between us and one organisation, or all of a sector.

    Args:
        contact_id: the organisation; 0 for a sector.
        name: what it is called.
        sector: the key of the sector, where it is one.
        organisations: how many they are: 1, or all of a sector.
        we_asked: how many asks were put to them.
        they_did: how many of these they did.
        they_declined: how many they declined.
        asks_open: how many have no answer, or are agreed and not done, or are to be put again.
        asks_given_up: how many we gave up; with those that were done, declined or are open these are all.
        they_asked: how many requests came from them.
        we_did: how many of these we met, whole or in part.
        we_offered: for how many we offered something else, which is neither met nor declined.
        we_declined: how many we declined or referred, with a reason.
        requests_open: how many are not decided yet, or others are consulted on; with the three before these are all.
        alarms: what is out of balance.
        index: how even giving and taking are, 0 to 1; None where nothing was done. Never shown without the counts.
    """

    contact_id: int
    name: str
    sector: str = ""
    organisations: int = 1
    we_asked: int
    they_did: int
    they_declined: int
    asks_open: int
    asks_given_up: int
    they_asked: int
    we_did: int
    we_offered: int
    we_declined: int
    requests_open: int
    alarms: tuple[Alarm, ...] = field(default=())
    index: float | None = field(init=False)

    @index.default
    def _evenness(self) -> float | None:
        return measures.mutuality(self.they_did, self.we_did)

    @property
    def ours(self) -> Sentence:
        """What became of what we asked, as people read it: ``9: 3 done, 2 declined, 4 open``; empty for nothing."""
        return _told(
            self.we_asked,
            (self.they_did, later("{n} done")),
            (self.they_declined, later("{n} declined")),
            (self.asks_open, later("{n} open")),
            (self.asks_given_up, later("{n} given up")),
        )

    @property
    def theirs(self) -> Sentence:
        """What became of what they asked."""
        return _told(
            self.they_asked,
            *_became(self.we_did, self.we_offered, self.we_declined),
            (self.requests_open, later("{n} not decided")),
        )


def _became(met: int, offered: int, declined: int) -> tuple[tuple[int, str], ...]:
    return (met, later("{n} met")), (offered, later("{n} offered something else")), (declined, later("{n} declined"))


def _told(whole: int, *counts: tuple[int, str]) -> Sentence:
    what = row([say(template, n=n) for n, template in counts if n])
    return say("{n}: {what}", n=whole, what=what) if whole else what


@frozen(kw_only=True)
class BySector:
    """The balance with the organisations of each sector, and with all of them.

    Args:
        sectors: with those of each sector; whoever belongs to two counts in both, whoever to none stands last.
        whole: with all of them, each counted once.
    """

    sectors: tuple[Balance, ...]
    whole: Balance


@frozen(kw_only=True)
class Pressing:
    """One thing that is out of balance, and where something can be done about it.

    Args:
        alarm: what is out of balance.
        contact_id: with whom.
        contact: their name.
        what: the request that waits, what was promised, or how many asks brought nothing.
        on: since when, or by when (ISO 8601); of asks, when the first of them was put.
        ref: what to look at: the request, or of asks the organisation.
        command: what helps, at the command line.
    """

    alarm: Alarm
    contact_id: int
    contact: str
    what: str
    on: str
    ref: Ref
    command: str


@frozen(kw_only=True)
class Treatment:
    """How requests of one kind were decided: over all, and by sector.

    Args:
        kind: what is asked for.
        sector: the key of a sector; empty: over all.
        name: what the sector is called.
        met: how many were met.
        offered: for how many something else was offered.
        declined: how many were declined.
    """

    kind: RequestKind = field(converter=RequestKind)
    sector: str
    name: str = ""
    met: int
    offered: int
    declined: int

    @property
    def told(self) -> Sentence:
        """What became of them, as people read it: ``3: 1 met, 2 declined``."""
        return _told(self.met + self.offered + self.declined, *_became(self.met, self.offered, self.declined))


@frozen(kw_only=True)
class Departure:
    """A decision that departed from those on like requests: on whose request, what, and from which ones."""

    request_id: int
    contact_id: int
    contact: str
    kind: RequestKind = field(converter=RequestKind)
    outcome: Outcome = field(converter=Outcome)
    departs: str
    decided_by: str
    decided_on: str


@frozen(kw_only=True)
class Share:
    """What one organisation got of requests of one kind: how many were met, answered by something else, or declined."""

    contact_id: int
    contact: str
    sectors: tuple[str, ...]
    met: int
    offered: int
    declined: int


@frozen(kw_only=True)
class Mixed:
    """A kind of request of which not all were met, declined or answered by something else: who got what.

    Args:
        kind: what was asked for.
        met: how many were met.
        offered: for how many something else was offered.
        declined: how many were declined.
        shares: what each organisation got, those on which something was decided last first.
        organisations: how many they are in all.
    """

    kind: RequestKind = field(converter=RequestKind)
    met: int
    offered: int
    declined: int
    shares: tuple[Share, ...]
    organisations: int

    @property
    def met_for(self) -> tuple[Share, ...]:
        """Who got something; whoever was turned down too stands in both."""
        return tuple(one for one in self.shares if one.met)

    @property
    def offered_for(self) -> tuple[Share, ...]:
        """Who was offered something else."""
        return tuple(one for one in self.shares if one.offered)

    @property
    def declined_for(self) -> tuple[Share, ...]:
        """Who was turned down."""
        return tuple(one for one in self.shares if one.declined)

    @property
    def more(self) -> int:
        """How many organisations are not shown."""
        return self.organisations - len(self.shares)


@frozen(kw_only=True)
class Consistency:
    """Whether like requests were treated alike.

    Args:
        treated: how requests of each kind were decided, over all and by sector.
        departures: decisions that departed from those on like requests, the latest first.
        mixed: of kinds that did not all come to the same, who got what.
    """

    treated: tuple[Treatment, ...]
    departures: tuple[Departure, ...]
    mixed: tuple[Mixed, ...]
