"""Runs a worked case through the adapter of its topic."""

import importlib
from collections.abc import Mapping

from tests.worked.comparing import Tolerance, differences
from tests.worked.reading import CannotRunError, Case


def failures(case: Case, adapters: str) -> list[str]:
    """Run a case, and each of the cases in it; return a sentence for all that is not as it expects.

    Args:
        case: the case.
        adapters: the package with a module for each topic, with hyphens as underscores, that has ``results(case)``.
    """
    return [f"{part.id}: {sentence}" for part in case.parts() for sentence in outcome(part, adapters)]


def outcome(case: Case, adapters: str) -> list[str]:
    """Run a case and return a sentence for all that is not as it expects, or that cannot be run."""
    try:
        adapter = importlib.import_module(f"{adapters}.{case.topic.replace('-', '_')}")
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
