"""Bounces that only people can read: Exim, qmail, and whoever writes their own."""

from tests.mail.samples.forms import ORIGINAL, mail

PLAIN = (
    (
        "exim, unrouteable",
        "hard",
        "",
        mail(
            "X-Failed-Recipients: ana.ruiz@colegio.example\nAuto-Submitted: auto-replied\n"
            "Subject: Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that you sent "
            "could not be\n"
            "delivered to one or more of its recipients. This is a permanent error. The following "
            "address(es) failed:\n\n"
            "  ana.ruiz@colegio.example\n    Unrouteable address\n\n"
            f"------ This is a copy of the message, including all the headers. ------\n\n{ORIGINAL}\nDear Ana,\n",
            sender="Mail Delivery System <Mailer-Daemon@mx.colegio.example>",
        ),
    ),
    (
        "exim, remote server said",
        "hard",
        "5.1.1",
        mail(
            "X-Failed-Recipients: ana.ruiz@colegio.example\nAuto-Submitted: auto-replied\n"
            "Subject: Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nThe following address(es) failed:\n\n"
            "  ana.ruiz@colegio.example\n    host mx.colegio.example [192.0.2.7]\n"
            "    SMTP error from remote mail server after RCPT TO:<ana.ruiz@colegio.example>:\n"
            "    550 5.1.1 <ana.ruiz@colegio.example>: User unknown\n\n"
            f"------ This is a copy of the message, including all the headers. ------\n\n{ORIGINAL}",
            sender="Mail Delivery System <Mailer-Daemon@mx.colegio.example>",
        ),
    ),
    (
        "exim, delayed",
        "delayed",
        "",
        mail(
            "Subject: Warning: message 1abcDE-000123-4F delayed 24 hours\nAuto-Submitted: auto-replied",
            "This message was created automatically by mail delivery software.\nA message that you sent has "
            "not yet been\n"
            "delivered to one or more of its recipients after more than 24 hours on the queue.\n\n"
            "  ana.ruiz@colegio.example\n\nNo action is required on your part. Delivery attempts will continue.\n"
            f"Message-ID: <{'0a1b2c3d4e5f6071.00112233445566778899aabb'}@example.org>\n",
            sender="Mail Delivery System <Mailer-Daemon@mx.colegio.example>",
        ),
    ),
    (
        "qmail, no mailbox",
        "hard",
        "5.1.1",
        mail(
            "Subject: failure notice",
            "Hi. This is the qmail-send program at mx.colegio.example.\nI'm afraid I wasn't able to deliver "
            "your message to\n"
            "the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
            "<ana.ruiz@colegio.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
            f"--- Below this line is a copy of the message.\n\n{ORIGINAL}\nDear Ana,\n",
        ),
    ),
    (
        "qmail, remote host refused",
        "blocked",
        "554",
        mail(
            "Subject: failure notice",
            "Hi. This is the qmail-send program at mx.colegio.example.\n\n<ana.ruiz@colegio.example>:\n"
            "192.0.2.7 does not like recipient.\nRemote host said: 554 Your host is listed in the blacklist\n"
            f"Giving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n{ORIGINAL}",
        ),
    ),
    (
        "qmail, quota",
        "soft",
        "5.2.2",
        mail(
            "Subject: failure notice",
            "Hi. This is the qmail-send program at mx.colegio.example.\n\n<ana.ruiz@colegio.example>:\n"
            "user is over quota (#5.2.2)\n\n--- Below this line is a copy of the message.\n\n" + ORIGINAL,
        ),
    ),
    (
        "yahoo, old form",
        "hard",
        "554",
        mail(
            "Subject: Failure Notice",
            "Sorry, we were unable to deliver your message to the following address.\n\n<ana.ruiz@yahoo.example>:\n"
            "Remote host said: 554 delivery error: dd This user doesn't have a yahoo.example account "
            "(ana.ruiz@yahoo.example)\n"
            f"\n--- Below this line is a copy of the message.\n\n{ORIGINAL}",
        ),
    ),
    (
        "exchange 5.5, words alone",
        "hard",
        "",
        mail(
            "Subject: Undeliverable: Urgent Action 5/26",
            "Your message\n\n  To:      Ana Ruiz\n  Subject: Urgent Action 5/26\n\ndid not reach the "
            "following recipient(s):\n\n"
            "ana.ruiz@colegio.example on Fri, 6 Mar 2026 10:01:02 +0100\n    The recipient name is not "
            "recognized: unknown user\n",
            sender="System Administrator <postmaster@colegio.example>",
        ),
    ),
    (
        "german provider, full",
        "soft",
        "",
        mail(
            "Subject: Unzustellbar: Urgent Action 5/26",
            "Ihre Nachricht konnte nicht zugestellt werden.\n\n  ana.ruiz@colegio.example\n  Posteingang "
            "voll (mailbox full)\n",
            sender="postmaster@colegio.example",
        ),
    ),
    (
        "french provider, unknown",
        "hard",
        "550",
        mail(
            "Subject: =?utf-8?q?Message_non_distribu=C3=A9?=",
            "Votre message n'a pas pu être remis à ana.ruiz@colegio.example\n\n550 Adresse d'au moins un "
            "destinataire inconnue",
            sender="postmaster@colegio.example",
        ),
    ),
    (
        "nothing but a subject",
        "soft",
        "",
        mail("Subject: Returned mail: delivery problem", "Something went wrong on the way.\n"),
    ),
    (
        "server's own words, greylisted for days",
        "soft",
        "450",
        mail(
            "Subject: Mail could not be delivered",
            "<ana.ruiz@colegio.example>: 450 Greylisted, come back in five minutes (giving up)\n",
            sender="postmaster@colegio.example",
        ),
    ),
)
