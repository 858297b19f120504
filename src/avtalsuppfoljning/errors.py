"""Every exception this library raises on purpose, under one base class.

Each tells what was refused, the fact that caused it, and the way out.
"""


class AvtalsuppfoljningError(Exception):
    """Base of all errors raised on purpose.

    ``what`` says what was refused and why, ``way_out`` what to do instead.
    """

    def __init__(self, what: str, way_out: str = "") -> None:
        super().__init__(what, way_out)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}: {self.way_out}" if self.way_out else self.what


class InvalidValueError(AvtalsuppfoljningError, ValueError):
    """A value that no rule can read: an amount with three decimals, an id with a space."""


class InputError(AvtalsuppfoljningError, ValueError):
    """Something handed in from outside is refused; ``place`` tells where the fault is."""

    def __init__(self, what: str, way_out: str = "", *, place: str = "") -> None:
        super().__init__(what, way_out)
        self.place = place

    def __str__(self) -> str:
        text = super().__str__()
        return f"{self.place}: {text}" if self.place else text


class GuidelineError(InputError):
    """A guideline file contradicts itself, leaves a gap, or names what does not exist."""


class DecisionRefusedError(AvtalsuppfoljningError):
    """The rules say no. ``code`` is stable; ``citations`` tell which rule said so."""

    def __init__(
        self, what: str, way_out: str = "", *, code: str, citations: tuple[object, ...] = ()
    ) -> None:
        super().__init__(what, way_out)
        self.code = code
        self.citations = citations


class RegisterError(AvtalsuppfoljningError):
    """The register cannot be read or written.

    ``code`` says why, where a program may ask; ``file`` names the file, where it is one.
    """

    def __init__(self, what: str, way_out: str = "", *, code: str = "", file: str = "") -> None:
        super().__init__(what, way_out)
        self.code = code
        self.file = file


class ConcurrencyError(RegisterError):
    """Others wrote to the same streams every time the decision was retried."""


class CommandReusedError(RegisterError):
    """A command id came back with another command than the one it was first used for."""


class UnknownEventError(RegisterError):
    """A stored event has a name or version that this release does not know."""
