"""Every worked case comes out of the public functions as its source says.

``pytest tests/outreach_priority/test_worked_cases.py --cases DIR`` runs the files of another folder.
"""

import importlib
from collections.abc import Mapping

from tests.outreach_priority.comparing import Tolerance, differences
from tests.outreach_priority.reading import CannotRunError, Case


def test_a_worked_case_comes_out_as_its_source_says(worked_case: Case) -> None:
    told = [f"{part.id}: {sentence}" for part in worked_case.parts() for sentence in outcome(part)]
    assert not told, "\n".join(told)


def outcome(case: Case) -> list[str]:
    """Run a case and return a sentence for all that is not as it expects, or that cannot be run."""
    try:
        adapter = importlib.import_module(f"tests.outreach_priority.cases.{case.topic.replace('-', '_')}")
    except ModuleNotFoundError:
        return [f"there is no adapter for the topic {case.topic!r}."]
    refused = isinstance(case.expected, Mapping) and bool({"error", "raises"} & set(case.expected))
    try:
        told = differences(case.expected, adapter.results(case), Tolerance(case.tolerance))
    except CannotRunError as unknown:
        return [str(unknown)]
    except ValueError as refusal:
        return [] if refused else [f"it was refused: {refusal}"]
    return told + [f"nothing was done with the input {name!r}." for name in case.inputs.passed_over()]
