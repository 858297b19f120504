"""A municipality's delegationsordning: which role may decide what, under which point.

No source prints one. Each municipality hands in its own, as a dated TOML file.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import GuidelineError, InvalidValueError
from avtalsuppfoljning.guidelines.fingerprint import digest
from avtalsuppfoljning.strict import read_toml, structure, unstructure
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, Money, check_id

ABSTENTION: Final = "avstaende"
"""The word under ``atgarder`` for deciding that nothing is to be done."""

_FORMS: Final = frozenset({*EkonomiskForm, *Kanal})


@attrs.frozen(kw_only=True)
class DelegationPoint:
    """One point: these roles may decide these measures, in these forms, up to this amount."""

    id: str
    measures: tuple[str, ...]
    roles: tuple[str, ...]
    forms: tuple[str, ...] = ()
    """The forms and channels that are covered; none listed means all of them."""
    max_amount: Money | None = None
    is_urgent: bool = False
    """The chair decides for the nämnd what cannot wait for its next meeting (KL 6:39)."""

    def covers(self, measure: str, role: str, forms: tuple[str, ...] = ()) -> bool:
        """Whether the role may decide the measure, in these forms, under this point."""
        known = not self.forms or set(forms) <= set(self.forms)
        return measure in self.measures and role in self.roles and known


@attrs.frozen(kw_only=True, cache_hash=True)
class Delegationsordning:
    """One dated version of who may decide."""

    id: str
    version: str
    document: str
    valid_from: date
    points: tuple[DelegationPoint, ...]

    def point(self, id: str) -> DelegationPoint | None:  # noqa: A002 (its name in the file)
        """The point with this id, if there is one."""
        return next((each for each in self.points if each.id == id), None)

    @property
    def fingerprint(self) -> str:
        """``sha256:`` and the digest of its content, whatever the order of the points."""
        return _fingerprint(self)


@lru_cache(maxsize=64)
def _fingerprint(delegation: Delegationsordning) -> str:
    data = unstructure(delegation)
    data["points"] = sorted(
        (
            {**p, **{k: sorted(p[k]) for k in ("measures", "roles", "forms")}}
            for p in data["points"]
        ),
        key=lambda point: str(point["id"]),
    )
    for point in data["points"]:
        if not point["is_urgent"]:
            del point["is_urgent"]  # as before points could be urgent
    return digest(data)


@attrs.frozen(kw_only=True)
class _Dokument:
    id: str
    version: str
    namn: str
    galler_fran: date


@attrs.frozen(kw_only=True)
class _Punkt:
    id: str
    atgarder: tuple[str, ...]
    roller: tuple[str, ...]
    former: tuple[str, ...] = ()
    hogsta_belopp: Decimal | None = None
    bradskande: bool = False


@attrs.frozen(kw_only=True)
class Fil:
    """The whole file."""

    dokument: _Dokument
    punkt: tuple[_Punkt, ...]


def parse_delegationsordning(text: str | bytes) -> Delegationsordning:
    """The delegationsordning that the text of a TOML file holds, or a located refusal.

    >>> parse_delegationsordning('''
    ... [dokument]
    ... id = "delegation"
    ... version = "2026-01-01"
    ... namn = "Delegationsordning"
    ... galler_fran = 2026-01-01
    ... [[punkt]]
    ... id = "4.1"
    ... atgarder = ["papekande", "avstaende"]
    ... roller = ["enhetschef"]
    ... ''').point("4.1").roles
    ('enhetschef',)
    """
    file = structure(read_toml(text, error=GuidelineError), Fil, error=GuidelineError)
    head = file.dokument
    try:
        check_id(head.id)
    except InvalidValueError as fault:
        raise GuidelineError(fault.what, fault.way_out, place="dokument.id") from None
    for key in ("version", "namn"):
        if not getattr(head, key).strip():
            raise GuidelineError(*swedish.BLANK, place=f"dokument.{key}")
    points = tuple(_point(each, f"punkt[{index}]") for index, each in enumerate(file.punkt))
    ids = [point.id for point in points]
    for index, each in enumerate(ids):
        if each in ids[:index]:
            raise GuidelineError(*swedish.POINT_TWICE, place=f"punkt[{index}].id")
    return Delegationsordning(
        id=head.id,
        version=head.version,
        document=head.namn,
        valid_from=head.galler_fran,
        points=points,
    )


def _point(point: _Punkt, place: str) -> DelegationPoint:
    lists = {"atgarder": point.atgarder, "roller": point.roller, "former": point.former}
    for key, words in ({"id": (point.id,)} | lists).items():
        if any(not word.strip() for word in words) or not (words or key == "former"):
            raise GuidelineError(*swedish.POINT_BLANK, place=f"{place}.{key}")
    for index, form in enumerate(point.former):
        if form not in _FORMS:
            where = f"{place}.former[{index}]"
            raise GuidelineError(*swedish.not_a_form(form, sorted(_FORMS)), place=where)
    try:
        amount = point.hogsta_belopp
        cap = None if amount is None else Money(amount=amount)
    except InvalidValueError as fault:
        where = f"{place}.hogsta_belopp"
        raise GuidelineError(fault.what, fault.way_out, place=where) from None
    return DelegationPoint(
        id=point.id,
        measures=point.atgarder,
        roles=point.roller,
        forms=point.former,
        max_amount=cap,
        is_urgent=point.bradskande,
    )
