"""A request is written down, assessed by rules, decided by somebody named, and its promises are kept."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Side
from outreach_crm.privacy import service as privacy
from outreach_crm.timeline import service as timeline
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.requests import RequestDraft, RequestKind, State
from outreach_mutuality.service import rules
from outreach_mutuality.service.kinds import meant
from tests.builders import a_group, a_person, acting, an_organisation
from tests.outreach_mutuality.builders import TEXT, a_request, assessed, decided

Cli = Callable[..., Result]


def test_a_request_needs_whose_it_is_and_what_it_asks(app: App) -> None:
    request = a_request(app)

    assert (request.contact, request.text, request.kind) == ("Dockers' Union", TEXT, RequestKind.SIGN_ON)
    assert (request.state, request.owner) == (State.RECEIVED, app.actor.name)
    with pytest.raises(InvalidInputError, match="what they ask"):
        a_request(app, request.contact_id, " ")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("100 leaflets", RequestKind.INFORMATION),
        ("A speaker for our congress", RequestKind.SPEAKER),
        ("May we print your logo?", RequestKind.LOGO),
        ("500 for the strike fund", RequestKind.FUNDS),
        ("Necesitamos fondos para el local", RequestKind.FUNDS),
        ("Will you give us 500 euro for our march?", RequestKind.FUNDS),
        ("Can you spare €500?", RequestKind.FUNDS),
        ("We don't have a room", RequestKind.PREMISES),
        ("Information for our local branch", RequestKind.INFORMATION),
        ("Un informe sobre el salario", RequestKind.INFORMATION),
        ("Leaflets on fundamental rights", RequestKind.INFORMATION),
        ("A report by March", RequestKind.INFORMATION),
        ("Walk beside us on our march in May", RequestKind.JOINT_EVENT),
        ("Could you come and speak to our members?", RequestKind.SPEAKER),
        ("Pourriez-vous intervenir à notre congrès ?", RequestKind.SPEAKER),
        ("Une conférence de presse en mai", RequestKind.OTHER),
        ("Ein Redner", RequestKind.OTHER),
        ("¿Quieren firmar la carta abierta?", RequestKind.SIGN_ON),
        ("Une salle pour notre réunion", RequestKind.PREMISES),
        ("Help", RequestKind.OTHER),
    ],
)
def test_words_say_what_is_asked_for(text: str, kind: RequestKind) -> None:
    assert meant(text) is kind


def test_who_asks_for_an_organisation_is_kept_and_may_be_erased(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    request = a_request(app, person="Ana Ruiz")
    assert (request.person, request.person_id) == ("Ana Ruiz", ana.id)

    privacy.erase(app, [ana.id], because="asked for it")

    assert service.get(app, request.id).person == ""


def test_what_cannot_be_a_request_is_refused(app: App) -> None:
    union = an_organisation(app, "Dockers' Union")
    with pytest.raises(InvalidInputError, match="group of ours"):
        a_request(app, a_group(app, "Trade Union Group").contact_id)
    with pytest.raises(InvalidInputError) as refused:
        service.receive(app, RequestDraft(contact_id=union.id, text="x" * 1_000_001, kind="gold", amount=-1))
    assert [one.field for one in refused.value.problems] == ["text", "kind", "amount"]
    contacts.trash(app, union.id)
    with pytest.raises(ConflictError, match="trash"):
        a_request(app, union.id)


def test_rules_say_yes_no_or_unclear_and_why(app: App) -> None:
    request = a_request(app)
    assert "money" not in rules.put(app, request.kind)

    now = service.assess(app, request.id, {"mandate": Verdict.YES})
    assert now.state is State.RECEIVED
    unclear = assessed(app, request, impartiality=Verdict.NO)
    assert unclear.state is State.ASSESSED
    said = service.findings(app, unclear)
    assert said["impartiality"].sentence == rules.find(app, "impartiality").no
    assert said["mandate"].by == app.actor.name


def test_what_is_unclear_goes_to_somebody_named(app: App) -> None:
    request = a_request(app)
    with pytest.raises(InvalidInputError, match="say who of us looks into it"):
        service.assess(app, request.id, {"mandate": Verdict.UNCLEAR})

    now = service.assess(app, request.id, {"mandate": Verdict.UNCLEAR}, ask=app.actor.name)

    assert now.state is State.UNCLEAR
    assert service.findings(app, now)["mandate"].ask == app.actor.name


def test_whoever_looks_at_it_is_one_of_us_and_a_page_says_so_without_options_and_keys(app: App) -> None:
    request, rule = a_request(app), rules.find(app, "independence-government")
    unclear = {rule.key: Verdict.UNCLEAR}
    with pytest.raises(InvalidInputError) as nobody:
        service.assess(app, request.id, unclear)
    with pytest.raises(NotFoundError, match=f"'{rule.consult}' is not one of us: somebody with an account"):
        service.assess(app, request.id, unclear, ask=rule.consult)

    assert f"assess {request.id} {rule.key}=unclear --ask NAME" in str(nobody.value)
    assert [one.field for one in nobody.value.problems] == ["ask"]
    assert (
        nobody.value.on_page
        == f'"{rule.question}" is unclear: say who of us looks into it, with {rule.consult} perhaps.'
    )


def test_nothing_is_decided_before_it_is_assessed_but_to_consult(app: App) -> None:
    request = a_request(app)
    with pytest.raises(ConflictError, match="not assessed yet"):
        service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))

    asked = service.decide(app, request.id, DecisionDraft(outcome=Outcome.CONSULT, told="", offered="the board"))
    assert asked.outcome is Outcome.CONSULT
    assert service.get(app, request.id).state is State.CONSULTED
    with pytest.raises(InvalidInputError, match="anew"):
        service.take_back(app, request.id, because="")
    assert service.take_back(app, request.id, because="they met").state is State.RECEIVED


def test_the_second_of_two_who_decide_is_told(app: App) -> None:
    request = a_request(app)
    decided(app, request, Outcome.DECLINE)

    with acting(app, "Bea") as bea, pytest.raises(ConflictError, match=f"{app.actor.name} decided on"):
        service.decide(bea, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))


def test_an_old_page_decides_nothing(app: App) -> None:
    request = assessed(app, a_request(app))
    service.edit(app, request.id, RequestDraft(contact_id=0, text="Another text"))

    with pytest.raises(ConflictError, match="look again"):
        service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told="", version=request.change_id))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"outcome": Outcome.DECLINE, "told": ""}, "told"),
        ({"outcome": Outcome.SOMETHING_ELSE, "told": "Not this", "offered": ""}, "offered"),
    ],
)
def test_a_no_has_a_reason_and_something_instead(app: App, draft: dict[str, object], field: str) -> None:
    request = assessed(app, a_request(app))

    with pytest.raises(InvalidInputError) as refused:
        service.decide(app, request.id, DecisionDraft(**draft))  # type: ignore[arg-type]

    assert [one.field for one in refused.value.problems] == [field]


def test_a_yes_against_a_rule_says_why(app: App) -> None:
    request = assessed(app, a_request(app), impartiality=Verdict.NO)

    with pytest.raises(InvalidInputError, match=r"The answer is no: say why.*\(--kept\)"):
        service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))

    kept = service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told="", kept="The board, in May"))
    assert kept.kept == "The board, in May"


def test_a_promise_is_not_for_a_day_that_has_passed_and_is_called_to_mind(app: App) -> None:
    request, today = assessed(app, a_request(app)), app.clock.today()
    with pytest.raises(InvalidInputError, match="has passed"):
        draft = DecisionDraft(outcome=Outcome.ACCEPT, told="", promises=(("Sign", "2020-01-01"),))
        service.decide(app, request.id, draft)

    service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told="", promises=(("Sign", "1w"),)))

    def waiting(days: int) -> list[str]:
        later = today + timedelta(days=days)
        return [one.command for one in app.plugins.reminders(app, later) if one.group == "Requests"]

    (promise,) = service.promises(app, request)
    assert f"outreach mutuality kept {promise.id}" not in waiting(6)
    assert f"outreach mutuality kept {promise.id}" in waiting(7)
    service.keep(app, promise.id)
    assert f"outreach mutuality kept {promise.id}" not in waiting(7)
    with pytest.raises(ConflictError, match="That was done"):
        service.keep(app, promise.id)


def test_a_decision_is_taken_back_with_a_reason(app: App) -> None:
    request = a_request(app)
    decided(app, request, Outcome.ACCEPT, promises=(("Sign", "1w"),))

    with pytest.raises(InvalidInputError, match="--because"):
        service.take_back(app, request.id, because=" ")
    again = service.take_back(app, request.id, because="the text was changed")

    assert (again.state, service.decision(app, again), service.promises(app, again)) == (State.ASSESSED, None, [])


def test_like_requests_are_found_with_what_was_decided(app: App) -> None:
    first = a_request(app)
    decided(app, first, Outcome.DECLINE)
    other = a_request(app, an_organisation(app, "Bakers").id, "Sign for warm bread")
    decided(app, other)

    near = service.like(app, a_request(app, first.contact_id, "Please sign the open letter on the harbour"))

    assert [one.request.id for one in near] == [first.id, other.id]
    assert near[0].likeness > near[1].likeness
    assert near[0].decision.outcome is Outcome.DECLINE


def test_a_decision_that_departs_from_like_ones_says_so(app: App) -> None:
    first = a_request(app)
    decided(app, first, Outcome.DECLINE)

    again = decided(app, a_request(app, first.contact_id), Outcome.ACCEPT)

    assert again.departs == f"other than on like requests: {first.id} (decline)"
    assert decided(app, a_request(app, first.contact_id), Outcome.DECLINE).departs == ""


def test_whoever_waits_for_an_answer_is_a_warning(app: App) -> None:
    request = a_request(app)
    today = app.clock.today().isoformat()

    said = [one.sentence for one in privacy.check(app, request.contact_id, "outreach").refusals]

    assert f"they have waited for an answer of ours since {today}" in said


def test_all_of_it_can_be_undone(app: App) -> None:
    request = a_request(app)
    decision = decided(app, request)

    journal.undo(app, decision.change_id)

    assert service.decision(app, request) is None
    assert service.get(app, request.id).state is State.ASSESSED


def test_one_line_accepts_where_every_rule_says_yes(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")

    said = cli("mutuality", "log", "Health Union", "100 leaflets", "--accept").stdout

    assert "Request 1 of Health Union: information, decided (take back: outreach undo" in said
    shown = json.loads(cli("mutuality", "list", "--json").stdout)
    assert [one["state"] for one in shown] == ["decided"]
    assert "accept" in cli("mutuality", "show", "1").stdout


def test_commands_assess_and_decide(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", "Sign our letter", "--by", "2w")

    assert "Still to say" in cli("mutuality", "assess", "1", "mandate=yes").stdout
    weighed = cli("mutuality", "assess", "1", "impartiality=no", "--all", "yes").stdout
    assert "Still to say: what-we-may (a signature is asked for)." in weighed
    assert "is assessed" in cli("mutuality", "assess", "1", "what-we-may=yes").stdout
    said = cli("mutuality", "decide", "1", "decline", "--told", "We sign our own words", "--offer", "a speaker")
    assert "Request 1: decline" in said.stdout


def test_the_history_and_the_card_tell_what_they_asked(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    request = a_request(app, person="Ana Ruiz")

    for contact_id in (ana.id, request.contact_id):
        (entry,) = timeline.history(app, contact_id)
        assert (entry.title, entry.side) == (TEXT, Side.THEIRS)
        panel = next(one for one in app.plugins.contact_panels(app, contact_id) if one.title == "What they ask of us")
        assert panel.rows[0][0] == TEXT
