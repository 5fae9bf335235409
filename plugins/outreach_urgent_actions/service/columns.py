"""Which column of a log says what: as somebody said, as it was remembered, by its header, and by what stands in it."""

import re
from collections.abc import Mapping, Sequence

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import fold, say, words_in_order
from outreach_urgent_actions.model.logs import FIELDS, LogColumn

# Headers as people and programs write them, folded; the first field is meant unless the values say otherwise.
_HEADERS = {
    "subject": """subject, subject line, title, heading, type as printed, message, betreff, titel, asunto, titulo,
        objet, sujet, onderwerp, amne""",
    "keywords": """keywords, keyword, category, categories, topic, topics, tags, themes, schlagworte, stichworte, mots
        cles, palabras clave, trefwoorden, nyckelord""",
    "country": """country, countries, country as printed, country text, place, land, lander, pais, paises, pays,
        landen""",
    "case": "case, case number, casenumber, case no, case ref, ua, ua number, ua no, number, fall, caso, cas, zaak",
    "kind": "action, kind, type, message type, art, tipo, genre",
    "issued": """issue date, issued, issued on, date issued, date of issue, date, date as printed, published,
        publication date, sent, datum, fecha, data""",
    "days": "all dates, dates, days",
    "deadline": """appeal date, deadline, appeal deadline, appeals before, appeals until, expires, expiry date, frist,
        fecha limite, date limite, echeance""",
    "id": "document, document id, document number, id, uid, external id, message id, nr, no, record",
    "index": "index, index number, ai index, index as printed, indice",
    "concerns": "concern, concerns, concerns as printed, preocupacion, sujets de preoccupation",
    "people": "person, persons, people, names, personen, personas, personnes",
    "audience": "audience, distribution, distr",
    "language": "language, write in, preferred language, sprache, idioma, langue, taal",
    "text": "text, body, content, sheet, text of the sheet, inhalt, texto, texte, tekst",
}
_FIELD_OF = {" ".join(name.split()): field for field, names in _HEADERS.items() for name in names.split(",")}
_CASE = re.compile(r"\W*(?:[a-z]{2,6}\W*)?\d{1,3}\s*[/\\.]\s*(?:\d\d|\d{4})\W*", re.IGNORECASE)
_SAMPLES = 3
_LOOKED_AT = 2_000
# Fields for which several columns may speak, their values parted by bars.
SEVERAL = frozenset({"keywords", "country", "concerns", "days"})


def columns_of(
    header: Sequence[str],
    values: Mapping[str, Sequence[str]],
    *,
    given: Mapping[str, str],
    remembered: Mapping[str, str],
) -> tuple[LogColumn, ...]:
    """Return what each column is taken for.

    Args:
        header: the headers as written.
        values: what stands in each column, as far as it was looked at.
        given: header to field, as somebody said; an empty field leaves the column out.
        remembered: the same, of the last file with this header.

    Raises:
        InvalidInputError: somebody named a column or a field that does not exist, or one field for two columns.
    """
    _check(header, given)
    taken = {field for name, field in {**remembered, **given}.items() if name in header}
    columns = []
    for name in header:
        said = [one for one in values.get(name, ())[:_LOOKED_AT] if one]
        field, why = _guess(name, said)
        if name in given:
            field, why = given[name], "given"
        elif name in remembered:
            field, why = remembered[name], "remembered"
        elif field in taken and field not in SEVERAL:
            field, why = "", ""
        taken.add(field)
        columns.append(LogColumn(header=name, field=field, samples=tuple(said[:_SAMPLES]), why=why))
    return tuple(columns)


def _guess(name: str, said: Sequence[str]) -> tuple[str, str]:
    field = _FIELD_OF.get(" ".join(words_in_order(name.replace("_", " "))), "")
    if field != "id" or not said:
        return field, "header" if field else ""
    # In some logs "id" is the number of the case.
    if sum(_CASE.fullmatch(one) is not None for one in said) > len(said) / 2:
        return "case", "values"
    return ("id", "header") if len(set(said)) > 0.9 * len(said) else ("", "")


def _check(header: Sequence[str], given: Mapping[str, str]) -> None:
    fields: dict[str, str] = {}
    for name, field in given.items():
        if name not in header:
            there = ", ".join(header)
            raise InvalidInputError(
                say(
                    "There is no column {name!r}{suggestion}; there are {there}.",
                    name=name,
                    suggestion=suggestion(name, header),
                    there=there,
                )
            )
        if field and field not in FIELDS:
            known = ", ".join(FIELDS)
            raise InvalidInputError(
                say(
                    "A column cannot say {field!r}{suggestion}; it can say {known}.",
                    field=field,
                    suggestion=suggestion(field, FIELDS),
                    known=known,
                )
            )
        if field and field in fields and field not in SEVERAL:
            raise InvalidInputError(
                say(
                    "{fields!r} and {name!r} cannot both say {field!r}; choose one.",
                    fields=fields[field],
                    name=name,
                    field=field,
                )
            )
        fields[field] = name


def header_key(header: Sequence[str]) -> str:
    """Return the columns of a file as one text, by which what was said of them is remembered."""
    return "|".join(fold(name).strip() for name in header)
