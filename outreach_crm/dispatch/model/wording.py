"""The words of a mailing: what texts may say of whom they are to, in which language, and why somebody is left out."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreach_crm.text import Sentence, later, recalled, say, written

# What a text may say of whom it is written to, in any purpose.
FIELDS: Mapping[str, str] = {
    "name": say("the whole name"),
    "given_name": say("the given name, or the name where there is none"),
    "family_name": say("the family name, or the name where there is none"),
    "salutation": say("how a letter begins in the language of the text: Dear Ana Ruiz"),
    "organisation": say("the organisation in which somebody has a role"),
    "country": say("two letters (ISO 3166)"),
    "language": say("of the text (BCP 47)"),
    "leave": say("the page of each recipient on which they take themselves off the list: [web] address"),
}
LEAVE = "leave"
"""The field that speaks for whoever reads it: it stands in no text that is meant for anybody else."""
# How a letter begins, whoever it is to; the language of the text decides.
SALUTATIONS: Mapping[str, str] = {
    "ar": "{name}،",
    "de": "Guten Tag {name}",
    "en": "Dear {name}",
    "es": "Hola, {name}",
    "fr": "Bonjour {name}",
    "it": "Gentile {name}",
    "nl": "Beste {name}",
    "pt": "Olá, {name}",
    "sv": "Hej {name}",
}

# Why a delivery is not made, beside the rules of clearance.
REASONS: Mapping[str, str] = {
    "no-address": later("has no address for this channel"),
    "shared-address": later("{detail} receives it at the same address"),
    "shared-address*": later("somebody else receives it at the same address"),
    "got-it": later("received it before"),
    "erased": later("is no longer among the contacts"),
    "address-changed": later("the address is no longer right"),
    "stopped": later("was stopped: {detail}"),
    "decided": later("was decided by hand: {detail}"),
    "pulled": later("was pulled before it left"),
    "over": later("its last day was {detail}"),
}

_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_DATA = re.compile(r"\{(\w+)\}")


def spoken(wanted: str, also: str, there: Sequence[str]) -> str:
    """Return in which of the languages there are somebody is written to.

    Args:
        wanted: the language they are written to in (BCP 47), or nothing.
        also: others they read, parted by blanks.
        there: the languages of the texts; the first is the one for whoever reads none of them.
    """
    for language in (wanted, *also.split()):
        if language in there:
            return language
        near = [one for one in there if one.partition("-")[0] == language.partition("-")[0]]
        if language and near:
            return near[0]
    return there[0]


def salutation(name: str, language: str) -> str:
    """Return how a letter to somebody begins in a language; in one we do not know, with the name alone."""
    return SALUTATIONS.get(language.partition("-")[0], "{name}").replace("{name}", name)


def reasons(because: str, sentences: Mapping[str, str]) -> tuple[str, ...]:
    """Return the reasons of a recipient as sentences.

    Args:
        because: ``[[key, {data}], …]`` as JSON; or one key; or a sentence as it is.
        sentences: key to sentence, with ``{…}`` for the data.
    """
    if not because.startswith("[["):
        return (said(sentences[because], {}) if because in sentences else because,) if because else ()
    told: list[list[Any]] = json.loads(because)
    return tuple(said(sentences.get(str(key), str(key)), data) for key, data in told)


def said(sentence: str, data: Mapping[str, object]) -> str:
    """Return the sentence of a reason with its data; what the data does not say reads ``…``."""
    if isinstance(sentence, Sentence):
        return sentence
    try:
        return say(sentence, **{name: data.get(name, "…") for name in _DATA.findall(sentence)})
    except (KeyError, ValueError, IndexError):  # braces that are no field
        return sentence


def of_several(sentences: Mapping[str, str], rule: str) -> str:
    """Return the sentence of a rule as it is said of several contacts, each with a detail of its own.

    Args:
        sentences: key to sentence; with ``*`` behind the key as it is said of several, where that is another one.
        rule: the key.
    """
    return said(sentences.get(f"{rule}*") or sentences.get(rule, rule), {})


def kept(reasons: Mapping[str, str]) -> str:
    """Return sentences of reasons as they are stored: templates as they are, and what has its values as it is made."""
    told = {key: [written(one)] if isinstance(one, Sentence) else one for key, one in reasons.items()}
    return json.dumps(told, ensure_ascii=False)


def recalled_all(stored: str) -> dict[str, str]:
    """Return sentences of reasons that were stored."""
    told: dict[str, str | list[str]] = json.loads(stored)
    return {key: one if isinstance(one, str) else recalled(*one) for key, one in told.items()}


def of_any(reply: str) -> str:
    """Return what a server or a printer replied as it is said of several messages: without anybody's address."""
    return _ADDRESS.sub("…", " ".join(reply.split())) or say("nothing was said")
