"""How a person's name falls into given and family name, when nobody says."""

# Small words that belong to the family name after them, in the languages of most bar associations we write to.
_PARTICLES = frozenset(
    {"al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn"}
    | {"la", "las", "le", "los", "mac", "ten", "ter", "van", "vander", "von", "zu"}
)


def split_name(name: str) -> tuple[str, str]:
    """Return given and family name.

    Family is what stands before a comma (``Ruiz, Ana``), what is written in capitals (``Ana RUIZ SOTO``), or else the
    last word with the particles before it (``Vincent van Gogh``). One word is a given name.
    """
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return given, family
    words = name.split()
    capitals = [word for word in words if len(word) > 2 and word.isupper()]
    if capitals and len(capitals) < len(words):
        given = " ".join(word for word in words if word not in capitals)
        return given, " ".join(word.title() for word in capitals)
    if len(words) < 2:
        return name.strip(), ""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def full_name(given: str, family: str, *, family_first: bool = False) -> str:
    """Return the name in full, in the order the person uses."""
    parts = (family, given) if family_first else (given, family)
    return " ".join(part for part in parts if part)
