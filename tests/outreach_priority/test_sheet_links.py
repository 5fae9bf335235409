"""The link of a sheet: it opens that sheet, and nobody can make one."""

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.settings import Settings
from outreach_priority import service
from tests.outreach_priority.builders import an_assessment

ADDRESS = "https://pages.example.org/crm"


def reached(app: App) -> App:
    """The App with an address for its pages."""
    return evolve(app, settings=Settings({"web": {"address": ADDRESS}}))


def test_each_sheet_has_a_link_that_opens_it_and_no_other(app: App) -> None:
    sheets = service.sheets_of(app, an_assessment(app))
    links = [service.sheet_link(reached(app), one) for one in sheets]
    assert len({*links}) == 3
    assert all(one.startswith(f"{ADDRESS}/sheet/") for one in links)
    assert [service.whose_sheet(app, one.rpartition("/")[2].upper()) for one in links] == [one.uid for one in sheets]


def test_without_an_address_there_is_no_link_and_the_path_is_the_same(app: App) -> None:
    (sheet,) = service.sheets_of(app, an_assessment(app, 1))
    assert service.sheet_link(app, sheet) == ""
    assert service.sheet_link(reached(app), sheet) == ADDRESS + service.sheet_path(app, sheet)


def test_neither_the_number_of_a_sheet_nor_the_mark_of_another_one_opens_it(app: App) -> None:
    mine, theirs = service.sheets_of(app, an_assessment(app, 2))
    own = service.sheet_path(app, mine).rpartition("/")[2]
    other = accounts.tokens(app, "leave mailings email").issue("sheets", theirs.uid)
    contact = accounts.tokens(app, "sheet").issue("contacts", theirs.uid)
    for token in (theirs.uid, own.replace(mine.uid, theirs.uid), f"{own[:-1]}1", other, contact, "", "x" * 500):
        with pytest.raises(NotFoundError):
            service.whose_sheet(app, token)
