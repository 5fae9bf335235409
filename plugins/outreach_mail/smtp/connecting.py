"""From nothing to a connection that takes messages: connect, EHLO, TLS with a checked certificate, AUTH."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from ipaddress import ip_address
from threading import Timer

from attrs import field, frozen

from outreach_crm.errors import DeliveryError
from outreach_crm.text import say
from outreach_mail.model import Security, UnreachableError
from outreach_mail.smtp.line import Line

# Seconds for one answer of the server while it is greeted, and for all of it.
_ANSWER, _ALL = 30.0, 60.0
# The reply that says that the service is ready (RFC 5321, 4.2; RFC 3207, 4).
_READY = 220


@frozen(kw_only=True)
class Server:
    """A server that takes messages on, and in whose name it is asked to; the password is never shown."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


@frozen(kw_only=True)
class Welcome:
    """What a server says of itself: its greeting, how the connection is made secret, what it offers, who we are."""

    greeting: str
    secret: str
    offers: tuple[str, ...]
    user: str


def connect(server: Server) -> Line:
    """Return a connection that takes messages.

    Raises:
        UnreachableError: not now; it may be tried again later.
        DeliveryError: not ever, until somebody changes something.
    """
    with _greeted(server) as smtp:
        line = Line(
            _taken_over(smtp, server),
            pipelining=smtp.has_extn("pipelining"),
            sizes=smtp.has_extn("size"),
            utf8=smtp.has_extn("smtputf8"),
        )
        smtp.sock = None  # it is the line's from now on
        return line


def probe(server: Server) -> Welcome:
    """Return what a server says of itself after going all the way to where messages are taken; nothing is sent.

    Raises:
        DeliveryError: as :func:`connect`.
    """
    with _greeted(server) as smtp:
        sock = smtp.sock
        how = sock.cipher() if isinstance(sock, ssl.SSLSocket) else None
        told = (smtp.ehlo_resp or smtp.helo_resp or b"").decode("utf-8", "replace").split("\n")
        return Welcome(
            greeting=told[0].strip(),
            secret=f"{how[1]}, {how[0]}" if how else "",
            offers=tuple(f"{name.upper()} {given}".strip() for name, given in smtp.esmtp_features.items()),
            user=server.user,
        )


@contextmanager
def _greeted(server: Server) -> Iterator[smtplib.SMTP]:
    """Give a connection that is secret and knows who we are; what is wrong is said in one sentence."""
    place = f"{server.host}:{server.port}"
    _check_secrecy(server)
    smtp = _unconnected(server)
    try:
        with closing(smtp), _within(smtp, _ALL):
            code, text = smtp.connect(server.host, server.port)
            if code != _READY:
                raise smtplib.SMTPConnectError(code, text)
            _introduce(smtp, server)
            yield smtp
    except ssl.SSLCertVerificationError as error:
        sentence = say(
            "The certificate of {place} does not hold: {verify_message}.",
            place=place,
            verify_message=error.verify_message,
        )
        raise DeliveryError(sentence) from None
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError):
        raise UnreachableError(say("{place} cannot be reached: it closed the connection.", place=place)) from None
    except ssl.SSLError as error:
        raise DeliveryError(
            say("{place} makes no secret connection: {reason}.", place=place, reason=error.reason or error)
        ) from None
    except smtplib.SMTPAuthenticationError as error:
        raise _refusal(say("{place} does not let {user} in", place=place, user=server.user), error) from None
    except smtplib.SMTPResponseException as error:
        raise _refusal(say("{place} refuses", place=place), error) from None
    except smtplib.SMTPNotSupportedError:
        raise DeliveryError(
            say("{place} knows no users; leave [mail] user empty, or see its port.", place=place)
        ) from None
    except socket.gaierror as error:
        raise _not_found(server.host, error) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        why = getattr(error, "strerror", "") or str(error) or say("no answer")
        raise UnreachableError(say("{place} cannot be reached: {why}.", place=place, why=why)) from None


def _unconnected(server: Server) -> smtplib.SMTP:
    if server.security is Security.TLS:
        secret = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=_own_name(), timeout=_ANSWER, context=secret)
    else:
        smtp = smtplib.SMTP(local_hostname=_own_name(), timeout=_ANSWER)
    # smtplib notes for whom a certificate must be only where it connects at once, before anybody could watch over it.
    vars(smtp)["_host"] = server.host
    return smtp


@cache
def _own_name() -> str | None:
    """Return this machine's name as EHLO says it; None lets smtplib say its number."""
    name = socket.getfqdn()
    return name if "." in name and name.isascii() else None


def _introduce(smtp: smtplib.SMTP, server: Server) -> None:
    smtp.ehlo_or_helo_if_needed()
    if server.security is Security.STARTTLS:
        if not smtp.has_extn("starttls"):
            raise DeliveryError(
                say(
                    "{host}:{port} offers no secret connection (STARTTLS); nothing goes there in the open.",
                    host=server.host,
                    port=server.port,
                )
            )
        code, text = smtp.starttls(context=ssl.create_default_context())
        if code != _READY:
            raise smtplib.SMTPResponseException(code, text)
        smtp.ehlo_or_helo_if_needed()
    if server.user:
        try:
            smtp.login(server.user, server.password)
        except UnicodeEncodeError:
            raise DeliveryError(
                say("The user or the password of [mail] holds letters a server cannot be told.")
            ) from None


def _check_secrecy(server: Server) -> None:
    if server.security is Security.NONE and server.user and not _is_here(server.host):
        raise DeliveryError(say("A password never goes to {host} in the open; set [mail] security.", host=server.host))


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _refusal(sentence: str, error: smtplib.SMTPResponseException) -> DeliveryError:
    """Return what a refusal comes to: 5 in front says never, 4 says later (RFC 5321, 4.2.1), all else says nothing."""
    told = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
    plain = " ".join("".join(one if one.isprintable() else " " for one in told).split())
    kind = DeliveryError if 500 <= error.smtp_code < 600 else UnreachableError
    told = f"{error.smtp_code} {plain}".rstrip(". ")
    return kind(say("{refusal}: {told}.", refusal=sentence, told=told))


def _not_found(host: str, error: socket.gaierror) -> DeliveryError:
    if error.errno == socket.EAI_AGAIN:
        return UnreachableError(f"Nobody answers where {host} is; is this machine connected?")
    return DeliveryError(say("There is no server {host}; see [mail] server.", host=host))


@contextmanager
def _within(smtp: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """End the connection after so many seconds: smtplib by itself waits anew for each bit a server says."""
    watch = Timer(seconds, _cut, (smtp,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(smtp: smtplib.SMTP) -> None:
    if smtp.sock is not None:
        with suppress(OSError):
            socket.socket.shutdown(smtp.sock, socket.SHUT_RDWR)


def _taken_over(smtp: smtplib.SMTP, server: Server) -> socket.socket:
    """Return the socket, once smtplib holds nothing of it any more.

    Raises:
        UnreachableError: the server has said something nobody asked for.
    """
    sock, file = smtp.sock, smtp.file
    assert sock is not None  # noqa: S101 - it was greeted
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setblocking(False)
    if file is not None:
        with suppress(OSError):
            if file.peek(1):
                place = f"{server.host}:{server.port}"
                raise UnreachableError(say("{place} speaks before it is asked.", place=place))
        file.close()
        smtp.file = None
    return sock
