"""Rules are data: each says yes, no or unclear and why, and some words call for a second look."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.asks import service as asks
from outreach_crm.errors import InvalidInputError
from outreach_crm.written import meanings
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Rule, Verdict
from outreach_mutuality.model.requests import RequestKind, State
from outreach_mutuality.service import rules
from tests.asks.builders import an_ask
from tests.builders import an_organisation
from tests.outreach_mutuality.builders import a_request, with_rules

Cli = Callable[..., Result]
RULE = """
[[rules]]
key = "{key}"
question = "Is it for animals?"
yes = "It is."
no = "It is not."
unclear = "Partly."
source = "The board, 2026"
"""


def test_every_shipped_rule_says_why_and_where_it_is_from(app: App) -> None:
    there = rules.all_rules(app)

    assert {"mandate", "impartiality", "money", "condition"} < {*there}
    for rule in there.values():
        assert all((rule.yes, rule.no, rule.unclear, rule.source, rule.consult))


@pytest.mark.parametrize(
    ("who", "text", "rule", "word"),
    [
        ("Ministry of Justice", "A speaker in May", "independence-government", "ministry"),
        ("Health Union", "Will you stand beside our candidates in May?", "independence-party", "candidates"),
        ("Sindicato", "¿Firman por la huelga?", "impartiality", "huelga"),
        ("Secours", "En échange nous écrirons pour vous", "condition", "en echange"),
        ("Health Union", "A word at our press conference", "what-we-may", "press conference"),
    ],
)
def test_some_words_call_for_a_second_look(app: App, who: str, text: str, rule: str, word: str) -> None:
    request = a_request(app, an_organisation(app, who).id, text)

    assert service.second_looks(app, request)[rule] == f"'{word}' stands in it"


@pytest.mark.parametrize(
    ("text", "amount", "why"),
    [
        ("¿Podemos usar su logo en nuestro cartel?", 0, "a logo is asked for"),
        ("Pourriez-vous signer notre lettre ouverte ?", 0, "a signature is asked for"),
        ("A donation to our hardship fund", 0, "money is asked for"),
        ("Can you sponsor our fair?", 500, "money is asked for"),
        ("A speaker for our fair", 500, "money is asked for"),
        ("Will you give us 500 euro for our march against the mayor?", 0, "'mayor' stands in it"),
        ("Please support the Conservatives' bill in Parliament", 0, "'conservatives' stands in it"),
        ("Stand with us against the Senator and the church", 0, "'senator' stands in it"),
        ("Leaflets for the church", 0, "'church' stands in it"),
        ("Leaflets for the picket line", 0, "'picket' stands in it"),
        ("A speaker on the referendum", 0, "'referendum' stands in it"),
        ("Un informe sobre las sanciones", 0, "'sanciones' stands in it"),
        ("A report on the bank", 0, "'bank' stands in it"),
        ("Ein Redner", 0, "it is none of the usual kinds"),
    ],
)
def test_one_line_accepts_nothing_that_a_section_weighs(cli: Cli, text: str, amount: int, why: str) -> None:
    cli("contacts", "add", "Health Union", "--organisation")

    said = cli("mutuality", "log", "Health Union", text, "--amount", str(amount), "--accept").stdout

    assert ", received (" in said
    assert f"({why})" in " ".join(said.split())


@pytest.mark.parametrize(
    "text",
    [
        "A speaker for our members",
        "100 leaflets on the death penalty for a non-governmental organisation",
        "100 dépliants, à cause de la pluie",
        "Un orateur pour une organisation non gouvernementale",
    ],
)
def test_one_line_accepts_what_any_section_gives(cli: Cli, text: str) -> None:
    cli("contacts", "add", "Health Union", "--organisation")

    assert ", decided (" in cli("mutuality", "log", "Health Union", text, "--accept").stdout


def test_money_is_weighed_wherever_an_amount_is_asked_for(app: App) -> None:
    union = an_organisation(app, "Health Union").id
    speaker = a_request(app, union, "A speaker")
    paid = a_request(app, union, "A speaker", amount=500.0)

    assert "spending" not in service.left(app, speaker)
    assert "spending" in service.left(app, paid)
    assert service.second_looks(app, paid) == {"spending": "money is asked for"}


@given(kind=st.sampled_from(RequestKind), rule_kinds=st.sets(st.sampled_from(RequestKind)))
def test_a_rule_is_answered_outright_for_the_kinds_it_names_and_for_no_others(
    kind: RequestKind, rule_kinds: set[RequestKind]
) -> None:
    rule = Rule(
        key="a", question="?", yes="Yes.", no="No.", unclear="Perhaps.", source="us", outright=tuple(rule_kinds)
    )

    assert ("a" in rules.second_looks({"a": rule}, "Help", kind=kind)) is (kind in rule_kinds)


def test_what_calls_for_a_second_look_is_never_said_among_the_rest(app: App) -> None:
    request = a_request(app, text="A speaker beside the minister")

    now = service.assess(app, request.id, {}, rest=Verdict.YES)

    assert now.state is State.RECEIVED
    assert service.left(app, now) == ["independence-government"]
    assert service.assess(app, request.id, {"independence-government": Verdict.NO}).state is State.ASSESSED


def test_the_rest_leaves_what_was_said_before(app: App) -> None:
    request = a_request(app, text="100 leaflets")
    service.assess(app, request.id, {"mandate": Verdict.NO})

    service.assess(app, request.id, {}, rest=Verdict.YES)

    said = {key: one.verdict for key, one in service.findings(app, request).items()}
    assert said.pop("mandate") is Verdict.NO
    assert {*said.values()} == {Verdict.YES}


def test_one_line_does_not_accept_what_calls_for_a_second_look(cli: Cli) -> None:
    cli("contacts", "add", "Ministry of Justice", "--organisation")

    said = cli("mutuality", "log", "Ministry of Justice", "100 leaflets", "--accept").stdout

    assert "information, received" in said
    assert "Still to say: independence-government ('ministry' stands in it)." in " ".join(said.split())


def test_a_section_adds_rules_of_its_own_and_replaces_one(app: App, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(RULE.format(key="animals") + RULE.format(key="money"), "utf-8")
    own = with_rules(app, tmp_path)

    there = rules.all_rules(own)

    assert there["animals"].question == there["money"].question == "Is it for animals?"
    assert "mandate" in there


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[rules]]\nkey = 1", "ours.toml"),
        (RULE.format(key="a") * 2, "ours.toml has the rule 'a' twice"),
        (RULE.format(key="A b"), "ours.toml"),
        (RULE.format(key="a") + 'colour = "red"', "colour"),
        (RULE.format(key="a") + 'kinds = ["gold"]', "ours.toml"),
        ("[[rules", "ours.toml, line 1"),
    ],
)
def test_a_file_of_rules_with_an_error_is_told_by_its_name_and_no_request_is_lost(
    app: App, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "ours.toml").write_text(text, "utf-8")
    own, request = with_rules(app, tmp_path), a_request(app)

    with pytest.raises(InvalidInputError) as refused:
        service.assess(own, request.id, {"mandate": Verdict.YES})

    assert told in " ".join((str(refused.value), *(one.sentence for one in refused.value.problems)))
    assert service.get(own, request.id) == request


def test_a_file_of_rules_with_an_error_is_told_before_anything_is_written(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", "100 leaflets")
    ours, settings_file = tmp_path / "rules", tmp_path / "ours.toml"
    ours.mkdir()
    (ours / "ours.toml").write_text("[[rules", "utf-8")
    settings_file.write_text(f"[mutuality]\nrules = '{ours}'\n", "utf-8")
    own = ("--settings", str(settings_file), "mutuality")

    for given_words in (("log", "Health Union", "chairs"), ("show", "1"), ("assess", "1", "mandate=yes")):
        refused = cli(*own, *given_words, code=1)
        assert refused.stdout == ""
        assert "ours.toml, line 1" in refused.stderr

    told = json.loads(cli("mutuality", "list", "--json").stdout)
    assert [one["text"] for one in told] == ["100 leaflets"]


def test_whoever_asks_for_funds_is_asked_where_the_money_is_from(app: App) -> None:
    ministry = an_organisation(app, "Ministry of Culture").id
    union = an_organisation(app, "Dockers' Union").id

    told = {whose: hints_of(app, whose, "income") for whose in (ministry, union)}

    question = rules.find(app, "money").question
    assert f"{question} Look twice: 'ministry' stands in it." in told[ministry]
    assert question in told[union]
    assert question not in hints_of(app, union, "action")


def hints_of(app: App, contact_id: int, kind: str) -> list[str]:
    """What is told before an ask of somebody that is to bring something."""
    return [one.sentence for one in asks.hints(app, an_ask(app, contact_id, kind=kind))]


@given(
    said=st.permutations(["mandate", "impartiality", "condition", "what-we-may", "spending"]),
    kind=st.sampled_from(RequestKind),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_rules_are_answered_the_request_comes_as_far(
    app: App, said: list[str], kind: RequestKind
) -> None:
    request = a_request(app, text="Help", kind=kind.value)
    for key in (key for key in said if key in rules.put(app, kind)):
        service.assess(app, request.id, {key: Verdict.NO})

    now = service.assess(app, request.id, {}, rest=Verdict.YES)

    assert now.state is State.ASSESSED
    assert {*service.findings(app, now)} == {*rules.put(app, kind)}


@given(text=st.text(max_size=60))
def test_a_word_is_found_whatever_stands_around_it(text: str) -> None:
    assert meanings.first_of(("minister*",), f"{text} Ministers {text}") == "ministers"
    assert meanings.first_of((), text) == ""
