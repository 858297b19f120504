"""A small municipality in a register: one nämnd, one provider, one agreement, one brist."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from tests.streams.cases import DAY, MINOR, SIGNED, day, told
from tests.streams.rulings import DELEGATION_TEXT

from avtalsuppfoljning import agreement, deficiency, guidelines, provider, steering
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.policy import Choice
from avtalsuppfoljning.recorded import (
    agreement_stream,
    deficiency_stream,
    provider_stream,
    sanction_stream,
    steering_stream,
)
from avtalsuppfoljning.recording import Receipt, Register
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, SanctionId, StreamId

GUIDELINE_TEXT = guidelines.shipped_text("orebro")
A1, B1, S1 = AgreementId("hemtjanst-1"), DeficiencyId("b1"), SanctionId("s1")
PROVIDER = provider_stream(SIGNED.provider)
AGREEMENT = agreement_stream(A1)
DEFICIENCY = deficiency_stream(A1, B1)
SANCTION = sanction_stream(A1, S1)
NÄMND = steering_stream(SIGNED.steering)


class Calendar:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.day = DAY

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)


def record(register: Register, stream: StreamId, decide: Any, /, **facts: Any) -> Receipt:
    """One decision, recorded by Anna."""
    return register.record(stream, decide, actor="anna", **facts)


def register_provider(register: Register) -> None:
    """The provider of the agreement."""
    record(
        register,
        PROVIDER,
        provider.register,
        name="Solgården Omsorg",
        driftsform=SIGNED.driftsform,
        organisation_number="400000-0010",
        registered_on=DAY,
    )


def sign(register: Register, /, **changes: Any) -> None:
    """The provider's agreement."""
    record(register, AGREEMENT, agreement.sign, **told(SIGNED, **changes))


def adopt_guideline(
    register: Register, text: str = GUIDELINE_TEXT, *, adopted_on: date = DAY
) -> None:
    """Örebro's guideline, as it is shipped unless told otherwise."""
    facts = {"text": text, "dnr": "VN 1/2026", "adopted_on": adopted_on}
    record(register, NÄMND, steering.adopt_guideline, **facts)


def adopt_delegationsordning(
    register: Register, text: str = DELEGATION_TEXT, *, adopted_on: date = DAY
) -> None:
    """Who may decide what."""
    facts = {"text": text, "dnr": "VN 2/2026", "adopted_on": adopted_on}
    record(register, NÄMND, steering.adopt_delegationsordning, **facts)


def establish(
    register: Register, found: deficiency.DeficiencyEstablished = MINOR, /, **changes: Any
) -> None:
    """The deficiency."""
    record(register, DEFICIENCY, deficiency.establish, **told(found, **changes))


def settle(register: Register, found: deficiency.DeficiencyEstablished = MINOR) -> None:
    """All of it: a deficiency about which something can be decided."""
    adopt_guideline(register)
    adopt_delegationsordning(register)
    register_provider(register)
    sign(register)
    establish(register, found)


def decide(register: Register, choice: Choice, **changes: Any) -> Receipt:
    """The choice, with everything that any measure may need."""
    facts: dict[str, Any] = {"text": "Utbilda.", "due_on": day(21), "sanction": S1} | changes
    return register.decide(A1, B1, choice, actor="anna", **facts)


def refusal(register: Register, choice: Choice, **changes: Any) -> str:
    """The code of a refusal that left nothing behind."""
    before = list(register.events())
    with pytest.raises(DecisionRefusedError) as refused:
        decide(register, choice, **changes)
    assert list(register.events()) == before
    return refused.value.code


def written(receipt: Receipt) -> list[tuple[str, str]]:
    """What became of a command: streams and names of events."""
    return [(each.stream, type(each.event).__name__) for each in receipt.events]


def later(version: str) -> str:
    """The guideline in a version that applies from a later day, and starts one rung higher."""
    text = GUIDELINE_TEXT.replace('version = "2020-05-28"', f'version = "{version}"')
    text = text.replace("galler_fran = 2020-05-28", f"galler_fran = {version}")
    return text.replace('ger = "papekande"', 'ger = "atgardsplan"', 1)
