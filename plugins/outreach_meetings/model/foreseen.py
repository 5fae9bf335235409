"""What a mailing would come to, looked at before it leaves."""

from attrs import frozen


@frozen(kw_only=True)
class Foreseen:
    """Who gets a mailing, and who does not, each with the reason in a sentence; and what it says to one of them.

    ``rules`` are the keys of these reasons, ``reader`` who reads what it says, each in their language; empty where it
    says the same to everybody.
    """

    gets: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    rules: frozenset[str] = frozenset()
    reader: str = ""
    subject: str = ""
    body: str = ""
