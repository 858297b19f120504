"""What decisions about an agreement have in common: that there is one, and that it runs."""

from avtalsuppfoljning.agreement.events import AgreementSigned
from avtalsuppfoljning.agreement.state import Agreement
from avtalsuppfoljning.errors import DecisionRefusedError


def require_signed(state: Agreement) -> AgreementSigned:
    """The agreement as it was signed; refused where there is none."""
    if state.signed is None:
        raise DecisionRefusedError(
            "there is no such agreement", "sign it first", code="avtal_saknas"
        )
    return state.signed


def require_running(state: Agreement) -> None:
    """Refused once the agreement has ended."""
    if state.ended is not None:
        raise DecisionRefusedError(
            f"the agreement ended on {state.ended.ended_on}",
            "an ended agreement stays as it is; money can still be claimed back",
            code="avtal_avslutat",
        )
