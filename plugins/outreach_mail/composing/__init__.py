"""Messages as bytes: made ready once for each text, joined for each recipient (RFC 5322, 2045, 2047, 8058)."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_mail.composing.addresses import Mailbox, read_address, read_mailbox
    from outreach_mail.composing.composer import Composer
    from outreach_mail.composing.identities import Identity, answers_to, identity
    from outreach_mail.composing.return_paths import ReturnPath, return_path, returned, tokens_of

__all__ = [
    "Composer",
    "Identity",
    "Mailbox",
    "ReturnPath",
    "answers_to",
    "identity",
    "read_address",
    "read_mailbox",
    "return_path",
    "returned",
    "tokens_of",
]

_HERE = "outreach_mail.composing"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.addresses": "Mailbox read_address read_mailbox",
        f"{_HERE}.composer": "Composer",
        f"{_HERE}.identities": "Identity answers_to identity",
        f"{_HERE}.return_paths": "ReturnPath return_path returned tokens_of",
    },
)
