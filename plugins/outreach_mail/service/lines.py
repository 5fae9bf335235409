"""The connections one worker keeps open: how many, when another may be tried, and what happens on them."""

from contextlib import suppress
from queue import Empty, SimpleQueue
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from threading import Thread
from time import monotonic

from attrs import define, field

from outreach_crm.errors import DeliveryError
from outreach_mail.model import UnreachableError
from outreach_mail.smtp import Line, Server, Talk, connect

# Seconds: until a server that could not be reached is tried again; until another connection after "not so fast",
# doubled each time, up to where everything is put off; and how often one looks whether a connection stands.
_CLOSED, _FIRST_REST, _LONGEST_REST, _GLANCE = 60.0, 1.0, 16.0, 0.01
# After so many messages that were taken on, one more connection is tried again.
_TRUST = 100


@define(eq=False)
class Lines:
    """Up to so many connections to one server; opened one first, and the others once that stands.

    A server that says 421 gets half of them, and a rest; one that cannot be reached is left alone for a minute, so that
    a list of thousands does not knock thousands of times.
    """

    server: Server
    most: int
    talks: list[Talk] = field(factory=list)
    # Those that wait for room to write.
    _full: set[Talk] = field(factory=set)
    # How many messages were taken on over them so far.
    taken: int = 0
    # How many were refused after their last dot for who sends them.
    refused: int = 0
    _wanted: int = 0
    _opening: int = 0
    _come: SimpleQueue[Line | Exception] = field(factory=SimpleQueue)
    _selector: DefaultSelector = field(factory=DefaultSelector)
    _rest: float = _FIRST_REST
    _not_before: float = 0.0
    _closed_until: float = 0.0
    _why: str = ""
    _over: bool = False

    def __attrs_post_init__(self) -> None:
        self._wanted = self.most

    @property
    def closed(self) -> str:
        """Why nothing can be sent for the moment; empty where it can."""
        return self._why if monotonic() < self._closed_until and not self.talks else ""

    def open_more(self, waiting: int) -> None:
        """Open connections for what waits, each in a thread of its own: a slow greeting holds up nobody."""
        there = len(self.talks) + self._opening
        room = min(self._wanted if self.talks else 1, there + waiting) - there
        if room <= 0 or monotonic() < max(self._not_before, self._closed_until):
            return
        for _ in range(room):
            self._opening += 1
            Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        try:
            self._come.put(connect(self.server))
        except Exception as error:  # it is raised where the connections are waited for
            self._come.put(error)
        if self._over:
            self._turn_off()

    def _turn_off(self) -> None:
        """Close the connections that come too late."""
        with suppress(Empty):
            while True:
                if isinstance(came := self._come.get_nowait(), Line):
                    came.close(politely=True)

    def wait(self, seconds: float) -> list[Talk]:
        """Wait at most so long until something happens, and return the connections on which it did.

        Raises:
            DeliveryError: the server cannot be spoken to until somebody changes something.
        """
        if self._opening:
            seconds = min(seconds, _GLANCE)
            self._welcome(0.0 if self.talks else seconds)
        if not self.talks:
            if not self._opening:
                self._nap(seconds)
            return []
        return [key.data for key, _ in self._selector.select(seconds)]

    def _nap(self, seconds: float) -> None:
        self._selector.select(seconds)

    def _welcome(self, seconds: float) -> None:
        try:
            while True:
                came = self._come.get(timeout=seconds) if seconds else self._come.get_nowait()
                self._opening -= 1
                seconds = 0.0
                if isinstance(came, Line):
                    self.talks.append(talk := Talk(came))
                    self._selector.register(came, EVENT_READ, talk)
                else:
                    self._turned_away(came)
        except Empty:
            return

    def _turned_away(self, error: Exception) -> None:
        """Go on with the connections there are; where there is none, wait, or say that it is of no use."""
        if self.talks:
            self._wanted, self._not_before = len(self.talks), monotonic() + _CLOSED
        elif isinstance(error, UnreachableError):
            self._close(str(error))
        elif not self._opening or not isinstance(error, DeliveryError):
            raise error

    def _close(self, why: str) -> None:
        self._why, self._closed_until = why, monotonic() + _CLOSED

    def slow_down(self, why: str) -> None:
        """Do with half of the connections, and rest before another is opened; give up for now after some rests."""
        self._wanted = max(1, len(self.talks) // 2)
        if monotonic() < self._not_before:
            return  # several connections were told the same thing
        self._not_before = monotonic() + self._rest
        self._rest *= 2
        if self._rest > _LONGEST_REST:
            self._close(why)
            self._rest = _FIRST_REST

    def took(self) -> None:
        """Note that a message was taken on: the server is well again."""
        self.taken += 1
        self._rest = _FIRST_REST
        if self._wanted < self.most and self.taken % _TRUST == 0:
            self._wanted += 1

    def tend(self, talk: Talk) -> None:
        """Forget a connection that is closed, and watch for room to write where something waits to be written."""
        if talk.line.fault:
            self._selector.unregister(talk.line)
            self.talks.remove(talk)
            self._full.discard(talk)
            talk.line.close()
            return
        if talk.line.has_more is not (talk in self._full):
            events = EVENT_READ | EVENT_WRITE if talk.line.has_more else EVENT_READ
            self._selector.modify(talk.line, events, talk)
            self._full ^= {talk}

    def close(self) -> None:
        """Close all connections, those that are still being opened as soon as they stand."""
        self._over = True
        self._turn_off()
        for talk in self.talks:
            talk.line.close(politely=talk.is_idle)
        self.talks.clear()
        self._selector.close()
