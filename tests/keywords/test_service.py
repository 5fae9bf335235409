"""Keywords in the database: loaded once, found in any language, resolved, shown, expanded with the way, checked."""

from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.hooks import hookimpl
from outreach_crm.keywords import service
from outreach_crm.keywords.model import Facet
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from tests.keywords.files import write_scheme


def count(app: App, table: str) -> int:
    return int(app.store.value(f"select count(*) as n from {table}"))


def found(app: App, text: str) -> list[str]:
    return [str(hit.keyword.address) for hit in service.find(app, text)]


def in_french(app: App) -> App:
    return evolve(app, settings=Settings({"section": {"language": "fr"}}))


def test_the_shipped_schemes_are_loaded_once(app: App) -> None:
    assert service.prepare(app) == ()
    loaded = [count(app, table) for table in ("schemes", "keywords", "keyword_labels", "keyword_links")]
    entries = len(changes.latest(app, 100))

    assert service.prepare(app) == ()

    assert [count(app, table) for table in ("schemes", "keywords", "keyword_labels", "keyword_links")] == loaded
    assert len(changes.latest(app, 100)) == entries
    assert loaded[0] == 4


def test_a_scheme_of_a_plugin_is_loaded_and_one_that_is_wrong_is_told(ready: App, tmp_path: Path) -> None:
    right = write_scheme(tmp_path / "birds.toml", "birds", owls="Owls")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[scheme]\n", encoding="utf-8")

    class Birds:
        @hookimpl
        def keywords(self) -> list[Path]:
            return [wrong, right]

    with_birds = evolve(ready, plugins=Plugins.load(extra={"birds": Birds()}))

    problems = service.prepare(with_birds)

    assert [problem.file for problem in problems] == ["wrong.toml", "wrong.toml"]
    assert str(service.resolve(with_birds, "owls").address) == "birds:owls"


def test_a_new_edition_of_a_shipped_scheme_changes_only_what_differs(ready: App, tmp_path: Path) -> None:
    source = write_scheme(tmp_path / "birds.toml", "birds", owls="Owls", hawks="Hawks")

    class Birds:
        @hookimpl
        def keywords(self) -> list[Path]:
            return [source]

    with_birds = evolve(ready, plugins=Plugins.load(extra={"birds": Birds()}))
    before = service.resolve(with_birds, "birds:owls").id
    write_scheme(source, "birds", owls="Owls and others", eagles="Eagles")

    service.prepare(with_birds)

    assert service.resolve(with_birds, "owls and others").id == before
    assert service.resolve(with_birds, "eagles").label == "Eagles"
    assert service.resolve(with_birds, "hawks").label == "Hawks"


def test_a_keyword_is_resolved_by_address_key_code_label_or_place(app: App) -> None:
    named = {
        "concerns:lawyers": "concerns:lawyers",
        "lawyers": "concerns:lawyers",
        "Abogado": "concerns:lawyers",
        "harrassment": "concerns:harassment",
        "prisoner of conscience": "concerns:prisoners-of-conscience",
        "IR": "countries:ir",
        "MDE": "regions-ai:mde",
        "burma": "countries:mm",
        "usa/texas": "countries:us-texas",
        "kygyzstan": "countries:kg",
        "US-GA": "countries:us-georgia",
        "georgia": "countries:ge",
    }

    assert {text: str(service.resolve(app, text).address) for text in named} == named


def test_what_can_be_two_keywords_is_asked_back(ready: App) -> None:
    with pytest.raises(ConflictError, match=r"can be regions-ai:afr .* or regions-m49:002"):
        service.resolve(ready, "África")


def test_an_unknown_keyword_is_told_with_one_written_alike(ready: App) -> None:
    with pytest.raises(NotFoundError, match="There is no keyword 'lawyrs'; did you mean 'lawyers'"):
        service.resolve(ready, "lawyrs")
    with pytest.raises(NotFoundError, match="outreach keywords find WORDS looks for one"):
        service.resolve(ready, "xyzzy")


def test_of_many_texts_those_that_name_one_keyword_are_understood(ready: App) -> None:
    texts = ["lawyers", "capital punishment", "usa", "flying saucers", "congo", ""]
    found = {text: str(keyword.address) for text, keyword in service.understood(ready, texts).items()}
    assert found == {
        "lawyers": "concerns:lawyers",
        "capital punishment": "concerns:death-penalty",
        "usa": found["usa"],
    }
    assert found == {text: str(service.resolve(ready, text).address) for text in found}


def test_find_reads_beginnings_of_words_in_any_language(app: App) -> None:
    assert found(app, "abog")[:1] == ["concerns:lawyers"]
    assert found(app, "defens derech humanos")[:1] == ["concerns:human-rights-defenders"]
    assert found(app, "tortur") == ["concerns:torture-and-ill-treatment", "concerns:risk-of-torture"]
    assert found(app, "") == []
    assert found(app, "xyzzy") == []


def test_find_says_by_which_name_it_found(ready: App) -> None:
    hits = {str(hit.keyword.address): hit.found_by for hit in service.find(ready, "harrass")}

    assert hits == {"concerns:harassment": "harrassment"}


def test_find_is_narrowed_by_facet_and_scheme(ready: App) -> None:
    assert {hit.keyword.facet for hit in service.find(ready, "a", facet=Facet.OCCUPATION)} == {"occupation"}
    assert {hit.keyword.scheme for hit in service.find(ready, "africa", scheme="regions-ai")} == {"regions-ai"}
    assert len(service.find(ready, "a", limit=3)) == 3


def test_countries_are_shown_and_found_in_the_language_of_the_section(ready: App) -> None:
    french = in_french(ready)

    assert service.resolve(french, "Allemagne").label == "Allemagne"
    assert found(french, "Corée du Sud") == ["countries:kr"]
    assert service.label(french, service.resolve(french, "lawyers").id) == "Avocats"
    with pytest.raises(NotFoundError):
        service.resolve(ready, "Allemagne")


def test_show_gives_the_names_and_the_neighbours(ready: App) -> None:
    detail = service.show(ready, "incommunicado-detention")

    assert detail.keyword.definition.startswith("Somebody is held without any contact")
    assert {label.language for label in detail.labels} == {"", "en", "es", "fr"}
    assert [one.key for one in detail.broader] == ["legal-concern"]
    assert {one.key for one in detail.related} == {"enforced-disappearances", "torture-and-ill-treatment"}
    assert [one.key for one in service.show(ready, "nurses").related] == ["midwives"]


def test_expansion_says_which_way_leads_there(ready: App) -> None:
    expanded = {one.keyword.key: one for one in service.expand(ready, "health-professionals")}

    assert expanded["health-professionals"].path == ("Health professionals",)
    assert expanded["psychiatrists"].path == ("Health professionals", "Doctors", "Psychiatrists")
    assert expanded["psychiatrists"].depth == 2
    assert "lawyers" not in expanded


def test_the_published_view_answers_this_or_more_specific(app: App) -> None:
    general = service.resolve(app, "legal-professionals").id
    sql = (
        "select k.key from v_keyword_closure c join v_keywords k on k.id = c.specific_id"
        " where c.general_id = :general order by c.depth, k.key"
    )

    assert [row["key"] for row in app.store.rows(sql, general=general)] == [
        "legal-professionals",
        "judges",
        "lawyers",
        "prosecutors",
        "human-rights-lawyers",
    ]


def test_a_database_in_order_has_nothing_to_check(ready: App) -> None:
    assert service.check(ready) == []


def test_the_closure_follows_an_undo(app: App) -> None:
    service.prepare(app)
    link = app.store.one(
        "select l.id from keyword_links l join keywords k on k.id = l.from_id where k.key = 'midwives'"
        " and l.kind = 'broader'"
    )
    assert link
    with app.change("remove link") as change:
        app.store.delete("keyword_links", link["id"])

    assert [(flaw.kind, flaw.grave) for flaw in service.check(app)] == [("closure", True)]
    assert "midwives" not in {one.keyword.key for one in service.expand(app, "health-professionals")}

    changes.undo(app, change.id)

    assert "midwives" in {one.keyword.key for one in service.expand(app, "health-professionals")}
    assert service.check(app) == []
