"""What an audit finds, in Swedish sentences: the same on the screen and in the report."""

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.again import Decided
from avtalsuppfoljning.audit.findings import Audit
from avtalsuppfoljning.views.masking import mask


def summed(found: Audit) -> tuple[str, ...]:
    """How many decisions were tried and what came of it; nothing is called right that was not."""
    if not found.decisions:
        return (swedish.NO_DECISIONS,)
    told = swedish.decided_again(
        found.decisions, found.reproduced, len(found.not_reproduced), len(found.unknown)
    )
    return (told, swedish.NO_FAULTS) if found.is_clean else (told,)


def differs(decided: Decided) -> str:
    """Where the answer to a decision that is not reproduced differs first."""
    found = decided.difference
    assert found is not None, "what is not reproduced differs somewhere"
    then, now = (_short(mask(each)) for each in (found.then, found.now))
    return swedish.not_reproduced(found.path, then, now, decided.rows)


def _short(value: object) -> str:
    """A value in a few words: of what has parts, that which names it."""
    if isinstance(value, dict):
        named = value.get("measure") or value.get("id") or value.get("duty") or value.get("code")
        return str(named or len(value))
    return swedish.NOTHING_THERE if value is None else str(value)
