"""The scenes of the demo: a union that helped asks for help, in a strike in which a section takes no side."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.asks import service as asks
from outreach_crm.asks.model import AskDraft, State, StepDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Scene

_UNION = "Harbour and Ferry Workers"
_HELPED = ("Lend us a banner pole for the vigil in Göteborg", "Ask your dockers not to load the ship with the shackles")


def _asked(app: App) -> Iterator[str]:
    _have_helped(app)
    yield (
        "Börje Lindqvist rings. The ferries lie still, his union is on strike, and there is an open letter to the new"
        " owners: would you sign it? They lent you a banner pole in Göteborg, and their dockers stopped a ship."
    )
    yield (
        f'$ outreach mutuality log "{_UNION}" \\\n'
        '    "Will you sign our open letter to the owners of the ferry line, about the strike?" \\\n'
        '    --person "Börje Lindqvist" --by 3d --came "he rang"'
    )
    yield (
        "Nobody has to decide that on the telephone. The same questions are put to every request, and each answer"
        " says why. The right to strike is a human right; who owns the ferries, and what a deckhand earns, is not for"
        " us to say."
    )
    yield (
        '$ outreach mutuality assess "open letter" \\\n'
        "    independence-economic=no impartiality=no what-we-may=no --all yes"
    )


def _have_helped(app: App) -> None:
    """Write down what the union did for us before."""
    union = contacts.resolve(app, _UNION).id
    for sentence in _HELPED:
        ask = asks.plan(app, AskDraft(contact_id=union, sentence=sentence, why="Nobody else can.", due_on="2w"))
        asks.move(app, ask.id, StepDraft(to=State.DONE))


def _answered(_: App) -> Iterator[str]:
    yield (
        "The board does not sign the letter, and offers something else: a text of our own on the right to strike,"
        " read out at the gate. What they are told and what stays with you are two things."
    )
    yield (
        '$ outreach mutuality decide "open letter" offer-something-else --by "The board" \\\n'
        '    --told "We put our name to texts that we have researched ourselves, whoever asks." \\\n'
        '    --offer "a statement of ours on the right to strike, read at the gate" \\\n'
        '    --kept "The letter asks the owners to sell" \\\n'
        '    --promise "Read the statement at the gate" 2d --rule independence-economic'
    )
    yield (
        "Börje writes in Swedish, and there are no drafts in Swedish: the program says so, and gives you one in"
        " English. It also looks for words that would hurt a friend. You ring Börje, and tell him in Swedish."
    )
    yield '$ outreach mutuality answer "open letter"'
    yield '$ outreach mutuality answer "open letter" --sent call'
    yield "He asks for a small thing besides. That takes one line, since nothing speaks against it."
    yield f'$ outreach mutuality log "{_UNION}" \\\n    "100 leaflets on trade unionists in prison" --accept'
    yield "What each has done for the other, in both directions."
    yield f'$ outreach mutuality balance "{_UNION}"'


SCENES = (
    Scene(730, "A union on strike asks for our name", _asked),
    Scene(735, "A no that keeps a friend", _answered),
)
