"""What the samples are made of: the return path, the message that comes back, the frame of a report."""

OWN_ID = "0a1b2c3d4e5f6071.00112233445566778899aabb"
RETURN_PATH = "returns+deliveries-17-abcdefghijklmnopqrstuvwxyz@example.org"
ORIGINAL = (
    f"Return-Path: <{RETURN_PATH}>\nMessage-ID: <{OWN_ID}@example.org>\nFrom: Section Example <office@example.org>\n"
    "To: ana.ruiz@colegio.example\nSubject: Urgent Action 5/26\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
)


def mail(head: str, body: str, *, sender: str = "MAILER-DAEMON@mx.colegio.example") -> str:
    """Return a mail to the return path."""
    first = f"Return-Path: <>\nFrom: {sender}\nTo: {RETURN_PATH}\nDate: Fri, 06 Mar 2026 10:01:02 +0100\n"
    return f"{first}{head}\n\n{body}"


def report(words: str, status: str, *, subject: str, sender: str = "MAILER-DAEMON@mx.colegio.example") -> str:
    """Return a report of delivery (RFC 3464): words for people, a status for programs, the message."""
    head = (
        f"Subject: {subject}\nMIME-Version: 1.0\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n boundary="=_part.1/mx"'
    )
    body = (
        "This is a MIME-encapsulated message.\n\n"
        f"--=_part.1/mx\nContent-Type: text/plain; charset=us-ascii\n\n{words}\n"
        f"--=_part.1/mx\nContent-Type: message/delivery-status\n\n{status}\n"
        f"--=_part.1/mx\nContent-Type: text/rfc822-headers\n\n{ORIGINAL}\n--=_part.1/mx--\n"
    )
    return mail(head, body, sender=sender)


def recipient(action: str, status: str, diagnostic: str, *, final: str = "ana.ruiz@colegio.example") -> str:
    """Return the fields of one recipient, below those of the message."""
    code = f"Diagnostic-Code: {diagnostic}\n" if diagnostic else ""
    return (
        "Reporting-MTA: dns; mx.colegio.example\nArrival-Date: Fri, 06 Mar 2026 10:01:00 +0100\n\n"
        f"Final-Recipient: rfc822; {final}\nAction: {action}\nStatus: {status}\n{code}"
    )
