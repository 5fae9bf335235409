"""What pages of Urgent Actions say to whoever reads French or Spanish."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import finding, stopping
from tests.urgent_actions.at_work import coordinator
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import a_member
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections
REF = "UA 1/2026"


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """Maria at her desk; Ana wants what is about nurses."""
    a_member(app, "Ana Ruiz", "nurses")
    return coordinator(app, tmp_path / "sent")


def said(desk: Desk, language: str, path: str) -> str:
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    return words(desk.read(path))


@pytest.mark.parametrize(("language", "stopped"), [("es", "Cese declarado"), ("fr", "Arrêt déclaré")])
def test_of_a_stop_nobody_reads_that_somebody_is_detained(desk: Desk, language: str, stopped: str) -> None:
    add_issue(desk.app, "nurses", ref=REF, languages=("en",))
    stopping.stop(desk.app, REF, Order(because="She asked us to."))
    case = f"/urgent-actions/cases/{finding.find_case(desk.app, REF).id}"
    for page in (said(desk, language, case), said(desk, language, "/urgent-actions?tab=stopped")):
        assert stopped.lower() in page.lower()
        assert "deten" not in page.lower()


@pytest.mark.parametrize(
    ("language", "soon", "empty"),
    [
        ("fr", "l'échéance est fixée au 10 mars 2026", "il n'y en a pas de texte"),
        ("es", "el plazo es el 10 de marzo de 2026", "no hay texto"),
    ],
)
def test_what_is_to_be_minded_before_it_leaves_is_read_in_the_language_of_the_page(
    desk: Desk, language: str, soon: str, empty: str
) -> None:
    issue = add_issue(desk.app, "nurses", ref=REF, deadline_on="2026-03-10", languages=("en",))
    page = said(desk, language, f"/urgent-actions/issues/{issue}/send")
    assert soon in page
    assert empty not in page
    without = add_issue(desk.app, "nurses", ref="UA 2/2026", deadline_on="2026-04-10")
    assert empty in said(desk, language, f"/urgent-actions/issues/{without}/send")


def test_each_update_is_counted_in_words_that_fit_its_language(desk: Desk) -> None:
    add_issue(desk.app, "nurses", ref=REF)
    update = add_issue(desk.app, "nurses", ref=REF, kind="followup", ordinal=2)
    path = f"/urgent-actions/issues/{update}"
    assert "second update" in said(desk, "en", path)
    assert "segunda actualización" in said(desk, "es", path)
    assert "deuxième mise à jour" in said(desk, "fr", path)
