"""What the specifications of the rules between streams have in common."""

from typing import Any

import pytest
from tests.recording.municipality import record
from tests.streams.cases import DAY, YEAR

from avtalsuppfoljning import follow_up
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.recorded import follow_up_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import FollowUpId, FollowUpMethod, StreamId

U1 = FollowUpId("u1")
FOLLOW_UP = follow_up_stream(U1)


def recorded(register: Register) -> list[str]:
    """The names of all that has happened."""
    return [type(each.event).__name__ for each in register.events()]


def refusal(register: Register, stream: StreamId, decide: Any, /, **facts: Any) -> str:
    """The code of a refusal that left nothing behind."""
    before = recorded(register)
    with pytest.raises(DecisionRefusedError) as refused:
        record(register, stream, decide, **facts)
    assert recorded(register) == before
    assert refused.value.way_out
    return refused.value.code


def planned(*targets: StreamId) -> dict[str, Any]:
    """The facts of a plan for these targets."""
    return {
        "method": FollowUpMethod.KVALITETSKRAV,
        "targets": targets,
        "planned_for": YEAR,
        "planned_on": DAY,
    }


def plan(register: Register, *targets: StreamId) -> None:
    """Enter the follow-up in the plan."""
    record(register, FOLLOW_UP, follow_up.plan, **planned(*targets))


def begin(register: Register, *targets: StreamId) -> None:
    """Plan it and begin."""
    plan(register, *targets)
    record(register, FOLLOW_UP, follow_up.open_, opened_on=DAY)
