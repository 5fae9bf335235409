"""The short form of the series of hostile messages, and what it finds where there is something to find."""

import pytest

from tests.fuzz.letters import HEADERS, main, wrong


def test_no_hostile_text_gets_out_of_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(2_000, seed=1) == 0
    assert "0 with a header too many" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Bcc: eve@example.net\r\n", b"text\r\n"),
        (b"", b"text"),
        (b"", b"a\n.\nb\r\n"),
        (b"", b"a\r\n.\r\nb\r\n"),
        (b"", b"a\rb\r\n"),
        (b"", b"\x00\r\n"),
        (b"", "é\r\n".encode()),
        (b"", b"x" * 1000 + b"\r\n"),
    ],
)
def test_what_is_wrong_is_found(head: bytes, body: bytes) -> None:
    headers = b"".join(name + b": x\r\n" for name in HEADERS)
    assert wrong(headers + b"\r\ntext\r\n") == ""
    assert wrong(headers + head + b"\r\n" + body) != ""
