"""How names are written and how they sound, across alphabets: a small transliteration and a key of consonants.

Romanisation follows what passports and newspapers write rather than one standard; what only a reader of the language
could tell (vowels in Arabic, most of Chinese) is left to the comparison of the original forms.
"""

import re
from functools import lru_cache

from outreach_crm.text import fold

_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_GREEK_PAIRS = (("ου", "ou"), ("ευ", "ev"), ("αυ", "av"), ("μπ", "b"), ("ντ", "nt"), ("γγ", "ng"), ("γκ", "gk"))
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ѓ": "g", "д": "d", "ђ": "d", "е": "e", "ё": "e", "є": "e",
    "ж": "zh", "з": "z", "ѕ": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ј": "j", "к": "k", "ќ": "k", "л": "l",
    "љ": "l", "м": "m", "н": "n", "њ": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u",
    "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh", "щ": "sht", "ъ": "a", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b", "پ": "p", "ت": "t",
    "ة": "a", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "ژ": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "ی": "i", "ى": "a",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "u", "ז": "z", "ח": "h", "ט": "t", "י": "i", "כ": "k",
    "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_GEORGIAN = (
    "აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh"
)
_ARMENIAN = (
    "աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւu փp"
    " քk օo ֆf"
)
_MORE = f"{_GEORGIAN} {_ARMENIAN}"
_LATIN = str.maketrans(_GREEK | _CYRILLIC | _ARABIC | _HEBREW | {pair[0]: pair[1:] for pair in _MORE.split()})
_PART = re.compile(r"[^\W_]+")

# What sounds alike in many languages, longer spellings first.
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("zh", "z"), ("ck", "c"),
    ("x", "cs"), ("dt", "t"), ("gh", "g"), ("ts", "z"), ("tz", "z"), ("wh", "v"),
)  # fmt: skip
_LETTERS = str.maketrans({"k": "c", "q": "c", "w": "v", "y": "i", "z": "s", "'": ""})
_VOWELS = frozenset("aeiou")
_LONGEST_SOUND = 8
# What a scanner takes for each other.
_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"))


def latin(text: str) -> str:
    """Return a text folded and in Latin letters, as far as our small tables go: ``Παπαδόπουλος`` as ``papadopoulos``.

    What they do not know (Chinese, Thai …) stays as it is, so that different names stay different.
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    for pair, sound in _GREEK_PAIRS:
        folded = folded.replace(pair, sound)
    return folded.translate(_LATIN)


def parts(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded and in Latin letters; apostrophes join what they stand between."""
    return tuple(_PART.findall(latin(text.replace("'", "").replace("’", ""))))


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """Return what can be heard of a folded Latin word in any accent: its consonants, without doubles.

    ``mohammed`` and ``mhmd`` (as Arabic writes it) are both ``mmd``; ``meyer`` and ``maier`` are ``mr``.
    """
    if not word.isascii() or word.isdigit():
        return word
    heard = word
    for written, one in _SOUNDS:
        if written in heard:
            heard = heard.replace(written, one)
    heard = heard.translate(_LETTERS)
    if not heard:
        return word
    kept = ["a" if heard[0] in _VOWELS else heard[0]]
    before = heard[0]
    for letter in heard[1:]:
        if letter != before and letter not in _VOWELS and letter != "h":
            kept.append(letter)
        before = letter
    return "".join(kept)[:_LONGEST_SOUND]


def look(word: str) -> str:
    """Return what a folded word looks like to a scanner: ``rnar1a`` and ``maria`` are alike to it."""
    for read, meant in _LOOKS:
        word = word.replace(read, meant)
    return word
