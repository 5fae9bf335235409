"""Reports of delivery as servers write them, and reports of complaints."""

from tests.mail.samples.forms import ORIGINAL, mail, recipient, report

_POSTFIX = (
    "This is the mail system at host mx.colegio.example.\n\nI'm sorry to have to inform you that your "
    "message could not\n"
    "be delivered to one or more recipients. It's attached below.\n\n"
)
_EXCHANGE = "Your message to ana.ruiz@colegio.example couldn't be delivered.\n"
_SUBJECT = "Undelivered Mail Returned to Sender"
_SENDER = "postmaster@colegio.example"
_ARF = (
    "Subject: FW: Urgent Action 5/26\nMIME-Version: 1.0\nContent-Type: multipart/report;\n"
    ' report-type=feedback-report; boundary="arf1"'
)


def _feedback(kind: str) -> str:
    body = (
        "--arf1\nContent-Type: text/plain\n\nThis is an email abuse report.\n"
        f"--arf1\nContent-Type: message/feedback-report\n\nFeedback-Type: {kind}\nUser-Agent: "
        f"Reporter/1.0\nVersion: 1\n"
        "Original-Rcpt-To: <ana.ruiz@colegio.example>\n"
        f"\n--arf1\nContent-Type: message/rfc822\n\n{ORIGINAL}\nDear Ana\n--arf1--\n"
    )
    return mail(_ARF, body, sender="feedback@isp.example")


REPORTS = (
    (
        "postfix, unknown user",
        "hard",
        "5.1.1",
        report(
            f"{_POSTFIX}<ana.ruiz@colegio.example>: host mx.colegio.example[192.0.2.7] said: 550 5.1.1\n"
            " <ana.ruiz@colegio.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
            recipient(
                "failed",
                "5.1.1",
                "smtp; 550 5.1.1 <ana.ruiz@colegio.example>: Recipient address\n rejected: User unknown",
            ),
            subject=_SUBJECT,
        ),
    ),
    (
        "postfix, no such domain",
        "hard",
        "5.4.4",
        report(
            f"{_POSTFIX}<ana.ruiz@colegio.example>: Host or domain name not found. Name service error",
            recipient(
                "failed",
                "5.4.4",
                "X-Postfix; Host or domain name not found. Name service\n error for name=colegio.example "
                "type=A: Host not found",
            ),
            subject=_SUBJECT,
        ),
    ),
    (
        "postfix, gave up after days",
        "soft",
        "4.4.1",
        report(
            f"{_POSTFIX}<ana.ruiz@colegio.example>: connect to mx.colegio.example[192.0.2.7]:25: Connection timed out",
            recipient(
                "failed", "4.4.1", "X-Postfix; connect to mx.colegio.example[192.0.2.7]:25: Connection timed out"
            ),
            subject=_SUBJECT,
        ),
    ),
    (
        "postfix, delayed",
        "delayed",
        "4.4.1",
        report(
            "YOU DO NOT NEED TO RESEND YOUR MESSAGE.\nIt will be retried until it is 5 days old.",
            recipient("delayed", "4.4.1", "X-Postfix; connect to mx.colegio.example[192.0.2.7]:25: Connection refused"),
            subject="Delayed Mail (still being retried)",
        ),
    ),
    (
        "sendmail, over quota",
        "soft",
        "5.2.2",
        report(
            "   ----- The following addresses had permanent fatal errors -----\n<ana.ruiz@colegio.example>",
            recipient("failed", "5.2.2", "SMTP; 552 5.2.2 <ana.ruiz@colegio.example>... Over quota"),
            subject="Returned mail: see transcript for details",
        ),
    ),
    (
        "sendmail, general status with an exact code inside",
        "hard",
        "5.1.1",
        report(
            "   ----- Transcript of session follows -----\n550 5.1.1 <ana.ruiz@colegio.example>... User unknown",
            recipient("failed", "5.0.0", "SMTP; 550 5.1.1 <ana.ruiz@colegio.example>... User unknown"),
            subject="Returned mail: see transcript for details",
        ),
    ),
    (
        "gmail, no such account",
        "hard",
        "5.1.1",
        report(
            "** Address not found **\n\nYour message wasn't delivered to ana.ruiz@gmail.example because the "
            "address couldn't\n"
            "be found, or is unable to receive mail.",
            recipient(
                "failed",
                "5.1.1",
                "smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
                " 550-5.1.1 double-checking the recipient's email address for typos or\n"
                " 550 5.1.1 unnecessary spaces. a1-b2.42 - gsmtp",
            ),
            subject="Delivery Status Notification (Failure)",
            sender="Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        ),
    ),
    (
        "gmail, over quota",
        "soft",
        "5.2.2",
        report(
            "The recipient's inbox is full, or it's getting too much mail right now.",
            recipient("failed", "5.2.2", "smtp; 552-5.2.2 The recipient's inbox is out of storage space. - gsmtp"),
            subject="Delivery Status Notification (Failure)",
        ),
    ),
    (
        "gmail, refused as spam",
        "blocked",
        "5.7.1",
        report(
            "Message blocked. Your message to ana.ruiz@gmail.example has been blocked.",
            recipient(
                "failed",
                "5.7.1",
                "smtp; 550-5.7.1 [192.0.2.7] Our system has detected that this message is likely\n unsolicited mail.",
            ),
            subject="Delivery Status Notification (Failure)",
        ),
    ),
    (
        "gmail, not authenticated",
        "blocked",
        "5.7.26",
        report(
            "The message was blocked.",
            recipient(
                "failed", "5.7.26", "smtp; 550-5.7.26 This mail has been blocked because the sender is unauthenticated."
            ),
            subject="Delivery Status Notification (Failure)",
        ),
    ),
    (
        "exchange, not found",
        "hard",
        "5.1.10",
        report(
            f"{_EXCHANGE}ana.ruiz wasn't found at colegio.example.",
            recipient(
                "failed",
                "5.1.10",
                "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ana.ruiz@colegio.example\n not found by SMTP"
                " address lookup",
            ),
            subject="Undeliverable: Urgent Action 5/26",
            sender=_SENDER,
        ),
    ),
    (
        "exchange, directory says no",
        "hard",
        "5.4.1",
        report(
            _EXCHANGE,
            recipient(
                "failed",
                "5.4.1",
                "smtp;550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [mx.example]",
            ),
            subject="Undeliverable: Urgent Action 5/26",
            sender=_SENDER,
        ),
    ),
    (
        "exchange, only internal senders",
        "blocked",
        "5.7.124",
        report(
            f"{_EXCHANGE}The sender isn't in the recipient's allowed-senders list.",
            recipient("failed", "5.7.124", "smtp;550 5.7.124 RESOLVER.RST.SenderNotInAllowedList; not authorized"),
            subject="Undeliverable: Urgent Action 5/26",
            sender=_SENDER,
        ),
    ),
    (
        "exchange, old: status only",
        "hard",
        "5.1.1",
        report(
            "Your message did not reach some or all of the intended recipients.\n\n"
            "      ana.ruiz@colegio.example on 06/03/2026 10:01\n            The e-mail account does not exist.",
            recipient("failed", "5.1.1", ""),
            subject="Undeliverable: Urgent Action 5/26",
            sender="System Administrator <postmaster@colegio.example>",
        ),
    ),
    (
        "exchange, expired",
        "soft",
        "4.4.7",
        report(
            "Delivery has failed. The server has tried to deliver this message, without success, and has "
            "stopped trying.",
            recipient("failed", "4.4.7", "smtp;550 4.4.7 QUEUE.Expired; message expired"),
            subject="Undeliverable: Urgent Action 5/26",
            sender=_SENDER,
        ),
    ),
    (
        "exchange, loop of forwards",
        "soft",
        "5.4.14",
        report(
            _EXCHANGE,
            recipient("failed", "5.4.14", "smtp;554 5.4.14 Hop count exceeded - possible mail loop ATTR34"),
            subject="Undeliverable: Urgent Action 5/26",
            sender=_SENDER,
        ),
    ),
    (
        "yahoo, no account",
        "hard",
        "554",
        report(
            "Sorry, we were unable to deliver your message to the following address.",
            recipient(
                "failed", "5.0.0", "smtp; 554 delivery error: dd This user doesn't have a yahoo.example account"
            ).replace("Status: 5.0.0\n", "Status: \n"),
            subject="Failure Notice",
            sender="MAILER-DAEMON@yahoo.example",
        ),
    ),
    (
        "yahoo, policy",
        "blocked",
        "554",
        report(
            "Sorry, we were unable to deliver your message.",
            recipient("failed", "", "smtp; 554 Message not allowed - [PH01] Email not accepted for policy reasons."),
            subject="Failure Notice",
            sender="MAILER-DAEMON@yahoo.example",
        ),
    ),
    (
        "outlook, blocked network",
        "blocked",
        "5.7.1",
        report(
            "Delivery has failed to these recipients.",
            recipient(
                "failed",
                "5.7.1",
                "smtp;550 5.7.1 Unfortunately, messages from [192.0.2.7] weren't sent. Please contact your "
                "provider since\n"
                " part of their network is on our block list (S3140).",
            ),
            subject="Undeliverable: Urgent Action 5/26",
        ),
    ),
    (
        "too large",
        "blocked",
        "5.3.4",
        report(
            "The message is too large.",
            recipient("failed", "5.3.4", "smtp; 552 5.3.4 Message size exceeds fixed maximum message size"),
            subject=_SUBJECT,
        ),
    ),
    (
        "delivered, as nobody asked to know",
        "auto",
        "",
        report(
            "Your message was successfully delivered.",
            recipient("delivered", "2.0.0", "smtp; 250 2.0.0 Ok: queued"),
            subject="Successful Mail Delivery Report",
        ),
    ),
    ("complaint of abuse", "complaint", "", _feedback("abuse")),
    ("complaint that it is no spam", "auto", "", _feedback("not-spam")),
)
