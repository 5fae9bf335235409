"""Who gets a dispatch and why, who does not and why not."""

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Draft, Preview, Tally, Text
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.text import Sentence
from tests.dispatch.letters import SELECTED, a_letter, a_segment, an_addressee, frozen, states, with_rules


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def seen(app: App, dispatch: Dispatch) -> Preview:
    with app.store.selection() as chosen:
        chosen.fill(SELECTED)
        return service.preview(app, dispatch.id, chosen)


def counted(tallies: tuple[Tally, ...]) -> dict[str, int]:
    return {one.key: one.n for one in tallies}


def test_everybody_who_was_considered_has_a_row_with_a_reason(app: App) -> None:
    for name, more in (
        ("Bar", {}),
        ("Guild", {"country": "AQ"}),
        ("Union", {"email": "none"}),
        ("Owl", {"email": "bar@example.org"}),
    ):
        an_addressee(app, name, **more)
    made = a_letter(app)
    preview = seen(app, made)
    assert (preview.considered, preview.recipients) == (4, 1)
    assert counted(preview.refused) == {"too-cold": 1, "no-address": 1, "shared-address": 1}
    assert {one.key: one.names for one in preview.refused}["too-cold"] == ("Guild",)
    frozen(app, made)
    told = {one.name: (one.state.value, one.left_out) for one in service.show(app, made.id).deliveries}
    assert told == {
        "Bar": ("queued", ""),
        "Guild": ("refused", "lives where it is too cold (AQ)"),
        "Union": ("refused", "has no address for this channel"),
        "Owl": ("refused", "Bar receives it at the same address"),
    }


def test_of_a_shared_address_nobody_takes_the_copy_who_must_not_have_it(app: App) -> None:
    an_addressee(app, "Guild", "house@example.org", country="AQ")
    an_addressee(app, "Bar", "house@example.org")
    an_addressee(app, "Owl", "HOUSE@example.org")
    made = frozen(app, a_letter(app))
    assert states(app, made) == {"Bar": "queued", "Guild": "refused", "Owl": "refused"}


def test_a_preview_writes_nothing_and_says_what_freezing_does(app: App) -> None:
    an_addressee(app, "Bar")
    made = a_letter(app)
    assert seen(app, made) == seen(app, made)
    assert service.show(app, made.id).counts == ()
    assert seen(app, made).recipients == service.show(app, frozen(app, made).id).counts[0].n


def test_everybody_is_written_to_in_their_language(app: App) -> None:
    an_addressee(app, "Bar", language="pt-BR")
    an_addressee(app, "Owl", language="qu", languages="es en")
    an_addressee(app, "Guild")
    texts = tuple(Text(language=one, subject="News", body="{salutation}") for one in ("en", "pt", "es"))
    preview = seen(app, a_letter(app, texts=texts))
    assert counted(preview.languages) == {"en": 1, "es": 1, "pt": 1}
    assert {one.body for one in preview.examples} == {"Dear Guild", "Hola, Owl", "Olá, Bar"}


def test_what_is_empty_in_a_text_is_told_with_whom(app: App) -> None:
    an_addressee(app, "Bar", country="ES")
    an_addressee(app, "Owl")
    an_addressee(app, "Loro", language="es")
    texts = (
        Text(language="en", subject="News", body="{name} in {country}"),
        Text(language="es", subject="Noticias", body="{name}"),
    )
    (missing,) = seen(app, a_letter(app, texts=texts)).missing
    assert (missing.key, missing.n, missing.names) == ("country", 1, ("Owl",))


def test_a_warning_is_confirmed_once_for_the_list_with_a_reason(app: App) -> None:
    an_addressee(app, "Bar")
    an_addressee(app, "Owl", country="AX")
    made = a_letter(app)
    assert counted(seen(app, made).warnings) == {"far": 1}
    with pytest.raises(RefusedError, match="1 lives far away"):
        frozen(app, made)
    with pytest.raises(InvalidInputError, match="--because"):
        frozen(app, made, confirmed=True)
    frozen(app, made, confirmed=True, because="she asked for it")
    (confirmed,) = privacy.confirmed(app, Ref("dispatches", made.id))
    assert (confirmed.rules, confirmed.by) == ({"far": 1}, "Maria")
    assert states(app, made) == {"Bar": "queued", "Owl": "queued"}


def test_whoever_signed_up_meets_blocks_only(app: App) -> None:
    an_addressee(app, "Owl", country="AX")
    an_addressee(app, "Guild", country="AQ")
    made = frozen(app, a_letter(app, signed_up=True))
    assert states(app, made) == {"Owl": "queued", "Guild": "refused"}


def test_the_selection_may_say_channel_language_and_reason_of_each(app: App) -> None:
    bar, owl = an_addressee(app, "Bar"), an_addressee(app, "Owl", "none")
    made = a_letter(
        app,
        reasons={"keyword": "follows {keyword}"},
        texts=(Text(language="en", subject="News", body="x"), Text(language="fr", subject="Nouvelles", body="x")),
    )
    sql = (
        "select c.id as contact_id, case when c.id = :owl then 'folder' else '' end as channel, 'fr' as language,"
        ' \'[["keyword", {"keyword": "torture"}]]\' as because from v_contacts c'
    )
    with app.store.selection() as chosen:
        chosen.fill(sql, columns=("contact_id", "channel", "language", "because"), owl=owl.id)
        assert [one.sentence for one in service.preview(app, made.id, chosen).reasons] == ["follows torture"]
        service.freeze(app, made.id, chosen)
    told = {one.contact_id: one for one in service.show(app, made.id).deliveries}
    assert [(told[one.id].channel, told[one.id].language) for one in (bar, owl)] == [("wire", "fr"), ("folder", "fr")]
    assert told[bar.id].why == ("follows torture",)


def test_a_segment_is_live_until_it_is_frozen(app: App) -> None:
    an_addressee(app, "Bar")
    a_segment(app)
    made = a_letter(app, segment="organisations")
    an_addressee(app, "Owl")
    assert service.preview(app, made.id).recipients == 2
    service.freeze(app, made.id)
    an_addressee(app, "Late")
    told = service.show(app, made.id)
    assert {one.name for one in told.deliveries} == {"Bar", "Owl"}
    assert (told.segment, told.deliveries[0].why) == ("Organisations", ("stands in the segment Organisations",))


def test_who_is_in_the_trash_is_not_written_to(app: App) -> None:
    contacts.trash(app, an_addressee(app, "Bar").id)
    an_addressee(app, "Owl")
    assert states(app, frozen(app, a_letter(app)))["Owl"] == "queued"
    assert counted(seen(app, a_letter(app, "Another")).refused) == {"gone": 1}


def test_an_empty_list_and_a_second_freezing_are_refused(app: App) -> None:
    made = a_letter(app)
    with pytest.raises(InvalidInputError, match="no recipients yet"):
        service.freeze(app, made.id)
    with pytest.raises(InvalidInputError, match="Nobody is left"):
        frozen(app, made)
    an_addressee(app, "Bar")
    frozen(app, made)
    for again in (frozen, seen):
        with pytest.raises(RefusedError, match="is frozen"):
            again(app, made)


def test_what_a_text_says_may_vary_by_what_the_selection_says_of_each(app: App) -> None:
    bar, owl = an_addressee(app, "Bar"), an_addressee(app, "Owl")
    texts = (Text(language="en", subject="News", body="{note}The law is out."),)
    variants = {"lawyer": {"note": "{salutation}, as one who knows the law:\n\n"}}
    made = a_letter(app, texts=texts, variants=variants)
    sql = "select c.id as contact_id, case when c.id = :bar then 'lawyer' else '' end as variant from v_contacts c"
    with app.store.selection() as chosen:
        chosen.fill(sql, columns=("contact_id", "variant"), bar=bar.id)
        told = {one.contact_id: one.body for one in service.preview(app, made.id, chosen).examples}
        assert told == {bar.id: "Dear Bar, as one who knows the law:\n\nThe law is out.", owl.id: "The law is out."}
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    service.start(app, made.id)
    batch = service.claim(app, "wire", "elsewhere/1")
    assert batch is not None
    assert {one.contact_id: one.body for one in batch.messages} == told


def test_what_is_empty_in_a_variant_is_told_of_those_who_get_it(app: App) -> None:
    an_addressee(app, "Bar")
    owl = an_addressee(app, "Owl")
    texts = (Text(language="en", subject="News", body="{note}"),)
    made = a_letter(app, texts=texts, variants={"near": {"note": "Here in {country}"}, "far": {"note": "There"}})
    sql = "select c.id as contact_id, case when c.id = :owl then 'near' else 'far' end as variant from v_contacts c"
    with app.store.selection() as chosen:
        chosen.fill(sql, columns=("contact_id", "variant"), owl=owl.id)
        (missing,) = service.preview(app, made.id, chosen).missing
    assert (missing.key, missing.n, missing.names) == ("country", 1, ("Owl",))


def test_a_field_that_there_is_not_is_refused_in_a_variant_too(app: App) -> None:
    with pytest.raises(InvalidInputError, match="occupation"):
        a_letter(app, variants={"lawyer": {"note": "as {occupation}"}})


def test_a_rehearsal_shows_what_a_draft_would_be_and_makes_none(app: App) -> None:
    an_addressee(app, "Bar", language="es")
    an_addressee(app, "Union", "none")
    texts = (
        Text(language="en", subject="News", body="{salutation}"),
        Text(language="es", subject="Más", body="{note}"),
    )
    draft = Draft(name="Spring letter", purpose="mailings", channel="wire", texts=texts, fields={"note": "Hoy"})
    with app.store.selection() as chosen:
        chosen.fill(SELECTED)
        rehearsed = service.rehearse(app, draft, chosen)
        assert service.list_dispatches(app, everything=True) == []
        previewed = service.preview(app, service.draft(app, draft).id, chosen)
        assert evolve(previewed, examples=()) == evolve(rehearsed, examples=())
    assert (rehearsed.recipients, rehearsed.examples[0].body) == (1, "Hoy")


def test_why_somebody_gets_it_is_kept_as_a_sentence_with_what_it_names(app: App) -> None:
    an_addressee(app, "Bar")
    a_segment(app, "Those of {name}")
    made = service.freeze(app, a_letter(app, segment="those").id)
    (why,) = service.show(app, made.id).deliveries[0].why
    assert why == "stands in the segment Those of {name}"
    assert isinstance(why, Sentence)
    assert (why.template, why.values) == ("stands in the segment {name}", {"name": "Those of {name}"})


def test_only_the_list_that_was_seen_is_written_down_be_the_other_as_long(app: App) -> None:
    an_addressee(app, "Bar")
    a_segment(app)
    made = a_letter(app, segment="Organisations")
    shown = service.preview(app, made.id).version
    contacts.trash(app, contacts.find(app, "Bar")[0].id)
    an_addressee(app, "Newcomer")
    with pytest.raises(ConflictError, match="another one by now"):
        service.freeze(app, made.id, seen=shown)
    now = service.preview(app, made.id).version
    assert now == service.preview(app, made.id).version
    assert service.freeze(app, made.id, seen=now).frozen_at


def test_a_warning_that_nobody_saw_is_not_confirmed(app: App) -> None:
    an_addressee(app, "Bar")
    a_segment(app)
    made = a_letter(app, segment="Organisations")
    shown = service.preview(app, made.id).version
    contacts.edit(app, contacts.find(app, "Bar")[0].id, contacts.Edit(fields={"country": "AX"}))
    with pytest.raises(ConflictError, match="another one by now"):
        service.freeze(app, made.id, seen=shown, confirmed=True, because="they asked")
