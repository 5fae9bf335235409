"""A list does not know whose case it is better than we do, nor that they agree after all, nor what came since."""

from outreach_cases import service
from outreach_cases.model.cases import Consent
from outreach_cases.model.imports import Fate
from outreach_cases.model.levels import Level, Reason
from outreach_crm.app import App
from tests.outreach_cases.builders import a_case, level, work

HEAD = "reference;name;country;consent;level;level since\n"


def test_a_reference_that_stands_twice_makes_no_other_person_of_somebody(app: App) -> None:
    text = f"{HEAD}IP 1;Sanaa Rezaiy;Iran;;active;2026-01-05\nIP 1;Ana Diallo;Guinea;;active;2026-01-05\n"

    report = service.import_text(app, text)

    assert [one.fate for one in report.lines] == [Fate.NEW, Fate.LEFT]
    assert report.problems[0].sentence.startswith("IP 1 is Sanaa Rezaiy: somebody else has another reference.")
    assert (service.resolve(app, "IP 1").name, service.resolve(app, "IP 1").country) == ("Sanaa Rezaiy", "IR")


def test_a_list_may_write_a_name_otherwise(app: App) -> None:
    a_case(app, ref="IP 1")

    report = service.import_text(app, f"{HEAD}IP 1;Sana REZAIY;;;;\n")

    assert [one.fate for one in report.lines] == [Fate.CHANGED]
    assert service.resolve(app, "IP 1").name == "Sana REZAIY"


def test_an_old_list_does_not_take_back_that_they_want_no_work(app: App) -> None:
    case = a_case(app, ref="IP 1", consent=Consent.PUBLIC.value)
    work(app, case)
    service.stop(app, case.id, Reason.WISH, note="Her sister rang")

    report = service.import_text(app, f"{HEAD}IP 1;Sanaa Rezaiy;Iran;agrees to public work;active;2026-01-05\n")

    assert [one.fate for one in report.lines] == [Fate.LEFT]
    assert "they want no work, and no list takes that back" in report.problems[0].sentence
    assert service.get(app, case.id).consent is Consent.AGAINST


def test_a_list_that_was_taken_in_before_a_case_rested_changes_nothing_now(app: App) -> None:
    text = f"{HEAD}IP 1;Sanaa Rezaiy;Iran;;active;2026-01-05\nIP 2;Reza Amini;Iran;;active;2026-01-05\n"
    service.import_text(app, text)
    level(app, service.resolve(app, "IP 1"), Level.DORMANT)
    level(app, service.resolve(app, "IP 2"), Level.CLOSED, Reason.SAFETY)

    report = service.import_text(app, text)

    assert [one.fate for one in report.lines] == [Fate.SAME, Fate.SAME]
    assert service.resolve(app, "IP 1").level is Level.DORMANT
    assert service.resolve(app, "IP 2").level is Level.CLOSED


def test_somebody_who_is_in_the_portfolio_under_another_reference_is_named(app: App) -> None:
    there = a_case(app, ref="IP 1")

    report = service.import_text(app, f"{HEAD}IP 9;sanaa rezaiy;Iran;;active;\nIP 8;Sanaa Rezaiy;Peru;;active;\n")

    assert [len(one.cautions) for one in report.lines] == [1, 0]
    assert report.lines[0].cautions[0].startswith(f"Sanaa Rezaiy (IP 1), case {there.id}, is called so too.")


def test_all_that_is_wrong_with_a_row_is_told_at_once(app: App) -> None:
    text = "name;country;consent;poc;level;level since\nSanaa Rezaiy;Persien;yes;perhaps;actve;31.02.2026\n"

    (line,) = service.import_text(app, text).lines

    assert [said.split(";")[0].split("(")[0].strip() for said in line.told] == [
        "'Persien' is not one country",
        "'31.02.2026' is not a day",
        "'perhaps' is neither yes nor no.",
        "'yes' is no consent",
        "'actve' is no level",
    ]
    assert ".;" not in line.in_a_row


def test_concerns_may_be_parted_by_commas(app: App) -> None:
    text = "name;country;concerns\nSanaa Rezaiy;Iran;torture, unfair trial\n"

    service.import_text(app, text)

    (case,) = service.listed(app, service.asking(app))
    assert len(service.concerns(app, [case])[case.id]) == 2
