"""Commands ``show`` and ``compare``: a result as a table and in sentences; with ``--json`` all it was made of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_priority import service
from outreach_priority.formulas.robustness import DRAWS, Progress
from outreach_priority.model import Assessment, Result, Score, Sealed
from outreach_priority.service import comparing, reasons, sealing, tracing
from outreach_priority.service.wording import Names, place, points, signed


@click.command()
@click.argument("assessment")
@click.argument("subject", default="")
@click.option("--robust", is_flag=True, help="Draw plausible weights and panels; takes some seconds.")
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=DRAWS, show_default=True, help="How many draws.")
@click.option("--second", is_flag=True, help="What PROMETHEE II and TOPSIS make of it, too.")
@click.option("--round", "until", type=click.IntRange(1, 5), default=None, help="As it stood after this round.")
@json_option
@with_app
def show(app: App, assessment: str, subject: str, *, robust: bool, draws: int, second: bool, until: int | None) -> None:
    """Show what came of an ASSESSMENT, or what is said of one SUBJECT of it: show 3; show 3 medical."""
    found = service.resolve(app, assessment)
    told, kept = standing(app, found, draws=draws if robust else 0, second=second, until=until or 0)
    if subject:
        _one(found, told, service.subject_meant(found, subject).key)
        return
    if output.wants_json():
        output.document(tracing.trace(found, told, kept))
        return
    output.title(f"{found.title}, round {told.round}")
    if kept:
        output.say(sealing.altered(found, kept) if not kept.genuine else _sealed(kept))
    output.say()
    if told.scores:
        _table(Names(found), told)
        output.say()
    for sentence in service.story(found, told):
        output.prose(sentence, indent="  ")
    if not until:
        _since(app, found)


def _since(app: App, assessment: Assessment) -> None:
    """Say what moved since the last round or the last sealed result, where there is one."""
    earlier = comparing.latest(app, assessment)
    if earlier is not None:
        output.say()
        output.say(f"{comparing.beside(earlier)}:")
        for sentence in comparing.in_words(assessment, earlier):
            output.prose(f"  {sentence}", indent="    ")


def standing(
    app: App, assessment: Assessment, *, draws: int = 0, second: bool = False, until: int = 0
) -> tuple[Result, Sealed | None]:
    """Return the result that counts, or how it stood after a round; with a bar while draws are made."""
    with drawing(draws) as progress:
        if until:
            return service.result(app, assessment, until=until, draws=draws, second=second, progress=progress), None
        return service.standing(app, assessment, draws=draws, second=second, progress=progress)


@contextmanager
def drawing(draws: int) -> Iterator[Progress]:
    """Show a bar on the terminal while draws are made, and give what is to be told how many are done."""
    with output.progress("Drawing", draws or None) as update:
        done = 0

        def progress(now: int, _of: int) -> None:
            nonlocal done
            update(now - done)
            done = now

        yield progress


def _sealed(kept: Sealed) -> str:
    return f"Sealed by {kept.sealed_by} on {as_read(kept.sealed_at)}: {kept.because}"


def _table(names: Names, told: Result) -> None:
    unsure = "Between" if any(one.low < one.high for one in told.scores) else ""
    output.table(
        ["", "", "Value", unsure, "International", "Domestic", "Standing", "Check", "Readiness"],
        [_row(names, one) for one in told.scores],
    )


def _row(names: Names, one: Score) -> list[object]:
    sides = [points(one.analyses.international), points(one.analyses.domestic)] if one.analyses else ["", ""]
    verdict = str(one.check.verdict)
    if one.decision and one.decision.holds(one.check.verdict) and one.check.verdict != "CLEAR":
        verdict += ", go" if one.decision.goes else ", no"
    return [
        f"{one.place}{'=' if one.tied else ''}" if one.place else "-",
        names.subject(one.subject),
        "" if one.value is None else points(one.value),
        f"{points(one.low)} to {points(one.high)}" if one.low < one.high else "",
        *sides,
        one.analyses.quadrant if one.analyses else "nobody knows",
        verdict,
        one.readiness.label,
    ]


def _one(assessment: Assessment, told: Result, key: str) -> None:
    """Show one subject: its sentences and its items, with the ratings they rest on."""
    score = told.score(key)
    if score is None:
        raise click.UsageError(f"{key} is not in this result.")
    said = reasons.about(assessment, told, key)
    if output.wants_json():
        output.document({"score": score, "says": said})
        return
    names = Names(assessment)
    output.title(names.subject(key))
    for sentence in said:
        output.prose(sentence, indent="  ")
    output.say()
    why = next((one for one in told.explanations if one.ahead == key), None)
    parts = reasons.parts(told, why) if why else {}
    shares = {item: one.weight for side in told.weights for item, one in side.items.items()}
    output.table(
        ["Item", "", "Ratings", "Middle", "Value", "Weight", "Ahead by"],
        [
            [
                cell.item,
                names.item(cell.item),
                _ratings(cell.ratings),
                "" if cell.said.median is None else f"{cell.said.median:g}",
                "unknown" if cell.value is None else points(cell.value),
                f"{100 * shares[cell.item]:.1f} %" if cell.item in shares else "",
                signed(parts[cell.item]) if cell.item in parts else "",
            ]
            for cell in score.cells
        ]
        + [
            [item, names.item(item), _ratings(ratings), "", score.check.items[item].verdict, "", ""]
            for item, ratings in score.risks.items()
        ],
    )


def _ratings(ratings: Sequence[int | None]) -> str:
    return " ".join("?" if one is None else str(one) for one in ratings)


@click.command()
@click.argument("assessment")
@click.argument("earlier", default="")
@click.option("--round", "until", type=click.IntRange(1, 5), default=None, help="With its own round of this number.")
@json_option
@with_app
def compare(app: App, assessment: str, earlier: str, *, until: int | None) -> None:
    """Say what moved in an ASSESSMENT, and why, since the last sealed one, an EARLIER one or a round of its own."""
    found = service.resolve(app, assessment)
    other = service.resolve(app, earlier) if earlier else None
    told = service.compare(app, found, earlier=other, until=until or 0)
    if output.wants_json():
        output.document({**_data(told), "says": comparing.in_words(found, told)})
        return
    names = Names(found)
    output.title(f"{found.title} beside {told.title}, round {told.round}")
    output.table(
        ["", "Then", "Now", "Value then", "Value now"],
        [
            [
                names.subject(one.subject),
                place(one.before) if one.before else "-",
                place(one.after) if one.after else "-",
                "" if one.value_before is None else points(one.value_before),
                "" if one.value_after is None else points(one.value_after),
            ]
            for one in told.moves
        ],
    )
    output.say()
    for sentence in comparing.in_words(found, told):
        output.prose(sentence, indent="  ")


def _data(told: comparing.Comparison) -> dict[str, object]:
    from outreach_crm.machines import as_data

    data: dict[str, object] = as_data(told)
    return data
