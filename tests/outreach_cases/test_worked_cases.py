"""Every worked case comes out of the public functions as its source says.

``pytest tests/outreach_cases/test_worked_cases.py --cases DIR`` runs the files of another folder.
"""

from tests.worked.reading import Case
from tests.worked.running import failures


def test_a_worked_case_comes_out_as_its_source_says(worked_case: Case) -> None:
    told = failures(worked_case, "tests.outreach_cases.cases")
    assert not told, "\n".join(told)
