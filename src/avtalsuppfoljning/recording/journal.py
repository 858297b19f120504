"""What the operator is told while a register works: log records and spans.

Records go to the standard library's loggers, named below, with their fields under ``avtal``: a
dict of counts, versions and file names, never who did what, and nothing of an event. Spans go to
OpenTelemetry where ``opentelemetry-api`` is installed; where it is not, they cost nothing.
"""

import logging
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import Any, Final, ParamSpec, TypeVar

REGISTER: Final = logging.getLogger("avtalsuppfoljning.register")
"""Opening, recording and closing, and what was refused by the disk or the server."""
BACKUP: Final = logging.getLogger("avtalsuppfoljning.register.backup")
"""Backups made and restored."""
MOVING: Final = logging.getLogger("avtalsuppfoljning.register.moving")
"""Registers moved from one store to another."""

TRACER: Final = "avtalsuppfoljning"
"""What our spans are called as a whole."""


P = ParamSpec("P")
T = TypeVar("T")


def tell(logger: logging.Logger, level: int, text: str, /, **fields: str | int) -> None:
    """One record: a fixed text, and the fields that make it this one.

    The fields go to the span that is open, too, as ``avtal.…``.
    """
    if logger.isEnabledFor(level):
        logger.log(level, "%s %s", text, fields, extra={"avtal": fields}, stacklevel=2)
    if (trace := _tracing()) is not None:
        attributes = {f"avtal.{name}": value for name, value in fields.items()}
        trace.get_current_span().set_attributes(attributes)


def span(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Put a span around every call of a function. An error is told by its class only.

    What it says may be about a person.
    """

    def decorate(work: Callable[P, T]) -> Callable[P, T]:
        @wraps(work)
        def within(*args: P.args, **kwargs: P.kwargs) -> T:
            trace = _tracing()
            if trace is None:
                return work(*args, **kwargs)
            with trace.get_tracer(TRACER).start_as_current_span(
                name, record_exception=False, set_status_on_exception=False
            ) as current:
                try:
                    return work(*args, **kwargs)
                except Exception as error:
                    current.set_attribute("error.type", type(error).__name__)
                    raise

        return within

    return decorate


def _tracing() -> Any:
    """The part of OpenTelemetry that has spans, where somebody collects them."""
    trace = _trace()
    if trace is None or isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return None
    return trace


@cache
def _trace() -> Any:
    """The part of OpenTelemetry that has spans, where it is installed."""
    try:
        return import_module("opentelemetry.trace")
    except ImportError:
        return None
