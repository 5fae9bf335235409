"""What people, and the programs that answer for them, send back."""

from tests.mail.samples.forms import ORIGINAL, OWN_ID, RETURN_PATH

_FROM = f"From: Ana Ruiz <ana.ruiz@colegio.example>\nTo: {RETURN_PATH}\nDate: Fri, 06 Mar 2026 10:01:02 +0100\n"
_ANSWERS = f"In-Reply-To: <{OWN_ID}@example.org>\nReferences: <{OWN_ID}@example.org>\n"
_TEXT = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"

PEOPLE = (
    (
        "a reply",
        "reply",
        "",
        f"{_FROM}{_ANSWERS}{_TEXT}Subject: Re: Urgent Action 5/26\n\nWe have written two letters.\n\nAna\n\n"
        "On Fri, 6 Mar 2026 at 09:00, Section Example <office@example.org> wrote:\n> Dear Ana,\n> please write.\n",
    ),
    (
        "a reply in HTML only",
        "reply",
        "",
        f"{_FROM}{_ANSWERS}Subject: AW: Urgent Action 5/26\nMIME-Version: 1.0\nContent-Type: text/html; "
        f"charset=iso-8859-1\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<html><head><style>p {color: red}</style></head><body>"
        "<p>Wir schreiben n=E4chste Woche.</p><div>-----Urspr=FCngliche Nachricht-----</div><p>Dear "
        "Ana</p></body></html>\n",
    ),
    (
        "an answer to an invitation",
        "reply",
        "",
        f"{_FROM}{_ANSWERS}Subject: Accepted: Meeting\nMIME-Version: 1.0\nContent-Type: "
        f"multipart/alternative; boundary=cal\n\n"
        "--cal\nContent-Type: text/plain\n\nI will come.\n--cal\nContent-Type: text/calendar; method=REPLY\n"
        "Content-Transfer-Encoding: "
        "base64\n\nQkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVQTFkNCkVORDpWQ0FMRU5EQVINCg==\n--cal--\n",
    ),
    (
        "a vacation by the book",
        "auto",
        "",
        f"{_FROM}{_ANSWERS}{_TEXT}Auto-Submitted: auto-replied (vacation)\nSubject: Re: Urgent Action "
        f"5/26\n\nI am back on Monday.\n",
    ),
    (
        "a vacation known by its subject",
        "auto",
        "",
        f"{_FROM}{_ANSWERS}{_TEXT}Subject: Abwesenheitsnotiz: Urgent Action 5/26\n\nIch bin ab Montag wieder da.\n",
    ),
    (
        "exchange out of office",
        "auto",
        "",
        f"{_FROM}{_ANSWERS}{_TEXT}X-Auto-Response-Suppress: All\nSubject: Automatic reply: Urgent Action "
        f"5/26\n\nAway.\n",
    ),
    (
        "an old vacation program",
        "auto",
        "",
        f"Return-Path: <>\n{_FROM}{_ANSWERS}{_TEXT}Precedence: junk\nSubject: away from my mail\n\nAway until May.\n",
    ),
    (
        "a receipt",
        "auto",
        "",
        f"{_FROM}Subject: Read: Urgent Action 5/26\nMIME-Version: 1.0\nContent-Type: multipart/report;"
        " report-type=disposition-notification; boundary=r\n\n--r\nContent-Type: text/plain\n\nIt was read.\n"
        f"--r\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: <{OWN_ID}@example.org>\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n--r--\n",
    ),
    ("asks to leave", "leave", "", f"{_FROM}{_TEXT}Subject: leave\n\n\n"),
    ("a mail like any other", "other", "", f"{_FROM}{_TEXT}Subject: Lunch?\n\nAt one?\n"),
    (
        "a mail about delivery",
        "other",
        "",
        f"{_FROM}{_TEXT}Subject: Undelivered parcels\n\nThe post said: 550 parcels could not be delivered, "
        f"user unknown.\n",
    ),
    (
        "a forwarded bounce",
        "other",
        "",
        f"{_FROM}Subject: Fwd: what is this?\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=f\n\n"
        f"--f\nContent-Type: text/plain\n\nSee below.\n--f\nContent-Type: message/rfc822\n\n{ORIGINAL}\n550 "
        f"5.1.1 user unknown\n--f--\n",
    ),
)
