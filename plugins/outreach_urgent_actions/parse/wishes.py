"""What a sheet asks for: what to urge, and in which languages to write."""

import re
from collections.abc import Sequence

from outreach_crm.text import fold
from outreach_urgent_actions.parse.sections import Part, Section

_BULLET = re.compile(r"^\s*(?:[-–—•●■▪◼*·]|o\s|\uf0b7|\d{1,2}[.)])\s*(?=\S)")
_LETTER_WISH = re.compile(
    r"\b(?:I|We|we)\b.{0,60}\b(?:urge|call on|call upon|ask|request|appeal to|demand|implore)\b.{5,600}", re.DOTALL
)
_LANGUAGE = re.compile(
    r"\b(?:write|letters?|faxes|fax|e-?mails?|appeals?|messages?|telegrams?|address target|language"
    r"|escriban|cartas|llamamientos|lettres|appels|briefe|schreiben)\b[^.\n]{0,120}?"
    r"(?:\b(?:in|en|auf)\s|:\s)(?P<named>[a-z ,/()-]{3,120})"
)
_OWN = re.compile(r"\bown language\b|\bpropio idioma\b|\bpropre langue\b|\beigenen sprache\b")
_LANGUAGES = {
    word: tag
    for tag, words in {
        "sq": "albanian",
        "am": "amharic",
        "ar": "arabic arabe arabisch",
        "hy": "armenian",
        "az": "azeri azerbaijani",
        "be": "belarusian belarussian",
        "bn": "bengali bangla",
        "bg": "bulgarian",
        "my": "burmese",
        "zh": "chinese mandarin",
        "hr": "croatian",
        "cs": "czech",
        "da": "danish",
        "nl": "dutch",
        "en": "english ingles anglais englisch",
        "et": "estonian",
        "fa": "persian farsi persa persan persisch",
        "fi": "finnish",
        "fr": "french frances francais franzosisch",
        "ka": "georgian",
        "de": "german aleman allemand deutsch",
        "el": "greek",
        "he": "hebrew",
        "hi": "hindi",
        "hu": "hungarian",
        "id": "indonesian",
        "it": "italian",
        "ja": "japanese",
        "kk": "kazakh",
        "km": "khmer",
        "ko": "korean",
        "ku": "kurdish",
        "ky": "kyrgyz",
        "lo": "lao",
        "ms": "malay",
        "ne": "nepali",
        "no": "norwegian",
        "ps": "pashto",
        "pl": "polish",
        "pt": "portuguese portugues portugais portugiesisch",
        "ro": "romanian",
        "ru": "russian ruso russe russisch",
        "sr": "serbian",
        "si": "sinhala sinhalese",
        "so": "somali",
        "es": "spanish espanol espagnol castellano spanisch",
        "sw": "swahili kiswahili",
        "sv": "swedish",
        "tl": "tagalog filipino",
        "tg": "tajik",
        "ta": "tamil",
        "th": "thai",
        "tr": "turkish turco turc turkisch",
        "tk": "turkmen",
        "uk": "ukrainian",
        "ur": "urdu",
        "uz": "uzbek",
        "vi": "vietnamese",
    }.items()
    for word in words.split()
}
_MOST, _LETTER = 40, 20_000


def read_actions(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return what writers are asked to say: points under "recommended action", else the wishes of a model letter."""
    points = [point for section in sections if section.part is Part.ACTIONS for point in _points(section.lines)]
    if not points:
        letters = [section.text[:_LETTER] for section in sections if section.part is Part.LETTER]
        wishes = (_LETTER_WISH.search(sentence) for text in letters for sentence in text.split("."))
        points = [" ".join(f"{wish[0]}.".split()) for wish in wishes if wish]
    return tuple(points[:_MOST])


def _points(lines: Sequence[str]) -> list[str]:
    points: list[str] = []
    for line in lines:
        if bullet := _BULLET.match(line):
            points.append(line[bullet.end() :].strip())
        elif points and line.strip():
            points[-1] = f"{points[-1]} {line.strip()}"
        elif points and not line.strip():
            points.append("")
    return [point.rstrip(" ;,") for point in points if point]


def read_languages(lines: Sequence[str], sections: Sequence[Section]) -> tuple[tuple[str, ...], bool]:
    """Return the languages to write in (BCP 47), in the order named, and whether one's own will do."""
    text = fold(" ".join(" ".join(lines).split()))
    told = [fold(section.text) for section in sections if section.part is Part.LANGUAGE]
    named = (_named(one) for one in (*told, *(found["named"] for found in _LANGUAGE.finditer(text))))
    return next(filter(None, named), ()), _OWN.search(text) is not None


def _named(text: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z]+", text[:200])
    return tuple(dict.fromkeys(_LANGUAGES[word] for word in words if word in _LANGUAGES))
