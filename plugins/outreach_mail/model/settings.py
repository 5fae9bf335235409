"""The settings of e-mail."""

from enum import StrEnum

from attrs import field, frozen, validators


class Security(StrEnum):
    """How the connection to the server is made secret (RFC 3207, RFC 8314)."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_AT_LEAST_ONE = validators.ge(1)
_NOT_NEGATIVE = validators.ge(0)


@frozen(kw_only=True)
class MailSettings:
    """Settings of e-mail: who writes, through which server, how fast, and where answers come back.

    Args:
        sender: from whom, as it stands in a message: ``Section Example <office@example.org>``.
        reply_to: where answers go, if elsewhere.
        return_path: where what cannot be delivered comes back; what is behind a plus in it names the message.
        server: the host name of the server that takes messages on; empty: they are written as files.
        port: its port.
        security: how the connection is made secret.
        user: in whose name; empty where the server asks for nobody.
        password_file: a file that holds the password and nothing else; else ``OUTREACH_MAIL_PASSWORD``, else the
            keyring of the machine, where the package keyring is there.
        connections: how many connections one worker keeps open, at most 16.
        per_minute: how many messages leave in a minute, over all workers of this database; 0: as many as can.
        per_domain: the same for each domain of recipients.
        folder: where messages are written as files while there is no server.
        html: whether messages have their text as HTML too, with paragraphs and links.
        inbox: what comes back: a maildir, or ``imaps://user@host/folder``; empty: nobody looks.
        soft_bounces: how many messages to one address may come back for the time being before it counts as wrong.
        soft_days: within how many days.
        pause_above: from which share of addresses that do not exist a mailing is paused, in percent of what was sent
            and from 20 of them on; 0: never.
        inbox_password_file: as ``password_file``, for the inbox; else ``OUTREACH_INBOX_PASSWORD``.
    """

    sender: str = ""
    reply_to: str = ""
    return_path: str = ""
    server: str = ""
    port: int = field(default=587, validator=[_AT_LEAST_ONE, validators.le(65_535)])
    security: Security = Security.STARTTLS
    user: str = ""
    password_file: str = ""
    connections: int = field(default=8, validator=[_AT_LEAST_ONE, validators.le(16)])
    per_minute: int = field(default=0, validator=_NOT_NEGATIVE)
    per_domain: int = field(default=0, validator=_NOT_NEGATIVE)
    folder: str = ""
    html: bool = True
    inbox: str = ""
    inbox_password_file: str = ""
    soft_bounces: int = field(default=4, validator=_AT_LEAST_ONE)
    soft_days: int = field(default=60, validator=_AT_LEAST_ONE)
    pause_above: int = field(default=10, validator=[_NOT_NEGATIVE, validators.le(100)])
