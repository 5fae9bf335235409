"""What a text may say: the fields there are, which of them are empty, and for how many."""

import json
from collections.abc import Callable, Sequence

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Text
from outreach_crm.errors import InvalidInputError, NotFoundError
from tests.dispatch.letters import SELECTED, a_letter, an_addressee, under_way, with_rules


@pytest.fixture(name="app")
def app_with_rules(app: App) -> App:
    return with_rules(app)


def missing(app: App, letter: Dispatch, variants: Sequence[str] = ()) -> dict[str, int]:
    """Return which fields a preview says are empty, and for how many; recipients get variants in turn."""
    with app.store.selection() as chosen:
        if variants:
            cases = " ".join(f"when {n} then '{name}'" for n, name in enumerate(variants))
            sql = f"select c.id as contact_id, case c.id % {len(variants)} {cases} end as variant from v_contacts c"
            chosen.fill(sql, columns=("contact_id", "variant"))
        else:
            chosen.fill(SELECTED)
        return {one.key: one.n for one in service.preview(app, letter.id, chosen).missing}


def a_text(body: str, language: str = "en", subject: str = "News") -> Text:
    return Text(language=language, subject=subject, body=body)


def test_a_field_of_the_mailing_that_is_empty_is_told_once_for_all(app: App) -> None:
    for name in ("Bar", "Guild"):
        an_addressee(app, name)
    an_addressee(app, "Colegio", language="es")
    texts = (a_text("Before {deadline}: {country}."), a_text("Pronto.", "es"))
    letter = a_letter(app, texts=texts, fields={"deadline": " ", "unused": ""})
    assert missing(app, letter) == {"country": 2, "deadline": 2}


def test_a_field_that_was_to_differ_is_told_for_those_whose_variant_is_empty_or_not_there(app: App) -> None:
    for name in ("Bar", "Guild", "Owl", "Raven"):
        an_addressee(app, name)
    texts = (a_text("{salutation}{note}"),)
    blank = {"one": {"note": "from {country}"}, "two": {"note": ""}}
    assert missing(app, a_letter(app, texts=texts, variants=blank), ("one", "two")) == {"country": 2, "note": 2}
    one = {"one": {"note": "!"}}
    assert missing(app, a_letter(app, "Not there", texts=texts, variants=one), ("one", "three")) == {"note": 2}
    # Whoever has no variant, or one that says nothing of it, gets the text without: that is what variants are for.
    assert missing(app, a_letter(app, "Plain", texts=texts, variants=one | {"two": {}}), ("", "two")) == {}


def test_a_text_with_an_unknown_field_is_refused_whenever_it_is_given(app: App) -> None:
    with pytest.raises(InvalidInputError, match=r"\{deadlin\} is not a field \(did you mean 'deadline'\?\)"):
        a_letter(app, texts=(a_text("{deadlin}"),), fields={"deadline": "Friday"})
    letter = a_letter(app, fields={"deadline": "Friday"})
    with pytest.raises(InvalidInputError, match=r"\{deadlin\} is not a field"):
        service.set_text(app, letter.id, a_text("{deadlin}", "es"))
    with pytest.raises(InvalidInputError, match=r"\{whom\} is not a field"):
        a_letter(app, "Other", variants={"one": {"more": "to {whom}"}})


def test_a_sample_is_the_message_that_leaves(app: App) -> None:
    bar, colegio = an_addressee(app, "Bar"), an_addressee(app, "Colegio", language="es")
    texts = (a_text("{salutation}"), a_text("{salutation}", "es"))
    letter = a_letter(app, texts=texts)
    before = service.sample(app, letter.id, colegio.id)
    assert (before.id, before.language, before.body, before.address) == (
        0,
        "es",
        "Hola, Colegio",
        "colegio@example.org",
    )
    sent = under_way(app, "Sent letter", texts=texts)
    batch = service.claim(app, "wire", "here/1", dispatch_id=sent.id)
    assert batch is not None
    for one in batch.messages:
        assert service.sample(app, sent.id, one.contact_id) == one
    assert service.sample(app, sent.id).contact_id == bar.id


def test_a_sample_needs_somebody(app: App) -> None:
    an_addressee(app, "Bar", "none")
    letter = a_letter(app)
    with pytest.raises(InvalidInputError, match="has no recipients yet"):
        service.sample(app, letter.id)
    with pytest.raises(NotFoundError):
        service.sample(app, letter.id, 1_000_000)
    (bar,) = app.store.rows("select id from v_contacts")
    assert service.sample(app, letter.id, bar["id"]).address == ""


def test_commands_list_the_fields_of_a_mailing(cli: Callable[..., Result]) -> None:
    assert "{given_name}" in cli("mailings", "fields").stdout
    cli("segments", "add", "All", "--where", "kind=organisation")
    cli("mailings", "add", "Spring", "--segment", "all", "--subject", "News", "--body", "Out.", "--language", "en")
    assert json.loads(cli("mailings", "fields", "spring", "--json").stdout).keys() >= {"name", "salutation"}
    assert "No mailing fits" in cli("mailings", "fields", "autumn", code=1).stderr
