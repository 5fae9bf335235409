"""Reads what people answer to a poll in words: in a mail, in a cell of a table, on the command line."""

import re
from unicodedata import normalize

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_meetings.model.polls import Answer

# What the mails that ask for dates name as answers, in their languages, and how people write it besides.
_SAID = {
    Answer.YES: ("yes", "ja", "sí", "si", "oui", "sim"),
    Answer.MAYBE: (
        *("maybe", "if need be"),
        *("vielleicht", "zur not"),
        *("quizás", "quizas", "quizá", "quiza", "tal vez", "si hace falta"),
        *("peut-être", "peut-etre", "si nécessaire", "au besoin"),
        *("talvez", "se for preciso"),
    ),
    Answer.NO: ("no", "nein", "non", "não", "nao"),
}
_IN_MAIL = {word: answer for answer, words in _SAID.items() for word in words}
_WORDS = {**_IN_MAIL, "y": Answer.YES, "n": Answer.NO}
_ONE = re.compile(
    rf"\(?(?P<number>\d{{1,3}})[.):]?\s*[:=-]?\s*(?P<answer>{'|'.join(map(re.escape, _IN_MAIL))})[.!]?", re.ASCII
)
_PARTS = re.compile(r"\s*(?:[,;\n]|\b(?:and|und|y|et|e)\b)\s*")
_GREETINGS = """
hello hi hey dear all everybody everyone thanks thank you many best kind kindest warm regards wishes greetings yours
sincerely faithfully cheers good morning afternoon evening day team friends
hallo guten tag morgen abend liebe lieber alle danke vielen dank mit freundlichen besten herzlichen viele grüße grüßen
gruß
hola buenos buenas días tardes querido querida queridos queridas todos todas estimado estimada gracias muchas un cordial
saludo saludos cordiales abrazo atentamente
bonjour bonsoir salut cher chère chers chères tous toutes merci beaucoup bien à vous cordialement amitiés
olá bom boa dia tarde noite caro cara caros caras obrigado obrigada muito com os melhores cumprimentos
"""
_POLITE = frozenset(_GREETINGS.split())
# What programs write above what is quoted or signed: nothing behind it is an answer.
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read_answer(text: str) -> Answer | None:
    """Return the answer that a word means; None of an empty one.

    Raises:
        InvalidInputError: it is none.
    """
    word = " ".join(normalize("NFC", text).lower().split())
    if word and word not in _WORDS:
        raise InvalidInputError(
            say("{text!r} is no answer; write yes, no, or maybe for: if need be.", text=text.strip())
        )
    return _WORDS.get(word)


def read_reply(text: str, dates: int, name: str = "") -> dict[int, Answer] | None:
    """Return what a mail says of dates by their numbers, from 1 on; None where it is not clear.

    Clear is a mail that consists of answers alone ("1 yes, 2 no, 3 maybe", or the same in another language that there
    are letters in), each once, besides a greeting, thanks and the name of whoever writes: a condition, a question or a
    number that is no date leaves it to a person.

    Args:
        text: what they wrote, without what they quote.
        dates: how many dates there are.
        name: of whoever writes.
    """
    found: dict[int, Answer] = {}
    ours = _POLITE | {*re.findall(r"\w+", normalize("NFC", name).lower())}
    plain = normalize("NFC", _SIGNATURE.split(text)[0]).lower().strip()
    for part in _PARTS.split(plain):
        words = " ".join(part.split())
        if (one := _ONE.fullmatch(words)) is None:
            if "?" in words or not ours.issuperset(re.findall(r"\w+", words)):
                return None
            continue
        number, answer = int(one["number"]), _IN_MAIL[one["answer"]]
        if not 1 <= number <= dates or found.setdefault(number, answer) is not answer:
            return None
    return found or None
