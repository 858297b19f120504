"""What every decision about a deficiency asks for first."""

from avtalsuppfoljning.deficiency.events import DeficiencyEstablished
from avtalsuppfoljning.deficiency.state import Deficiency
from avtalsuppfoljning.errors import DecisionRefusedError


def require_pending(state: Deficiency) -> DeficiencyEstablished:
    """The finding, of a deficiency that is established and not remedied."""
    if state.established is None:
        raise DecisionRefusedError(
            "the deficiency is not established", "establish it first", code="brist_saknas"
        )
    if state.remedied_on is not None:
        raise DecisionRefusedError(
            f"the deficiency was remedied on {state.remedied_on}",
            "a new finding is a new deficiency",
            code="brist_atgardad",
        )
    return state.established
