"""Writes a whole result as one page (HTML) that prints well, needs nothing else and runs nothing."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from outreach_crm.clock import as_read
from outreach_priority import plots
from outreach_priority.formulas.check import Verdict
from outreach_priority.model import Assessment, Result, Score, Sealed
from outreach_priority.service import reasons, sealing, telling
from outreach_priority.service.wording import Names, percent, points

_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#222}"
    "h2{margin-top:2em;border-bottom:1px solid #bbb}h3{margin:1.4em 0 .3em}p{margin:.3em 0}"
    "table{border-collapse:collapse;width:100%;margin:.8em 0;font-size:13px}"
    "th,td{border-bottom:1px solid #ddd;padding:.25em .5em;text-align:left;vertical-align:top}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.seal{background:#f3f3f3;padding:.6em}"
    ".wrong{background:#fbe3e0;padding:.6em;font-weight:bold}svg{max-width:100%;height:auto;overflow:visible}"
    "figure{margin:1em 0}"
    "@media print{body{margin:0;font-size:11px;max-width:none}h2{break-after:avoid}h3,tr,figure{break-inside:avoid}"
    "thead{display:table-header-group}section{break-inside:avoid}@page{margin:18mm}}"
)
_ANSWERS = ("0", "1", "2", "3", "4")


def page(assessment: Assessment, result: Result, kept: Sealed | None, *, made_on: str) -> str:
    """Return the page.

    Args:
        assessment: of which assessment.
        result: what came of it.
        kept: its seal, if it is sealed.
        made_on: when the page is made (ISO 8601).
    """
    return "\n".join(_parts(assessment, result, kept, made_on)) + "\n"


def _parts(assessment: Assessment, result: Result, kept: Sealed | None, made_on: str) -> Iterator[str]:
    title = escape(assessment.title)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    group = f" · {escape(assessment.group)}" if assessment.group else ""
    yield f"<p>Round {result.round} · made on {escape(made_on)}{group} · {escape(assessment.questionnaire.title)}</p>"
    yield _seal(assessment, kept)
    yield from _paragraphs(telling.story(assessment, result))
    yield "<h2>Places</h2>"
    yield _places(Names(assessment), result)
    yield from _pictures(assessment, result)
    yield "<h2>Each of them</h2>"
    for score in result.scores:
        yield from _one(assessment, result, score)
    yield "<h2>Weights</h2>"
    yield _weights(Names(assessment), result)
    yield "<h2>What advisers said</h2>"
    yield "<p>How many gave each rating; a question mark stands for those who do not know or gave no answer.</p>"
    yield _ratings(Names(assessment), result)
    yield "</body>\n</html>"


def _seal(assessment: Assessment, kept: Sealed | None) -> str:
    if kept is None:
        return '<p class="seal">Not sealed: this can still change.</p>'
    if not kept.genuine:
        return f'<p class="wrong">{escape(sealing.altered(assessment, kept))}</p>'
    said = f"Sealed by {kept.sealed_by} on {as_read(kept.sealed_at)}: {kept.because}"
    return f'<p class="seal">{escape(said)}</p>'


def _paragraphs(said: Iterable[str]) -> Iterator[str]:
    yield from (f"<p>{escape(one)}</p>" for one in said)


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int]) -> str:
    def cell(tag: str, place: int, value: object) -> str:
        return f"<{tag}{' class=n' if place in numbers else ''}>{escape('' if value is None else str(value))}</{tag}>"

    def line(tag: str, values: Sequence[object]) -> str:
        return f"<tr>{''.join(cell(tag, place, value) for place, value in enumerate(values))}</tr>"

    body = "\n".join(line("td", row) for row in rows)
    return f"<table>\n<thead>{line('th', headings)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _places(names: Names, result: Result) -> str:
    rows = [
        [
            f"{one.place}{'=' if one.tied else ''}" if one.place else "",
            names.subject(one.subject),
            "" if one.value is None else points(one.value),
            f"{points(one.low)} to {points(one.high)}" if one.low < one.high else "",
            points(one.analyses.international) if one.analyses else "",
            points(one.analyses.domestic) if one.analyses else "",
            one.analyses.quadrant if one.analyses else "nobody knows",
            one.check.verdict,
            _decision(one),
            one.readiness.label,
        ]
        for one in result.scores
    ]
    headings = ["", "", "Value", "Between", "International", "Domestic", "Standing", "Check", "Decision", "Readiness"]
    return _table(headings, rows, (2, 4, 5))


def _decision(one: Score) -> str:
    if one.decision is None or not one.decision.holds(one.check.verdict):
        return "" if one.check.verdict is Verdict.CLEAR else "to be decided"
    return f"{'go' if one.decision.goes else 'no'}, {one.decision.decided_by}"


def _pictures(assessment: Assessment, result: Result) -> Iterator[str]:
    """Yield the pictures that can be drawn; without the package for them the tables say the same."""
    if not result.ranked:
        return
    wanted = {"map": "The two analyses", "stability": "Between which weights the first stays first"}
    if not result.stability:
        del wanted["stability"]
    if result.robustness:
        wanted["shares"] = "In which share of the draws each takes which place"
    if not plots.is_there():
        yield f"<p>{escape(plots.NO_PICTURES)}</p>"
        return
    for name, title in wanted.items():
        svg = plots.drawn(plots.PLOTS[name](assessment, result)).decode()
        yield f"<h2>{escape(title)}</h2>\n<figure>{svg}</figure>"


def _one(assessment: Assessment, result: Result, score: Score) -> Iterator[str]:
    yield f"<section><h3>{escape(Names(assessment).subject(score.subject))}</h3>"
    yield from _paragraphs(reasons.about(assessment, result, score.subject))
    if score.aims:
        yield f"<p>Aims: {escape(', '.join(f'{aim} ({times})' for aim, times in score.aims.items()))}</p>"
    yield "</section>"


def _weights(names: Names, result: Result) -> str:
    rows = [
        [
            side.analysis.label,
            names.item(item),
            f"{percent(one.weight, 1)} %",
            f"{percent(one.low, 1)} to {percent(one.high, 1)} %" if one.members > 1 else "",
        ]
        for side in result.weights
        for item, one in side.items.items()
    ]
    return _table(["Analysis", "Item", "Weight", "Between"], rows, (2,))


def _ratings(names: Names, result: Result) -> str:
    rows = []
    for score in result.scores:
        given = [(cell.item, cell.ratings) for cell in score.cells] + [*score.risks.items()]
        for place, (item, ratings) in enumerate(given):
            counts = [sum(one == rating for one in ratings) or "" for rating in range(len(_ANSWERS))]
            unknown = sum(one is None for one in ratings) or ""
            rows.append([names.subject(score.subject) if not place else "", names.item(item), *counts, unknown])
    return _table(["", "Item", *_ANSWERS, "?"], rows, (2, 3, 4, 5, 6, 7))
