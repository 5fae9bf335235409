"""Rounds: many connections side by side, and one write of the outbox for all that stand before the dot.

Each round is one transaction: what the server said of the last dots is written down together with what leaves next.
A slow connection holds up nobody: whoever is not ready is part of a later round.
"""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.dispatch.model import Commit, DeliveryState, Message, Outcome, Settle
from outreach_crm.errors import DeliveryError, InvalidInputError, OutreachError
from outreach_crm.text import row, say
from outreach_mail.service import halting
from outreach_mail.service.lines import Lines
from outreach_mail.service.pacing import Pace
from outreach_mail.service.verdicts import is_about_us, is_not_so_fast, verdict
from outreach_mail.smtp import Ending, Letter, Line, Step, Talk
from outreach_mail.smtp.talk import unfit

# Seconds: how long those that are ready wait for others; how long one sleeps at most before looking whether to halt;
# for how long letters of one batch are begun (it is leased for 1,200); how long the last dots may take at a halt.
_PATIENCE, _LOOK, _BEGIN_UNTIL, _LAST_DOTS = 0.05, 0.25, 600.0, 4.0
# Where so many domains refuse us one after another, or so many messages as they begin, it is about us.
_ENOUGH = 3
# Where nothing was taken yet and so many messages are refused after their last dot, be it by one domain, too.
_ENOUGH_OF_ONE = 5
_CLOSING = 421

Compose = Callable[[Message], Letter]


@define(eq=False)
class Rounds:
    """One batch of messages on its way over the connections there are."""

    app: App
    lines: Lines
    pace: Pace
    compose: Compose
    commit: Commit
    settle: Settle
    messages: dict[int, Message]
    # What servers said of those that they refused for good.
    refused: dict[int, str] = field(factory=dict)
    _todo: deque[Message] = field(factory=deque)
    _outcomes: list[Outcome] = field(factory=list)
    _refusals: list[Ending] = field(factory=list)
    _refused_by: set[str] = field(factory=set)
    _waits_since: float = 0.0
    _began: float = field(factory=monotonic)

    def run(self) -> None:
        """Send all of it, but for what has to wait.

        Raises:
            DeliveryError: the server wants nothing from us, whoever it is for.
            KeyboardInterrupt: somebody asked to end; what was on its way is written down.
        """
        self._todo.extend(self.messages.values())
        try:
            while self._goes_on():
                self._begin()
                self._listen()
                self._round()
            self._judge()
        except BaseException:
            self._wind_up()
            raise

    def _goes_on(self) -> bool:
        if halting.is_asked():
            raise KeyboardInterrupt
        return bool(self._todo or self._outcomes) or any(not one.is_idle for one in self.lines.talks)

    def _begin(self) -> None:
        """Give letters to whoever is idle, and open further connections where more wait than can be served."""
        if not self._todo:
            return
        if why := self.lines.closed:
            self._put_off(DeliveryState.DEFERRED, reply=why)
            return
        now = monotonic()
        if now - self._began > _BEGIN_UNTIL:
            # They are claimed again, by whoever comes first; where only the pace holds them, not before their time.
            wait = self.pace.rest()
            self._put_off(DeliveryState.QUEUED, wait=int(wait) + 1) if wait else self._todo.clear()
            return
        for talk in [one for one in self.lines.talks if one.is_idle]:
            if (letter := self._next(talk.line)) is None:
                break
            talk.begin(letter, now)
            self.lines.tend(talk)
        self.lines.open_more(len(self._todo))

    def _put_off(self, state: DeliveryState, *, reply: str = "", wait: int | None = None) -> None:
        self._outcomes += (Outcome(id=one.id, state=state, reply=reply, wait=wait) for one in self._todo)
        self._todo.clear()

    def _next(self, line: Line) -> Letter | None:
        """Return the next letter that may go over a line now; None where none may."""
        while self._todo:
            message = self._todo[0]
            wait = self.pace.admit(message.address)
            if wait and not self.pace.is_of_domain:
                return None
            self._todo.popleft()
            if wait:
                self._outcomes.append(Outcome(id=message.id, state=DeliveryState.QUEUED, wait=int(wait) + 1))
                continue
            try:
                letter = self.compose(message)
                if why := unfit(letter, line):
                    raise InvalidInputError(why)
            except InvalidInputError as error:
                unfit_one = Outcome(id=message.id, state=DeliveryState.FAILED, code="unfit", reply=str(error))
                self._outcomes.append(unfit_one)
                continue
            return letter
        return None

    def _listen(self) -> None:
        """Wait until something happens on a connection, and go on with it."""
        now, patience = monotonic(), _LOOK
        if self._waits_since:
            patience = min(patience, max(0.0, self._waits_since + _PATIENCE - now))
        elif self._outcomes and not self.lines.talks:
            patience = 0.0
        if self._todo:
            patience = min(patience, self.pace.rest() or patience)
        self._hear(patience)
        now = monotonic()
        for talk in [one for one in self.lines.talks if one.until < now and not one.is_idle]:
            self._heard(talk.tire(now))
            self.lines.tend(talk)

    def _hear(self, seconds: float) -> None:
        for talk in self.lines.wait(seconds):
            self._heard(talk.hear(monotonic()))
            self.lines.tend(talk)

    def _heard(self, endings: Iterable[Ending]) -> None:
        for ending in endings:
            if ending.step is Step.UNTRIED:
                self._todo.appendleft(self.messages[ending.letter.id])
                continue
            if ending.reply and ending.reply.code == _CLOSING:
                self.lines.slow_down(ending.reply.text)
            if is_about_us(ending):
                self._refused(ending)
                continue
            if self._ended(ending).state is DeliveryState.SENT:
                self._taken(ending.letter.domain)
            elif is_not_so_fast(ending):
                self.pace.put_off(ending.letter.domain)

    def _ended(self, ending: Ending) -> Outcome:
        """Note what became of a message, to be written down with the next round."""
        outcome = verdict(ending)
        if outcome.state is DeliveryState.FAILED and ending.reply:
            self.refused[outcome.id] = f"{ending.reply.code} {ending.reply.text}"
        self._outcomes.append(outcome)
        return outcome

    def _taken(self, domain: str) -> None:
        """Note that the server takes messages from us: whom it refused, it refused for themselves."""
        self.lines.took()
        self.pace.took(domain)
        if self._refused_by:
            self._give_up_refused()

    def _give_up_refused(self) -> None:
        for one in self._refusals:
            self._ended(one)
        self._refusals.clear()
        self._refused_by.clear()

    def _refused(self, ending: Ending) -> None:
        """Note a refusal that may be about us.

        Raises:
            DeliveryError: it is.
        """
        letter = ending.letter
        if ending.step is Step.DOT:
            self._ended(ending)  # what stands behind its dot cannot be taken back into the queue
            self.lines.refused += 1
        else:
            self._refusals.append(ending)
        self._refused_by.add(letter.recipient if ending.step is Step.MAIL else letter.domain)
        alone = not self.lines.taken and self.lines.refused >= _ENOUGH_OF_ONE
        if alone or len(self._refused_by) >= _ENOUGH:
            raise self._unwanted(ending)

    def _unwanted(self, ending: Ending) -> DeliveryError:
        told = f"{ending.reply.code} {ending.reply.text}" if ending.reply else ""
        sentence = say(
            "{host} takes nothing from us ({step}): {told}.",
            host=self.lines.server.host,
            step=ending.step,
            told=told.rstrip("."),
        )
        if ending.step is Step.DOT:
            failed = say("The first of them have failed by it; outreach mail missed sends to them once all is done.")
            return DeliveryError(row((sentence, failed), " "))
        return DeliveryError(sentence)

    def _judge(self) -> None:
        """Decide on refusals after which nothing was taken: about us, unless something was taken before.

        Raises:
            DeliveryError: it is about us. Whoever it was for is tried again once somebody has seen to it.
        """
        if not self._refusals:
            return
        if not self.lines.taken or any(one.step is Step.MAIL for one in self._refusals):
            raise self._unwanted(self._refusals[-1])
        self._give_up_refused()
        self.settle(self._outcomes)

    def _round(self) -> None:
        """Write down what became of messages and what leaves now, in one transaction, and let it leave."""
        talks = self.lines.talks
        ready = [one for one in talks if one.is_ready]
        if not ready and not self._outcomes:
            self._waits_since = 0.0
            return
        now = monotonic()
        if not all(one.is_idle or one.is_ready for one in talks):
            self._waits_since = self._waits_since or now
            if now - self._waits_since < _PATIENCE:
                return
        self._waits_since = 0.0
        allowed = self._written_down([one.letter.id for one in ready if one.letter])
        for talk in ready:
            talk.committed = talk.letter is not None and talk.letter.id in allowed
        if ready:  # a server that has said anything by now, or is gone, gets no dot
            self._hear(0.0)
        for talk in ready:
            if talk.is_ready:
                self._let_go(talk)
        if ready and not allowed:  # it was stopped, or we are too late; who is left is claimed again
            self._todo.clear()

    def _written_down(self, ids: list[int]) -> frozenset[int]:
        with self.app.store.write():
            if self._outcomes:
                self.settle(self._outcomes)
            allowed = self.commit(ids) if ids else frozenset()
        self._outcomes = []
        return allowed

    def _let_go(self, talk: Talk) -> None:
        if talk.committed:
            goes_on = talk.line.pipelining and not self.pace.is_set and monotonic() - self._began < _BEGIN_UNTIL
            talk.finish(monotonic(), self._next(talk.line) if goes_on else None)
        else:
            talk.abandon()
        self.lines.tend(talk)

    def _wind_up(self) -> None:
        """Let nothing more leave, wait a little for what the server says of the last dots, and write it down."""
        until = monotonic() + _LAST_DOTS
        for talk in [*self.lines.talks]:
            if talk.committed and talk.letter:
                told = Outcome(id=talk.letter.id, state=DeliveryState.DEFERRED, reply="cut off before its end", wait=0)
                self._outcomes.append(told)
        with suppress(DeliveryError):
            while self._last_dots() and monotonic() < until:
                for talk in self.lines.wait(min(_LOOK, until - monotonic())):
                    for ending in talk.hear(monotonic()):
                        if ending.step is Step.DOT:
                            self._ended(ending)
        for talk in [*self.lines.talks]:
            if talk.leaving:
                told = Outcome(id=talk.leaving.id, state=DeliveryState.IN_DOUBT, reply="no answer before we ended")
                self._outcomes.append(told)
            talk.abandon()
            self.lines.tend(talk)
        with suppress(OutreachError):  # what cannot be written down now is in doubt
            self.settle(self._outcomes)

    def _last_dots(self) -> bool:
        """Close whatever has no dot to wait for, and return whether anything is left."""
        for talk in [one for one in self.lines.talks if one.leaving is None]:
            talk.abandon()
            self.lines.tend(talk)
        return bool(self.lines.talks)
