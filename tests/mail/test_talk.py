"""One connection by itself: what goes over the wire, and how a message ends."""

import socket
from collections.abc import Iterator
from pathlib import Path
from select import select
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_mail.model import Security
from outreach_mail.smtp import Ending, Letter, Line, Server, Step, Talk, connect
from outreach_mail.smtp.talk import BEFORE_DOT, stuffed, unfit
from tests.faults.smtp_serving import Fault, serving

LETTER = Letter(1, "office@example.org", "ana@example.org", b"Subject: News\r\n\r\nThe law is out.\r\n")


@pytest.fixture(name="pair")
def a_pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def until_something(talk: Talk) -> list[Ending]:
    """Hear what comes until the talk is ready or something ends."""
    end = monotonic() + 10
    while not talk.is_ready and monotonic() < end:
        select([talk.line], [talk.line] if talk.line.has_more else [], [], 0.1)
        if ended := talk.hear(monotonic()):
            return ended
    return []


def test_a_connection_that_breaks_in_the_middle_of_a_long_message_has_not_taken_it(tmp_path: Path) -> None:
    letter = Letter(1, LETTER.sender, LETTER.recipient, b"It is long.\r\n" * 1_000_000)
    with serving(tmp_path, Fault(stage="middle", answer="drop")) as server:
        talk = Talk(connect(Server(host="127.0.0.1", port=server.port, security=Security.NONE)))
        talk.begin(letter, monotonic())
        (ended,) = until_something(talk)
    assert (ended.step, ended.reply) == (Step.BODY, None)
    assert "the connection broke" in ended.fault or "closed" in ended.fault


def test_the_whole_envelope_goes_in_one_write_where_the_server_offers_it(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = pair
    talk = Talk(Line(ours, pipelining=True, sizes=True))
    talk.begin(LETTER, 0)
    assert theirs.recv(1000) == (
        b"MAIL FROM:<office@example.org> SIZE=%d\r\nRCPT TO:<ana@example.org>\r\nDATA\r\n" % len(LETTER.data)
    )
    theirs.sendall(b"250 ok\r\n250-two\r\n250 lines\r\n354 go on\r\n")
    assert talk.hear(0) == []
    assert talk.is_ready
    assert theirs.recv(1000) == LETTER.data  # without the dot
    talk.finish(0, LETTER)
    assert theirs.recv(1000).startswith(b".\r\nMAIL FROM:")
    theirs.sendall(b"250 2.0.0 queued\r\n")
    (ended,) = talk.hear(0)
    assert (ended.step, ended.reply and ended.reply.status) == (Step.DOT, "2.0.0")


def test_after_a_refusal_the_next_letter_begins_with_a_reset(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    talk = Talk(Line(ours, pipelining=True))
    talk.begin(LETTER, 0)
    theirs.recv(1000)
    theirs.sendall(b"250 ok\r\n550 5.1.1 nobody\r\n554 5.5.1 nobody to send to\r\n")
    (ended,) = talk.hear(0)
    assert (ended.step, ended.reply and ended.reply.code) == (Step.RECIPIENT, 550)
    assert talk.is_idle
    talk.begin(LETTER, 0)
    assert theirs.recv(1000).startswith(b"RSET\r\nMAIL FROM:")


def test_a_server_that_wants_a_message_to_nobody_gets_not_even_a_dot(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    talk = Talk(Line(ours, pipelining=True))
    talk.begin(LETTER, 0)
    theirs.recv(1000)
    theirs.sendall(b"250 ok\r\n550 5.1.1 nobody\r\n354 go on\r\n")
    (ended,) = talk.hear(0)
    assert ended.step is Step.RECIPIENT
    assert theirs.recv(1000) == b""


def test_patience_has_an_end_however_much_is_said(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    talk = Talk(Line(ours, pipelining=True))
    talk.begin(LETTER, 0)
    theirs.sendall(b"250-a\r\n250-b\r\n")
    assert talk.hear(BEFORE_DOT - 1) == []
    assert talk.tire(BEFORE_DOT - 1) == []
    (ended,) = talk.tire(BEFORE_DOT)
    assert (ended.step, ended.fault) == (Step.MAIL, "no answer in time")


@pytest.mark.parametrize(
    "said", [b"\0" * 70_000, b"250-" + b"a" * 70_000, b"250-aa\r\n" * 40_000, b"999 no\r\n", b"2\r\n"]
)
def test_what_no_server_answers_ends_the_connection_and_fills_no_memory(
    pair: tuple[socket.socket, socket.socket], said: bytes
) -> None:
    ours, theirs = pair
    theirs.setblocking(False)
    line = Line(ours)
    for start in range(0, len(said), 32_000):
        if not line.fault:
            theirs.sendall(said[start : start + 32_000])
            line.read()
    assert line.fault == "the server answered what no mail server answers"


@given(st.lists(st.integers(200, 599)), st.data())
def test_replies_are_the_same_however_they_come_in_pieces(codes: list[int], data: st.DataObject) -> None:
    said = b"".join(b"%d-one\r\n%d 2.0.0 two\r\n" % (code, code) for code in codes)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        line, heard = Line(ours), []
        while said:
            n = data.draw(st.integers(1, len(said)))
            theirs.sendall(said[:n])
            said = said[n:]
            heard += line.read()
    assert [one.code for one in heard] == codes
    assert {one.text for one in heard} <= {"one 2.0.0 two"}


@given(st.binary(max_size=60).map(lambda told: told.replace(b"\r", b"").replace(b"\n", b"\r\n") + b"\r\n"))
def test_a_receiver_reads_exactly_what_was_sent(data: bytes) -> None:
    wire = stuffed(data) + b".\r\n"
    lines = wire.split(b"\r\n")
    assert lines.index(b".") == len(lines) - 2  # the first dot alone is the last line
    read = [line[1:] if line.startswith(b".") else line for line in lines[:-2]]
    assert b"\r\n".join(read) + b"\r\n" == data


@pytest.mark.parametrize(
    "recipient",
    [
        "a@x.example, b@evil.example",
        '"a\r\nb"@x.example',
        "a@x.example SIZE=1",
        "a@x.example>\r\nRCPT TO:<b@evil.example",
        "a",
        "",
        "a@x.example@evil.example ",
        "josé@x.example",
        "a\0@x.example",
    ],
)
def test_an_address_that_could_be_read_as_more_than_one_never_leaves(
    pair: tuple[socket.socket, socket.socket], recipient: str
) -> None:
    assert unfit(Letter(1, "office@example.org", recipient, LETTER.data), Line(pair[0]))


@pytest.mark.parametrize("data", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\n\r\n", b"a", b"", b"a\r\r\n"])
def test_only_whole_line_ends_leave(pair: tuple[socket.socket, socket.socket], data: bytes) -> None:
    assert unfit(Letter(1, "office@example.org", "ana@example.org", data), Line(pair[0]))


def test_letters_beyond_ascii_need_a_server_that_takes_them(pair: tuple[socket.socket, socket.socket]) -> None:
    letter = Letter(1, "office@example.org", "josé@x.example", LETTER.data)
    ours, theirs = pair
    line = Line(ours, pipelining=True, utf8=True)
    assert unfit(letter, line) == ""
    Talk(line).begin(letter, 0)
    assert theirs.recv(1000).startswith("MAIL FROM:<office@example.org> SMTPUTF8\r\nRCPT TO:<josé@x.example>".encode())


def test_what_stands_behind_a_dot_has_not_been_tried_where_the_connection_breaks(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = pair
    talk = Talk(Line(ours, pipelining=True))
    talk.begin(LETTER, 0)
    theirs.sendall(b"250 ok\r\n250 ok\r\n354 go on\r\n")
    talk.hear(0)
    following = Letter(2, LETTER.sender, "eva@example.org", LETTER.data)
    talk.finish(0, following)
    theirs.close()
    assert [(one.letter, one.step) for one in talk.hear(0)] == [(LETTER, Step.DOT), (following, Step.UNTRIED)]
