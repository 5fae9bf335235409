"""Tells whoever asks others for something which rules are put to that, too: where money comes from."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.asks import service as asks
from outreach_crm.model import Hint
from outreach_crm.text import say
from outreach_mutuality.service import rules


def hints(app: App, ask_id: int) -> Iterator[Hint]:
    """Yield the rules that are put to an ask by what it is to bring, and what calls for a second look at it."""
    ask = asks.get(app, ask_id)
    put = {key: rule for key, rule in rules.all_rules(app).items() if ask.kind in rule.results}
    looked_at = rules.second_looks(put, ask.contact, ask.sentence)
    for key, rule in put.items():
        if key in looked_at:
            told = say("{question} Look twice: {why}.", question=rule.question, why=looked_at[key])
            yield Hint(sentence=told)
        else:
            yield Hint(sentence=rule.question)
