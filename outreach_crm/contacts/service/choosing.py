"""What contacts decide for themselves on their own page: in which language we write to them."""

from collections.abc import Mapping

from outreach_crm.app import App
from outreach_crm.contacts.fields import all_languages, read_language
from outreach_crm.contacts.service.finding import get
from outreach_crm.forms import THEMSELVES, Answer, Choice, Field, Kind, Preference
from outreach_crm.languages import language_name
from outreach_crm.text import say


def preferences(app: App, contact_id: int) -> list[Preference]:
    """Offer the language."""
    now = get(app, contact_id).language or app.section.language
    choices = tuple(Choice(tag, name) for tag, name in all_languages(now))
    asked = Field(key="language", label=say("Language"), kind=Kind.ONE_OF, value=now, choices=choices)
    return [
        Preference(
            key="contacts",
            title=say("In which language"),
            explanation=say("We write in this language where we have a text in it."),
            fields=(asked,),
            save="outreach_crm.contacts.service.choosing:save",
            rank=80,
        )
    ]


def save(app: App, contact_id: int, _key: str, answers: Mapping[str, Answer]) -> str:
    """Save the language; return what to say about it."""
    language = read_language(str(answers["language"]))
    with app.store.write():
        if language == (get(app, contact_id).language or app.section.language):
            return say("It is as it was.")
        with app.change("choose language", because=THEMSELVES):
            app.store.update("contacts", contact_id, {"language": language})
    return say("We write to you in this language: {language}.", language=language_name(language))
