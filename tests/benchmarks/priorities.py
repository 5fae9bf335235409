"""How long it takes to say what came of a large assessment, and to seal it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from click.testing import CliRunner

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.sectors import service as sectors
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, AssessmentDraft
from tests.benchmarks.frame import ENVIRON, Figure, benchmark, cpu, section

_SUBJECTS, _ADVISERS = 20, 15
_SHOW, _ROBUST = 1.5, 12.0


@benchmark("priorities")
def priorities() -> Iterator[Figure]:
    """outreach priority show for 20 subjects, the 23 items of the full form and 15 advisers."""
    with section("priorities") as app:
        assessment = _closed(app)
        database = str(Path(app.store.url))
        shown = min(_command(database, "priority", "show", str(assessment.id)) for _ in range(3))
        yield Figure(title="priority show", value=shown, unit="s CPU", goal=f"{_SHOW:g}", met=shown <= _SHOW)
        told = min(_command(database, "priority", "show", str(assessment.id), "--json") for _ in range(3))
        yield Figure(title="priority show --json", value=told, unit="s CPU", goal=f"{_SHOW:g}", met=told <= _SHOW)
        robust = _command(database, "priority", "show", str(assessment.id), "--robust")
        yield Figure(title="... --robust", value=robust, unit="s CPU", goal=f"{_ROBUST:g}", met=robust <= _ROBUST)
        yield Figure(title="seal", value=cpu(lambda: service.seal(app, assessment, because="Board")), unit="s CPU")
        sealed = min(_command(database, "priority", "show", str(assessment.id)) for _ in range(3))
        yield Figure(title="priority show, sealed", value=sealed, unit="s CPU", goal=f"{_SHOW:g}", met=sealed <= _SHOW)


def _command(database: str, *arguments: str) -> float:
    from outreach_crm.cli import main

    def run() -> None:
        result = CliRunner().invoke(main, [*arguments], env={**ENVIRON, "OUTREACH_DATABASE": database})
        assert result.exit_code == 0, result.output

    return cpu(run)


def _closed(app: App) -> Assessment:
    """Open, fill in and close an assessment in the full form: 6,900 answers, one in eight a don't-know."""
    random = Random(1)
    people = [contacts.add(app, ContactDraft(name=f"Adviser {seat}")) for seat in range(_ADVISERS)]
    sector = sectors.all_sectors(app).entries[0].key
    # More than there are sectors: organisations are judged in the same way.
    judged = [
        contacts.add(app, ContactDraft(name=f"Body {number}", kind=Kind.ORGANISATION, sectors=(sector,)))
        for number in range(_SUBJECTS)
    ]
    draft = AssessmentDraft(
        title="Large",
        sectors=(sector,),
        organisations=tuple(str(one.id) for one in judged),
        advisers=tuple(str(one.id) for one in people),
        form="full",
    )
    opened = service.open_assessment(app, draft)
    for sheet in service.sheets_of(app, opened):
        said = [
            Answer(subject=subject.key, item=item.key, rating=random.choice((None, 0, 1, 2, 3, 4, 2, 3)))
            for subject in opened.subjects
            for item in opened.questionnaire
        ]
        service.hand_in(app, sheet.id, said)
    return service.close(app, opened.id)
