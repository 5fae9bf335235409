"""What a mailing would come to, looked at before it leaves."""

from attrs import frozen

from outreach_crm.dispatch.model import Foreseen as Missed


@frozen(kw_only=True)
class Foreseen:
    """Who gets a mailing, and who does not, each with the reason in a sentence; and what it says to one of them.

    ``missed`` are those who do not, as the list of the mailing has them; ``reader`` is who reads what it says, each in
    their language; empty where it says the same to everybody.
    """

    gets: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    missed: tuple[Missed, ...] = ()
    reader: str = ""
    subject: str = ""
    body: str = ""
