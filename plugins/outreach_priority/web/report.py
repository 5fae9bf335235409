"""The report of an assessment: all of it on one page that prints well, and as a file that stands by itself."""

from flask import Response
from markupsafe import Markup

from outreach_crm.app import App
from outreach_crm.policy import Action
from outreach_crm.text import Sentence
from outreach_crm.web.office import Answer
from outreach_crm.web.wording import language, read
from outreach_priority import report as writing
from outreach_priority import service
from outreach_priority.web.blueprint import pages, path_to
from outreach_priority.web.results import shown, told_of

_PICTURE = Markup(
    '<figure class="wide" tabindex="0" role="region" aria-label="{}"><img class="picture" src="{}" alt="{}"></figure>'
)


@pages.look("/<int:assessment_id>/report")
def report(app: App, assessment_id: int) -> Answer:
    """Show all of a result on one page, as it is printed."""
    assessment = service.get(app, assessment_id)
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)

    def picture(name: str, title: Sentence, said: Sentence) -> str:
        path = path_to("picture", assessment, name=name)
        return _PICTURE.format(read(title), path, read(said))

    today = app.clock.today().isoformat()
    written = writing.content(assessment, told.result, told.kept, made_on=today, read=read, picture=picture)
    # What anybody wrote is text in it: that is what the room that makes it is for.
    return shown("report.html", app, assessment, told, content=Markup(written))  # noqa: S704


@pages.look("/<int:assessment_id>/report.html", Action.EXPORT)
def report_file(app: App, assessment_id: int) -> Answer:
    """Give the same as a file that needs nothing else: to be mailed, or kept with the minutes."""
    assessment = service.get(app, assessment_id)
    found, kept = service.standing(app, assessment)
    today = app.clock.today().isoformat()
    text = writing.page(assessment, found, kept, made_on=today, read=read, language=language())
    name = f'attachment; filename="priorities-{assessment.id}.html"'
    # No page of ours: it has a style of its own, and is kept, not opened here.
    return Response(text, mimetype="application/octet-stream", headers={"Content-Disposition": name})
