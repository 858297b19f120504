"""All states as plain data, and one digest that says whether two histories came out the same."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import StreamId


def plain(states: Mapping[StreamId, State]) -> dict[str, Any]:
    """The states as JSON-ready data, in the order of the streams' ids."""
    return {stream: unstructure(states[stream]) for stream in sorted(states)}


def digest(states: Mapping[StreamId, State]) -> str:
    """``sha256:`` and the digest of all states; equal states have equal digests."""
    text = json.dumps(plain(states), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
