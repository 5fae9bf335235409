"""What becomes of a message by how it ended at the server: pure rules (RFC 5321, 4.2.1; RFC 3463)."""

import re

from outreach_crm.dispatch.model import DeliveryState, Outcome
from outreach_mail.smtp import Ending, Reply, Step

_SERVER_ERROR = 500
# MAIL is about whoever sends; and what is said in the middle of a body answers nothing that was asked.
_ABOUT_IT = frozenset({Step.RECIPIENT, Step.DATA, Step.DOT})


def verdict(ending: Ending) -> Outcome:
    """Return what became of a message.

    Only a good reply to the dot says that it was taken on. A reply that begins with 4 says later, one that begins with
    5 never, where it is about this message; anything else leaves it in doubt after the dot, and untaken before it.
    """
    reply, number = ending.reply, ending.letter.id
    if ending.step is Step.DOT:
        if reply is None:
            return Outcome(id=number, state=DeliveryState.IN_DOUBT, reply=ending.fault)
        if reply.is_good:
            return Outcome(id=number, state=DeliveryState.SENT, code=str(reply.code), reply=reply.text)
    if reply is None:
        return Outcome(id=number, state=DeliveryState.DEFERRED, reply=f"{ending.step}: {ending.fault}")
    told = f"{ending.step}: {reply.text}"
    if reply.code >= _SERVER_ERROR and ending.step in _ABOUT_IT:
        return Outcome(id=number, state=DeliveryState.FAILED, code=_code(reply), reply=told)
    odd = ending.step is Step.DOT and reply.code < 400
    state = DeliveryState.IN_DOUBT if odd else DeliveryState.DEFERRED
    return Outcome(id=number, state=state, code=_code(reply), reply=told)


def is_about_us(ending: Ending) -> bool:
    """Return whether a refusal is about who sends rather than about whom it is for.

    Whoever sends is refused as such (MAIL), or by a policy (X.7.1), which may be the recipient's own: whether it is
    shows in whether others meet it too.
    """
    reply = ending.reply
    if reply is None or reply.code < _SERVER_ERROR:
        return False
    return ending.step is Step.MAIL or (ending.step in _ABOUT_IT and reply.status.startswith("5.7."))


def is_not_so_fast(ending: Ending) -> bool:
    """Return whether a server puts off messages to a domain for how many there are (RFC 3463, 4.2 and 4.7).

    Greylisting is none of that (RFC 6647): each message has to be tried before it is taken.
    """
    reply = ending.reply
    return (
        reply is not None
        and ending.step in _ABOUT_IT
        and reply.status.startswith(("4.2.", "4.7."))
        and not _GREY.search(reply.text)
    )


_GREY = re.compile("gr[ae]y", re.IGNORECASE)


def _code(reply: Reply) -> str:
    return f"{reply.code} {reply.status}".strip()
