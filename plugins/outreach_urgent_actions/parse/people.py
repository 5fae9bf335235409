"""Whom a case is about: names with gender, age and occupation, or a group or community with its number."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from outreach_crm.text import fold
from outreach_urgent_actions.parse.records import AboutWhom, Named, Whom

_GENDER = re.compile(
    r"[(\[]\s?(m|f|h|w|male|female|x|he/him|she/her|they/them|he|she|they)\b[^)\]]{0,20}[)\]]", re.IGNORECASE
)
_ALL_OF = re.compile(r"\((?:both|all) (m|f|male|female)s?\)", re.IGNORECASE)
_GENDERS = {"m": "m", "h": "m", "f": "f", "w": "f", "s": "f", "x": "x", "t": "x"}
_AGE = re.compile(
    r"\(?\b(?:(?:aged?|de|âgée? de)\s{0,2}(?:about |around )?)?(\d{1,3})(?:[- ]years?[- ]olds?| años| ans| Jahre)?\)?$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?:\[?(?:note )?(?:corrected|new) names?:?\]?\s*)+|\s*\(?note corrected name\)?", re.IGNORECASE)
_ENTRY = re.compile(r";|\n")
_COUNT = re.compile(
    r"\b(?:(?:over|more than|at least|about|around|some|approximately|up to|nearly|almost|an estimated)\s+)?"
    r"(\d{1,3}(?:[,.]\d{3})+|\d{1,7}|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?!\s*-?(?:year|anos|ans|jahre))\s+(?=[a-z(])"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COMMUNITY = re.compile(
    r"\b(?:communit(?:y|ies)|villag(?:e|es|ers)|famil(?:y|ies)|residents|inhabitants|population|tribe|tribes|peoples?"
    r"|neighbou?rhood|settlement|households|displaced|dwellers)\b"
)
_GROUP = re.compile(
    r"^(?:members?|leaders?|relatives|witnesses|supporters|employees|staff|students?|workers?|prisoners|others|other"
    r"|human rights defenders|trade unionists|activists|journalists|all|unknown number|indigenous|local|several|many)\b"
)
_OTHERS = re.compile(r"\band (?:(\d{1,4}|\w+) )?others?\b")
_AND_OTHERS = re.compile(r",?\s*\band (?:(?:\d{1,4}|\w+) )?others?\b.*", re.IGNORECASE | re.DOTALL)
# What somebody is, also where it is written large: "Human Rights Procurator".
_ROLE = re.compile(
    r"(?:activist|artist|journalist|unionist|physician|politician|lawyer|writer|teacher|lecturer|farmer|worker|officer"
    r"|minister|trader|driver|engineer|singer|defender|leader|member|manager|editor|reporter|prisoner|doctor|nurse|student"
    r"|priest|monk|nun|imam|bishop|judge|general|colonel|major|captain|lieutenant|colleague|wife|husband|mother|father"
    r"|brother|sister|son|daughter|child|baby|poet|president|secretary|chairperson|chairman|chairwoman|chair|head|chief"
    r"|mayor|policeman|professor|director|cook|clerk|procurator|prosecutor|merchant|surgeon|midwife|musician|national"
    r"|citizen|refugee|seeker|women|men|girls|boys|union|party|rights|families)s?"
)
_SUFFIX = re.compile(r"\w+(?:ist|ian|yer|tor|ger|ner|cher|mer)s?")
_PARTICLES = frozenset("al el de da do dos del la bin ibn bint van von der ould mint and".split())  # noqa: SIM905
_LONGEST, _MOST = 4_000, 200


def read_people(text: str) -> AboutWhom:
    """Return whom a case is about, from the lines beside the country or from a list of names.

    Args:
        text: the lines as printed; only the first 4,000 characters are looked at.
    """
    shown = _NOTE.sub("", text[:_LONGEST]).strip()
    folded = fold(shown)
    all_of = _ALL_OF.search(folded)
    shown = _ALL_OF.sub("", shown)
    entries = [[*_named(_AND_OTHERS.sub("", entry))] for entry in _entries(shown)]
    named = [person for entry in entries for person in entry][:_MOST]
    # Beside those named there is somebody who is not.
    alone = all(entries) and not _OTHERS.search(folded)
    number = (len(named) if alone else None) if named else None
    number = number or _number(folded, len(named))
    community = _COMMUNITY.search(folded) is not None and not (named and alone)
    whom = Whom.COMMUNITY if community else Whom.PERSON if number == len(named) == 1 else Whom.GROUP
    return AboutWhom(
        whom=whom,
        text=" ".join(shown.split()),
        number=number,
        gender=all_of[1][0] if all_of else _gender_of_all(folded, named) if alone or not named else "",
        named=tuple(named),
    )


def _entries(text: str) -> Iterator[str]:
    """Yield what is told of one after the other; a line that begins small, or follows a comma, goes on."""
    entry = ""
    for piece in (piece.strip(" \t-•*") for piece in _ENTRY.split(text)):
        if entry and piece and (_goes_on(piece) or entry.endswith((",", " and", "&"))):
            entry = f"{entry} {piece}"
            continue
        if entry:
            yield entry
        entry = piece
    if entry:
        yield entry


def _goes_on(line: str) -> bool:
    if _GROUP.match(fold(line)):
        return False
    return line[0].islower() and fold(line.split(maxsplit=1)[0]).split("-")[0] not in _PARTICLES - {"and"}


def _named(entry: str) -> Iterator[Named]:
    """Yield the people of one entry: ``Ana Ruiz (f), aged 34, nurse`` or ``Ana Ruiz, Juan Ruiz and Eva Sol``."""
    person: Named | None = None
    for part in _parts(entry):
        gender = _GENDER.search(part)
        bare = " ".join(_GENDER.sub(" ", part).split()).strip(" .")
        age = _AGE.search(bare)
        if age and int(age[1]) < 120:
            bare = bare[: age.start()].strip(" ,(")
        else:
            age = None
        if _is_name(bare):
            if person:
                yield person
            person = Named(name=bare)
        elif person and bare and not person.occupation:
            person = evolve(person, occupation=bare)
        if person and gender:
            person = evolve(person, gender=_GENDERS[gender[1][0].lower()])
        if person and age:
            person = evolve(person, age=int(age[1]))
    if person:
        yield person


def _parts(entry: str) -> Iterator[str]:
    for part in re.split(r",(?!\d{3}\b)", entry):
        halves = re.split(r"\s(?:and|&)\s", part.strip())
        # "Ana Ruiz and Juan Ruiz" are two; "teacher and trade unionist" is one part.
        if len(halves) > 1 and all(_is_name(_GENDER.sub(" ", half).strip()) for half in halves):
            yield from halves
        elif part.strip():
            yield re.sub(r"^and\s", "", part.strip())


def _is_name(text: str) -> bool:
    """Tell whether words are a name: written large but for particles, and none that names what somebody is."""
    words = text.split()
    if not words or len(words) > 8 or any(letter.isdigit() for letter in text) or "@" in text:
        return False
    # Where a letter was lost in print an underscore stands for it.
    large = [
        word
        for word in words
        if word[:1].isupper() or word[0] == "_" or fold(word).split("-")[0].strip("'’") in _PARTICLES
    ]
    if len(large) < len(words) or not any(word[:1].isupper() for word in words):
        return False
    last = fold(words[-1]).rpartition("-")[2]
    is_role = _ROLE.fullmatch(last) or (len(words) == 1 and _SUFFIX.fullmatch(last))
    return not is_role and not _GROUP.match(fold(text))


def _number(folded: str, named: int) -> int | None:
    if named:
        others = _OTHERS.search(folded)
        more = _count(others[1]) if others and others[1] else None
        return named + more if more else None
    count = _COUNT.search(folded)
    return _count(count[1]) if count else None


def _count(written: str) -> int | None:
    digits = re.sub(r"[,.]", "", written)
    return int(digits) if digits.isdecimal() else _NUMBERS.get(digits)


def _gender_of_all(folded: str, named: Sequence[Named]) -> str:
    genders = {one.gender for one in named}
    if named:
        return genders.pop() if len(genders) == 1 else ""
    women, men = re.search(r"\b(?:women|girls|females?)\b", folded), re.search(r"\b(?:men|boys|males?)\b", folded)
    return "" if bool(women) == bool(men) else "f" if women else "m"
