"""Writes a whole result as one page (HTML) that prints well, needs nothing else and runs nothing.

It stands by itself as a file, or as a part of a page that has a layout, a style and a language of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from attrs import frozen

from outreach_crm.clock import as_read
from outreach_crm.text import Sentence, row, say
from outreach_priority import plots
from outreach_priority.model import SCALE, Assessment, Result, Score, Sealed
from outreach_priority.service import picturing, reasons, sealing, telling, wording
from outreach_priority.service.wording import Names, percent, points
from outreach_priority.service.working import sums

_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#222}"
    "h2{margin-top:2em;border-bottom:1px solid #bbb}h3{margin:1.4em 0 .3em}p{margin:.3em 0}"
    "table{border-collapse:collapse;width:100%;margin:.8em 0;font-size:13px}"
    "th,td{border-bottom:1px solid #ddd;padding:.25em .5em;text-align:left;vertical-align:top}"
    ".number{text-align:right;font-variant-numeric:tabular-nums}.seal{background:#f3f3f3;padding:.6em}"
    ".wrong{background:#fbe3e0;padding:.6em;font-weight:bold}svg{max-width:100%;height:auto;overflow:visible}"
    "figure{margin:1em 0}"
    "@media print{body{margin:0;font-size:11px;max-width:none}h2{break-after:avoid}h3,tr,figure{break-inside:avoid}"
    "thead{display:table-header-group}section{break-inside:avoid}@page{margin:18mm}}"
)
_ANSWERS = tuple(map(str, SCALE))
Read = Callable[[str], object]
"""Gives a text in the language of whoever reads."""


def page(
    assessment: Assessment, result: Result, kept: Sealed | None, *, made_on: str, read: Read = str, language: str = "en"
) -> str:
    """Return the page as a file that stands by itself.

    Args:
        assessment: of which assessment.
        result: what came of it.
        kept: its seal, if it is sealed.
        made_on: when the page is made (ISO 8601).
        read: gives a text in the language of the page.
        language: that language (BCP 47).
    """
    title = escape(assessment.title)
    head = (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
    )
    return "\n".join([*head, content(assessment, result, kept, made_on=made_on, read=read), "</body>\n</html>\n"])


def content(
    assessment: Assessment,
    result: Result,
    kept: Sealed | None,
    *,
    made_on: str,
    read: Read = str,
    picture: Callable[[str, Sentence, Sentence], str] | None = None,
) -> str:
    """Return what stands on the page below its title, as HTML in which all that anybody wrote is text.

    Args:
        assessment: of which assessment.
        result: what came of it.
        kept: its seal, if it is sealed.
        made_on: when the page is made (ISO 8601).
        read: gives a text in the language of the page.
        picture: gives the element of a picture by its name, its title and what it says in words; else each stands in
            the page whole.
    """
    told = _Report(assessment=assessment, result=result, kept=kept, read=read, picture=picture)
    return "\n".join(told.parts(made_on))


@frozen(kw_only=True)
class _Report:
    assessment: Assessment
    result: Result
    kept: Sealed | None
    read: Read
    picture: Callable[[str, Sentence, Sentence], str] | None

    @property
    def names(self) -> Names:
        return Names(self.assessment)

    def text(self, value: object) -> str:
        """Return what stands in an element."""
        return "" if value is None else escape(str(self.read(value) if isinstance(value, Sentence) else value))

    def parts(self, made_on: str) -> Iterator[str]:
        made = [say("Round {n}", n=self.result.round), say("made on {day}", day=made_on)]
        made += [
            say("{group}", group=one) for one in (self.assessment.group, self.assessment.questionnaire.title) if one
        ]
        yield f"<p>{self.text(row(made, ' · '))}</p>"
        yield self.seal()
        for chapter in telling.chapters(self.assessment, self.result):
            yield f"<h2>{self.text(chapter.title)}</h2>"
            yield from self.paragraphs(chapter.sentences)
        yield self.heading(say("The order"))
        yield self.places()
        yield from self.pictures()
        yield self.heading(say("Each of them"))
        for score in self.result.scores:
            yield from self.one(score)
        yield self.heading(say("Weights"))
        yield self.weights()
        yield self.heading(say("What advisers said"))
        told = say("How many gave each rating; a question mark stands for those who do not know or gave no answer.")
        yield from self.paragraphs([told])
        yield self.ratings()

    def heading(self, title: Sentence) -> str:
        return f"<h2>{self.text(title)}</h2>"

    def seal(self) -> str:
        if self.kept is None:
            return f'<p class="seal">{self.text(say("Not sealed: this can still change."))}</p>'
        if not self.kept.genuine:
            return f'<p class="wrong">{self.text(sealing.altered(self.assessment, self.kept))}</p>'
        said = say(
            "Sealed by {who} on {when}: {why}",
            who=self.kept.sealed_by,
            when=as_read(self.kept.sealed_at),
            why=self.kept.because,
        )
        return f'<p class="seal">{self.text(said)}</p>'

    def paragraphs(self, said: Iterable[Sentence]) -> Iterator[str]:
        yield from (f"<p>{self.text(one)}</p>" for one in said)

    def table(
        self, headings: Sequence[object], rows: Iterable[Sequence[object]], numbers: Sequence[int], name: Sentence
    ) -> str:
        def cell(tag: str, place: int, value: object) -> str:
            return f"<{tag}{' class=number' if place in numbers else ''}>{self.text(value)}</{tag}>"

        def line(tag: str, values: Sequence[object]) -> str:
            return f"<tr>{''.join(cell(tag if value else 'td', at, value) for at, value in enumerate(values))}</tr>"

        body = "\n".join(line("td", one) for one in rows)
        head = line("th", headings)
        box = f'<div class="wide" tabindex="0" role="region" aria-label="{self.text(name)}">'
        return f"{box}<table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"

    def places(self) -> str:
        rows = [
            [
                f"{one.place}{'=' if one.tied else ''}" if one.place else "",
                self.names.subject(one.subject),
                "" if one.value is None else points(one.value),
                say("{low} to {high}", low=points(one.low), high=points(one.high)) if one.low < one.high else "",
                points(one.analyses.international) if one.analyses else "",
                points(one.analyses.domestic) if one.analyses else "",
                wording.standing(one),
                wording.verdict(one.check.verdict),
                wording.decided(one),
                one.readiness.label,
            ]
            for one in self.result.scores
        ]
        headings = [
            say("Place"),
            say("Name"),
            say("Value, of 100"),
            say("Worst to best"),
            say("International"),
            say("Domestic"),
            say("Stands out in"),
            say("Risks"),
            say("Decision"),
            say("Readiness"),
        ]
        return self.table(headings, rows, (0, 2, 4, 5), say("The order"))

    def pictures(self) -> Iterator[str]:
        """Yield the pictures that can be drawn; without the package for them the tables say the same."""
        if not self.result.ranked:
            return
        if not plots.is_there():
            yield f"<p>{self.text(say(plots.NO_PICTURES))}</p>"
            return
        for name in plots.there_are(self.result):
            title = say(plots.TITLES[name])
            said = picturing.in_words(name, self.assessment, self.result)
            yield f"{self.heading(title)}\n{self.picture(name, title, said) if self.picture else self.drawn(name)}"

    def drawn(self, name: str) -> str:
        svg = plots.drawn(plots.PLOTS[name](self.assessment, self.result), read=self.read)
        return f"<figure>{svg.decode()}</figure>"

    def one(self, score: Score) -> Iterator[str]:
        yield f"<section><h3>{self.text(self.names.subject(score.subject))}</h3>"
        yield from self.paragraphs(reasons.about(self.assessment, self.result, score.subject))
        yield from self.paragraphs(sums(self.names, self.result, score))
        if score.aims:
            aims = row(say("{aim} ({times})", aim=aim, times=times) for aim, times in score.aims.items())
            yield from self.paragraphs([say("What outreach could aim at: {aims}", aims=aims)])
        yield "</section>"

    def weights(self) -> str:
        rows = [
            [
                side.analysis.label,
                self.names.item(item),
                say("{n} %", n=percent(one.weight, 1)),
                say("{low} to {high} %", low=percent(one.low, 1), high=percent(one.high, 1)) if one.members > 1 else "",
            ]
            for side in self.result.weights
            for item, one in side.items.items()
        ]
        headings = [say("Analysis"), say("Question"), say("Weight"), say("Least to most")]
        return self.table(headings, rows, (2,), say("Weights"))

    def ratings(self) -> str:
        rows = []
        for score in self.result.scores:
            given = [(cell.item, cell.ratings) for cell in score.cells] + [*score.risks.items()]
            for place, (item, ratings) in enumerate(given):
                counts = [sum(one == rating for one in ratings) or "" for rating in SCALE]
                unknown = sum(one is None for one in ratings) or ""
                name = self.names.subject(score.subject) if not place else ""
                rows.append([name, self.names.item(item), *counts, unknown])
        headings = [say("Name"), say("Question"), *_ANSWERS, "?"]
        return self.table(headings, rows, (2, 3, 4, 5, 6, 7), say("What advisers said"))
