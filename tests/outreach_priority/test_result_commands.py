"""Results on the command line: tables and sentences, JSON with the trace, pictures, the page to be printed."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result as Printed

from outreach_crm.app import App
from outreach_priority import plots, service
from tests.outreach_priority.builders import closed
from tests.outreach_priority.test_results import CALM, SAID

Cli = Callable[..., Printed]


@pytest.fixture
def number(cli: Cli) -> str:
    """An assessment that is closed, with a caution and a hold."""
    with closing(App.open()) as app:
        return str(closed(app, SAID).id)


def test_a_result_is_a_table_and_sentences(cli: Cli, number: str) -> None:
    told = cli("priority", "show", number).stdout

    assert "The International Legal Network is first" in told.replace("\n  ", " ")
    assert "Weights: equal, nobody has set any." in told
    assert "HOLD" in told
    assert "2 of 2 advisers handed in a sheet." in told


def test_one_sector_is_shown_with_its_ratings(cli: Cli, number: str) -> None:
    told = cli("priority", "show", number, "unions").stdout

    assert "On hold: 1 adviser rated Damage to our impartiality or independence 4." in told
    assert "It cannot be chosen until a named person decides." in told
    assert "4 0" in told


def test_json_holds_the_trace_of_every_number(cli: Cli, number: str) -> None:
    told = json.loads(cli("priority", "show", number, "--second", "--json").stdout)

    first = told["result"]["scores"][0]
    cell = next(one for one in first["cells"] if one["item"] == "home")
    assert (first["subject"], cell["ratings"], cell["said"]["trimmed"], cell["value"]) == ("legal", [4, 3], 3.5, 0.875)
    assert told["sealed"] is None
    assert told["says"]["each"]["legal"][0].startswith("The International Legal Network is first")
    assert [one["method"] for one in told["result"]["opinions"]] == ["PROMETHEE II", "TOPSIS"]


def test_from_weights_through_decisions_to_the_seal(cli: Cli, number: str) -> None:
    cli("priority", "weigh", number, "world=100", "capacity=50", "home=100", "reached=100", "--by", "Board")
    listed = cli("priority", "weigh", number, "--list").stdout
    assert "66.7 %" in listed
    assert "Board on " in listed
    decided = ("--because", "Board", "--mitigation", "No logo", "--staff-hours", "8")
    assert "can be chosen (HOLD)" in cli("priority", "decide", number, "unions", "go", *decided).stdout
    assert "Seal Priorities" in cli("priority", "seal", number, "--because", "Board", code=2).stderr

    cli("priority", "seal", number, "--because", "Board of 9 March", "--yes")

    told = cli("priority", "show", number).stdout
    assert "Sealed by maria on " in told
    scores = json.loads(cli("priority", "show", number, "--json").stdout)["result"]["scores"]
    assert [one["subject"] for one in scores if one["eligible"]] == ["legal", "unions"]
    assert cli("priority", "weigh", number, "world=1", "capacity=1", code=1).stderr.startswith(
        "Error: Priorities is sealed"
    )
    assert "nothing to compare" in cli("priority", "compare", number, code=1).stderr


def test_robustness_is_drawn_on_demand_and_says_its_seed(cli: Cli, number: str) -> None:
    told = cli("priority", "show", number, "--robust", "--draws", "200").stdout
    assert "of 200 plausible cases" in told
    assert "Drawn with the seed" in told


def test_a_comparison_says_what_moved(cli: Cli, number: str) -> None:
    with closing(App.open()) as app:
        earlier = closed(app, CALM)
        service.seal(app, earlier, because="Board")
    told = cli("priority", "compare", number).stdout
    assert "The Medical Sector" in told
    assert "Value then" in told
    assert json.loads(cli("priority", "compare", number, str(earlier.id), "--json").stdout)["earlier_id"] == earlier.id


def test_the_page_asks_nothing_from_anywhere(cli: Cli, number: str, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    cli("priority", "report", number, "--to", str(out))

    page = out.read_text("utf-8")

    assert "default-src 'none'" in page
    assert not any(word in page for word in ("src=", "@import", "url(", "<script", "<link"))
    assert "Not sealed: this can still change." in page
    assert "On hold: 1 adviser rated Damage to our impartiality or independence 4." in page


def test_the_page_of_an_altered_result_says_so(cli: Cli, number: str, tmp_path: Path) -> None:
    cli("priority", "seal", number, "--because", "Board", "--yes")
    with closing(App.open()) as app, app.change("alter"):
        row = app.store.value("select id from priority_results")
        app.store.update("priority_results", row, {"sealed_by": "Nobody"})
    out = tmp_path / "report.html"

    cli("priority", "report", number, "--to", str(out))

    assert "it was altered in the database" in out.read_text("utf-8")
    assert "it was altered in the database" in cli("priority", "show", number).stdout.replace("\n", " ")


@pytest.mark.parametrize("picture", [*plots.PLOTS])
@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_pictures_are_drawn(cli: Cli, number: str, tmp_path: Path, picture: str, form: str, begins: bytes) -> None:
    pytest.importorskip("vl_convert")
    out = tmp_path / f"picture.{form}"
    cli("priority", "plot", number, picture, "--to", str(out))
    assert out.read_bytes().startswith(begins)


def test_without_the_package_for_pictures_a_sentence_says_what_to_install(
    cli: Cli, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    told = cli("priority", "plot", number, "map", "--to", str(tmp_path / "map.svg"), code=1).stderr
    assert "pip install 'outreach-crm[plots]'" in told
    monkeypatch.setattr(plots, "is_there", lambda: False)
    cli("priority", "report", number, "--to", str(tmp_path / "report.html"))
    assert "outreach-crm[plots]" in (tmp_path / "report.html").read_text("utf-8")


def test_another_form_of_picture_is_refused(cli: Cli, number: str, tmp_path: Path) -> None:
    told = cli("priority", "plot", number, "map", "--to", str(tmp_path / "map.gif"), code=1).stderr
    assert "svg or png" in told


def test_what_is_drawn_can_be_had_as_a_specification(cli: Cli, number: str) -> None:
    spec = json.loads(cli("priority", "plot", number, "map", "--spec").stdout)
    assert len(spec["data"]["values"]) == 3
