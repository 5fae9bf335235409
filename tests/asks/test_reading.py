"""Words are read only to propose: what they do not clearly say is not claimed, and no word beside a no is a yes."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm import asks
from outreach_crm.asks.model import State
from outreach_crm.asks.service.reading import meant, reached
from outreach_crm.model import Side

_WORDS = tomllib.loads((Path(asks.__file__).parent / "words.toml").read_text())
_YES = {
    language: [word for kind in ("agreed", "done", "deed") for word in table[kind]]
    for language, table in _WORDS.items()
}
_NEGATED = {
    "en": ("hasn't {}", "has not {}", "never {}", "they have not {} yet", "no, not {}", "nobody {}", "{}? not yet",
           "won't say that she {}", "she isn't saying they {}", "{}, no", "cannot: {}", "without having {}",
           "didn\u2019t say {}", "HASN'T {}", "called; doesn't mean she {}", "said no: {}", "they {} nothing"),
    "fr": ("n'a pas {}", "ne {} pas", "elle ne {} jamais", "n\u2019{} pas", "{}, mais non", "sans que {}",
           "personne ne {}", "N'A PAS {}", "rien n'est {}", "pas encore {}", "il ne {} rien"),
    "es": ("no {}", "todav\u00eda no {}", "nunca {}", "nadie {}", "tampoco {}", "NO {}", "ella no {} nada",
           "sin que {}", "{}, dijo que no", "ni {} ni contesta", "no creo que {}"),
}  # fmt: skip
_AROUND = st.sampled_from(("", "called, ", "they said: ", "she ", "the board (", "elle: ", "ayer; ", "signed by all, "))


@given(st.data(), _AROUND, st.sampled_from(Side))
def test_no_word_beside_a_negation_is_ever_a_yes(data: st.DataObject, before: str, side: Side) -> None:
    language = data.draw(st.sampled_from(sorted(_YES)))
    word = data.draw(st.sampled_from(_YES[language]))
    frame = data.draw(st.sampled_from(_NEGATED[data.draw(st.sampled_from((language, language, "en")))]))

    assert meant(before + frame.format(word), side) in {None, State.DECLINED}


@given(st.data())
def test_every_word_of_a_yes_is_one_where_they_say_it_and_nothing_stands_beside(data: st.DataObject) -> None:
    table = _WORDS[data.draw(st.sampled_from(sorted(_WORDS)))]
    kind = data.draw(st.sampled_from([one for one in ("agreed", "done", "deed") if table[one]]))
    word = data.draw(st.sampled_from(table[kind]))

    assert meant(word, Side.THEIRS) is (State.AGREED if kind == "agreed" else State.DONE)


@pytest.mark.parametrize(
    "line",
    [
        "I spoke to her, asked her to sign",
        "called, sent her the dossier",
        "sent them the text of the appeal",
        "wrote to her again",
        "signed the letter to her and posted it",
        "I have signed it, and printed the text",
        "we published the appeal",
        "j'ai signé la lettre",
        "firmo la carta y la envío",
        "she thanked us for the dossier",
        "thanked us",
        "will not call her again, she said; I will call again",
        "cannot reach her",
    ],
)
def test_what_we_did_is_nothing_that_they_did(line: str) -> None:
    assert meant(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "still thinking",
        "will think about it",
        "will bring it before the council",
        "will ask her board",
        "will sign if the board agrees",
        "agreed to call again",
        "will she sign?",
        "le pedí que firmara",
        "signera si le conseil le veut",
        "cannot now, will sign in June",
        "will not refuse",
        "hasn't declined",
        "cannot say yet",
        "met Willow at the fair",
        "had lunch, lovely weather",
        "a promising talk",
        "signed up for the newsletter",
    ],
)
@pytest.mark.parametrize("side", Side)
def test_what_is_not_sure_is_not_claimed(line: str, side: Side) -> None:
    assert meant(line, side) is None


@pytest.mark.parametrize(
    ("line", "side", "state"),
    [
        ("will sign", Side.OURS, State.AGREED),
        ("called: the board said yes", Side.OURS, State.AGREED),
        ("called, will not sign", Side.OURS, State.DECLINED),
        ("cannot before May", Side.OURS, State.DECLINED),
        ("won\u2019t", Side.OURS, State.DECLINED),
        ("no firmará", Side.OURS, State.DECLINED),
        ("ne signera pas", Side.OURS, State.DECLINED),
        ("declined", Side.OURS, State.DECLINED),
        ("signed yesterday", Side.THEIRS, State.DONE),
        ("I called, she signed", Side.OURS, State.DONE),
        ("elle a signé", Side.OURS, State.DONE),
        ("han firmado", Side.OURS, State.DONE),
        ("forwarded us the reply of the ministry", Side.THEIRS, State.REPORTED),
        ("thanked her for it", Side.OURS, State.THANKED),
        ("signera demain", Side.OURS, State.AGREED),
    ],
)
def test_what_is_clearly_said_is_read(line: str, side: Side, state: State) -> None:
    assert meant(line, side) is state


@pytest.mark.parametrize("line", ["called, no answer", "voicemail", "n'a pas répondu", "no contesta"])
def test_whoever_was_not_there_was_not_asked(line: str) -> None:
    assert not reached(line)
    assert reached("called the secretary")


def test_a_letter_that_somebody_pasted_is_no_line_and_says_nothing() -> None:
    assert meant("will sign" + ", and more" * 100) is None
    assert meant("a," * 500_000 + " will sign") is None
