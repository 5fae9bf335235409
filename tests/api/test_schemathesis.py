"""What the document says is so: schemathesis asks for all of it, rightly and wrongly, and finds nothing."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from outreach_crm.api.web import gate
from outreach_crm.contacts.model import Contact
from tests.api.conftest import ROOT, Program

Operation: TypeAlias = APIOperation[Any, Any, Any, Any]
pytestmark = [pytest.mark.connections, pytest.mark.slow]
# What stands in no document: a sector, an account or a number that there is; a record that somebody wants to write.
_MAY_BE = {"expected-statuses": ["2xx", "304", "401", "403", "404", "409", "412", "422"]}
_MUST_BE = {"expected-statuses": ["400", "401", "403", "404", "405", "412", "413", "415", "422", "428"]}
_CONFIG = {"checks": {"positive_data_acceptance": _MAY_BE, "negative_data_rejection": _MUST_BE}}
_EXAMPLES = {"sqlite": 8, "postgresql": 1}


def operations(program: Program) -> Iterator[Operation]:
    """All that the document says can be asked."""
    config = SchemathesisConfig.from_dict(_CONFIG)
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", program.client.application, config=config)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found.err()
        yield found.ok()


def ask(program: Program, operation: Operation, mode: GenerationMode, examples: int) -> None:
    """Ask for one operation in many ways, and let schemathesis judge each answer."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case: Case[Any]) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {program.issued.text}"})

    asked()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_operation_is_as_the_document_says(
    request: pytest.FixtureRequest,
    program: Program,
    ana: Contact,
    mode: GenerationMode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # It tries wrong tokens by the hundred.
    monkeypatch.setattr(gate, "check_guess", lambda _: None)
    engine = next(name for name in _EXAMPLES if name in request.node.name)
    found = [*operations(program)]
    for operation in found:
        ask(program, operation, mode, _EXAMPLES[engine])
    assert len(found) > 30
    assert program.read(f"/contacts/{ana.id}")["uid"] == ana.uid
