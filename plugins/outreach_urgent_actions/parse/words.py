"""The words by which Urgent Actions say what they are, in the languages of sections; typing slips are understood."""

from functools import lru_cache
from typing import TypeVar

_Meaning = TypeVar("_Meaning")

# Concept of a word in a subject to the words for it, folded. A slip of the pen in a longer word is understood.
_CONCEPTS = {
    "update": """update updates updated updating actualizacion actualisation aktualisierung atualizacao aggiornamento
        uppdatering oppdatering opdatering""",
    "follow": "follow following followup followups fu seguimiento suivi vervolg",
    "more": """further more additional addition additions addendum news outcome complementaria complementarias
        complementaire complementaires complement adicional adicionales adicionais ulteriori weitere weiterer weiteres
        aanvullende ytterligare new nuevo nueva nuevas nouvelles""",
    "information": "information informacion informations informationen informacoes informazioni informatie info",
    "final": """final last end closure
        concluding closing conclusion completion completed closed close ultima ultimo derniere
        dernier letzte letzter letztes laatste sista abgeschlossen""",
    "stop": """stop stops stopaction stopp sotp stpo sop disregard
        halt cancel cancelled canceled cancellation withdrawn withdrawal
        withdraw discontinued discontinue suspend suspended arret alto detener fermare beendet terminada terminee
        arreter""",
    "correction": """correction corrections corrected correcting corrigendum erratum errata clarification clarifications
        clarified amendment amended revision revised rectification rectificatif correccion corregida correcao correzione
        korrektur berichtigung correctie korrigering korrigerad""",
    "quotes": "quotes quote newsletter",
    "action": "action actions accion acciones acao azione aktion actie appeal appeals",
    "ua": "urgent urgente urgentes urgents dringende",
    "ma": "medical medica medicale medicales medicas",
    "nsa": "refugee refugees",
    "ex": "extra extras",
    "no": "no",
    "filler": """to on of for in the a an and up p ups re nr number version at is this top de del la el le du au aux sur
        sobre zu zur su over til om al alla y et und e d l""",
}
CONCEPTS = {word: concept for concept, words in _CONCEPTS.items() for word in words.split()}

# One-word names of an Urgent Action in other languages.
UA_WORDS = ("eilaktion", "eilaktionen", "spoedactie", "blixtaktion", "lynaksjon", "hasteaktion")

# Each word is the number of its place.
_ORDINALS = (
    "first primera primer primero premiere premier erste erster erstes primeira prima primo eerste forsta",
    "second segunda segundo deuxieme seconde zweite zweiter zweites seconda secondo tweede andra",
    "third tercera tercer tercero troisieme dritte dritter drittes terceira terza terzo derde tredje",
    "fourth cuarta cuarto quatrieme vierte vierter quarta quarto vierde fjarde",
    "fifth quinta quinto cinquieme funfte funfter vijfde femte",
    "sixth sexta sexto sixieme sechste sechster sesta zesde sjatte",
    "seventh septima septimo septieme siebte siebter setima settima zevende sjunde",
    "eighth octava octavo huitieme achte achter oitava ottava achtste attonde",
    "ninth novena noveno neuvieme neunte neunter nona negende nionde",
    "tenth decima decimo dixieme zehnte zehnter tiende tionde",
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ORDINALS = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
NUMBERS = {word: number for words in (_CARDINALS, _ROMANS) for number, word in enumerate(words, 1)}

_MONTHS = (
    "january jan enero janvier januar janeiro gennaio januari",
    "february feb febr febrero fevrier februar fevereiro febbraio februari",
    "march mar marzo mars marz maerz marco maart",
    "april apr abril avril aprile avr abr",
    "may mayo mai maio maggio mei maj",
    "june jun junio juin juni junho giugno",
    "july jul julio juillet juli julho luglio",
    "august aug agosto aout augustus augusti ago",
    "september sep sept septiembre septembre setembro settembre set",
    "october oct octubre octobre oktober outubro ottobre okt out",
    "november nov noviembre novembre novembro",
    "december dec diciembre decembre dezember dezembro dicembre dic dez",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether a word is another one with one slip, two letters swapped included; two slips are a guess."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(typed, meant, score_cutoff=1) == 1


@lru_cache(maxsize=5_000)
def concept_of(word: str) -> str | None:
    """Return what a folded word says of a message: ``upate`` is an ``update``; None for all other words."""
    return CONCEPTS.get(word) or (_slipped(word, CONCEPTS) if len(word) >= 5 else None)


@lru_cache(maxsize=5_000)
def ordinal_of(word: str) -> int | None:
    """Return the number that an ordinal in letters means: 4 for ``fouth``; None for all other words."""
    return ORDINALS.get(word) or _slipped(word, ORDINALS)


def _slipped(word: str, known: dict[str, _Meaning]) -> _Meaning | None:
    """Return what a word means with one slip in it, where only one thing can be meant by it."""
    if len(word) < 4 or word in CONCEPTS or word in ORDINALS or word in MONTHS:
        return None
    near = {known[one] for one in known if len(one) >= 5 and is_slip(word, one)}
    return near.pop() if len(near) == 1 else None
