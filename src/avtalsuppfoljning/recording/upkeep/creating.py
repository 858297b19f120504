"""Making a register where there is none."""

from os import PathLike
from pathlib import Path

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.integrity.whole import Place
from avtalsuppfoljning.recording.opening import is_server
from avtalsuppfoljning.recording.register import Register
from avtalsuppfoljning.recording.secrecy.keys import open_keys
from avtalsuppfoljning.recording.upkeep.placing import placed, require_free


def create(place: Place, *, keys: str | PathLike[str] | None = None) -> None:
    """Make an empty register; what is there already is left alone, and refused.

    With ``keys``, the place of a new key store, all that is not open is locked from the beginning.
    """
    if keys is not None:
        _require_new(keys)
    if not is_server(place):
        with placed(Path(place)) as half:
            Register.open(half, keys=keys).close()
        return
    try:
        Register.open(place, create=False).close()
    except RegisterError as error:
        if error.code != "missing":
            raise
        Register.open(place, keys=keys).close()
    else:
        raise RegisterError(
            "there is a register there already", "use it, or name another schema", code="exists"
        )


def _require_new(keys: str | PathLike[str]) -> None:
    """Two registers never share their keys: a gallring in one would destroy those of the other."""
    if not is_server(keys):
        require_free(Path(keys))
        return
    try:
        store = open_keys(keys, create=False)
    except RegisterError as error:
        if error.code != "keys_missing":
            raise
    else:
        store.close()
        raise RegisterError(
            "there is a key store there already", "name another schema", code="exists"
        )
