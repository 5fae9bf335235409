"""Whatever stands in a list, an import does what its preview says, twice is once, and nothing is lost unsaid."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.imports import Fate, Report
from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from tests.builders import taken_back

_SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_HEAD = "Reference;Name;Kind;People;Country;Concerns;Public;POC;Level;Level since;Reason;Note;Consent"
_ANY = st.text(st.characters(exclude_characters=';"\r\n\0', exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=8)
_CELLS = (
    st.sampled_from(["", "IP 1", "IP 2", "IP 3"]),
    st.sampled_from(["Sanaa Rezaiy", "sanaa rezaiy", "Reza Amini", "", "'=1+1"]),
    st.sampled_from(["", "person", "Group", "community", "crowd"]),
    st.sampled_from(["", "1", "about 30", "0", "many"]),
    st.sampled_from(["", "Iran", "IR", "Atlantis", "Chad"]),
    st.sampled_from(["", "torture", "torture|unfair trials", "no such thing"]),
    st.sampled_from(["", "yes", "no", "perhaps"]),
    st.sampled_from(["", "yes", "no"]),
    st.sampled_from(["", "draft", "Active", "dormant", "closed", "asleep"]),
    st.sampled_from(["", "2026-01-05", "2026-02-30", "2027-01-01", "2026-02-01"]),
    st.sampled_from(["", "released", "their wish", "ethical risk or safety", "bored"]),
    st.one_of(st.just(""), _ANY),
    st.sampled_from(["", "agrees to public work", "wants no work", "maybe"]),
)
_ROW = st.tuples(*_CELLS).map(";".join).filter(lambda row: row.strip(";"))


@_SOME
@given(st.lists(_ROW, min_size=1, max_size=5))
def test_an_import_does_what_its_preview_says_and_nothing_more_the_second_time(app: App, rows: list[str]) -> None:
    text = "\n".join([_HEAD, *rows])
    with app.change("begin"):
        pass
    with taken_back(app):
        seen = _imported(app, text, dry_run=True)
        assert service.listed(app, service.asking(app)) == []

        done = _imported(app, text)

        assert (seen.lines, seen.counts) == (done.lines, done.counts)
        assert sum(done.counts.values()) == len(done.lines) == len(rows)
        assert {one.line for one in done.problems} == {one.line for one in done.lines if one.fate is Fate.LEFT}
        levels = [(one.id, one.level, one.level_on) for one in service.listed(app, service.asking(app))]
        last = rows[-1:] and done.lines and done.lines[-1].fate is not Fate.LEFT
        if last:
            again = _imported(app, "\n".join([_HEAD, rows[-1]]))
            assert [one.fate for one in again.lines] == [Fate.SAME]
            assert [(one.id, one.level, one.level_on) for one in service.listed(app, service.asking(app))] == levels


def _imported(app: App, text: str, *, dry_run: bool = False) -> Report:
    return service.import_text(app, text, dry_run=dry_run)


@_SOME
@given(_ANY, _ANY)
def test_whatever_somebody_looks_for_is_found_or_refused_in_words(app: App, where: str, concern: str) -> None:
    for place, keyword in ((where, ""), ("", concern)):
        try:
            found = service.listed(app, service.asking(app, where=place, concern=keyword))
        except OutreachError as error:
            assert str(error)  # noqa: PT017, because either is right
        else:
            assert found == []
