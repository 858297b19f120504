"""The plan in a guideline file: from its rows to obligations, and what they may not say.

Three sections: ``[[planpunkt]]`` is a row of the plan, ``[[planomfattning]]`` says which
agreements the plan covers, ``[[fokusomrade]]`` what one year looks at in particular. Every refusal
is a `GuidelineError` with the place in the file: ``planpunkt[3].senast[0]``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NoReturn, TypeVar

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import GuidelineError, InvalidValueError
from avtalsuppfoljning.guidelines.checking import KNOWN_REASONS
from avtalsuppfoljning.guidelines.inputs import NO_YES
from avtalsuppfoljning.guidelines.model import Guideline
from avtalsuppfoljning.guidelines.obligations import (
    Basis,
    Binding,
    Coverage,
    Focus,
    MonthDay,
    Obligation,
    Occasion,
    Pace,
    Reach,
    Recurrence,
    Roll,
    When,
)
from avtalsuppfoljning.guidelines.shape import Fil, Nar, Planpunkt, Underlag
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform, check_id, check_word

T = TypeVar("T")

PLAN_DOMAINS: Final[Mapping[str, tuple[str, ...]]] = {
    "driftsform": tuple(each.value for each in Driftsform),
    "upphandlingsform": tuple(each.value for each in Upphandlingsform),
    "endast_individavtal": NO_YES,
    "lagrum": tuple(each.value for each in Lagrum),
}
"""What a row may read of an agreement, besides ``verksamhet``, whose words are one's own."""

_INPUTS: Final = (*PLAN_DOMAINS, "verksamhet")
_WIDEST: Final = 600
"""The longest interval, in months or years."""
_YEARS: Final = range(1990, 2200)
_KEYS: Final[Mapping[Pace, tuple[str, ...]]] = {
    Pace.ÅRLIGEN: ("senast", "perioder", "vart_ar", "fran_ar", "rakna_fran_start", "kkik_ar"),
    Pace.MÅNADSVIS: (),
    Pace.BESTÄMDA: ("tillfallen",),
    Pace.RULLANDE: ("manader",),
    Pace.EFTER_START: ("manader",),
    Pace.AVTALETS_DAG: (),
    Pace.UTAN_DAG: (),
}
"""The keys that each pace reads; another pace's key in a row is a contradiction."""
_OF_THE_AGREEMENT: Final = frozenset({Pace.RULLANDE, Pace.EFTER_START, Pace.AVTALETS_DAG})
"""The paces that cannot be told without an agreement."""


# ── the file's rows to obligations ──


def obligations(file: Fil) -> tuple[Obligation, ...]:
    """The rows of the plan, in the order of the file."""
    return tuple(
        _obligation(each, file.dokument.namn, f"planpunkt[{index}]")
        for index, each in enumerate(file.planpunkt)
    )


def coverage(file: Fil) -> tuple[Coverage, ...]:
    """What an agreement must be for the plan to cover it."""
    return tuple(
        Coverage(
            id=each.id,
            reason=each.skal,
            requires=_when(each.kraver),
            citation=each.citation(file.dokument.namn, f"planomfattning[{index}]"),
        )
        for index, each in enumerate(file.planomfattning)
    )


def focus(file: Fil) -> tuple[Focus, ...]:
    """What the years look at in particular."""
    return tuple(
        Focus(
            id=each.id,
            year=each.ar,
            areas=each.omraden,
            citation=each.citation(file.dokument.namn, f"fokusomrade[{index}]"),
        )
        for index, each in enumerate(file.fokusomrade)
    )


def _obligation(row: Planpunkt, document: str, place: str) -> Obligation:
    _check_keys(row, place)
    recurrence = Recurrence(
        pace=row.aterkommer,
        by=tuple(
            _read(MonthDay.of, text, f"{place}.senast[{index}]")
            for index, text in enumerate(row.senast)
        ),
        periods=row.perioder,
        every=row.vart_ar,
        from_year=row.fran_ar,
        from_start=row.rakna_fran_start,
        only_kkik_years=row.kkik_ar,
        months=row.manader or 0,
        occasions=tuple(
            _read(_occasion, text, f"{place}.tillfallen[{index}]")
            for index, text in enumerate(row.tillfallen)
        ),
    )
    most = None if row.eller_fler else row.minst if row.hogst is None else row.hogst
    return Obligation(
        id=row.id,
        what=row.vad,
        kind=row.typ,
        obligor=row.vem,
        recipients=row.mottagare,
        binding=row.bindande,
        roll=_roll(row, recurrence) if row.rullning is None else row.rullning,
        reach=row.rackvidd,
        when=_when(row.nar),
        recurrence=recurrence,
        least=row.minst,
        most=most,
        year_offset=row.avser_ar,
        written=row.skrivet,
        citations=_citations(row, document, place),
        reading=row.lasning,
        is_announced=not row.oanmald,
        is_proposed=row.foreslagen,
        by_registration=row.diarieford,
        only_if_agreed=row.bara_om_avtalat,
        template=row.mall,
        basis=tuple(map(_basis, row.underlag)),
    )


def _citations(row: Planpunkt, document: str, place: str) -> tuple[Citation, ...]:
    cited = row.citation(document, place)
    if row.forfattning is None:
        return (cited,)
    for key, text in (("dokument", row.forfattning.dokument), ("avsnitt", row.forfattning.avsnitt)):
        if not text.strip():
            _refuse(swedish.CITATION_BLANK, f"{place}.forfattning.{key}")
    statute = Citation(document=row.forfattning.dokument, section=row.forfattning.avsnitt)
    return (statute, cited) if row.bindande is Binding.LAG else (cited, statute)


def _roll(row: Planpunkt, recurrence: Recurrence) -> Roll:
    """Where it is not written: a day set by law rolls (lag 1930:173, 2 §), and no other does."""
    is_statutory = row.bindande is Binding.LAG and _has_day(recurrence)
    return Roll.NÄSTA_VARDAG if is_statutory else Roll.INGEN


def _has_day(recurrence: Recurrence) -> bool:
    """Whether a day can be known, and not only a month or a year."""
    if recurrence.pace is Pace.ÅRLIGEN:
        return any(by.day is not None for by in recurrence.by)
    if recurrence.pace is Pace.BESTÄMDA:
        return any(day is not None for _, _, day in recurrence.occasions)
    return recurrence.pace in _OF_THE_AGREEMENT


def _basis(row: Underlag) -> Basis:
    return Basis(id=row.id, name=row.namn, when=_when(row.nar), reservation=row.forbehall)


def _when(nar: Nar) -> When:
    return tuple(sorted(nar.items()))


def _occasion(text: str) -> Occasion:
    """``2023-03-15``, ``2023-03`` or ``2023``, if there is such a day: there is no 31 September."""
    year, _, rest = text.partition("-")
    by = MonthDay.of(rest) if rest else None
    if len(year) != len("YYYY") or not (year.isascii() and year.isdigit()) or text.endswith("-"):
        raise InvalidValueError(*swedish.not_an_occasion(text))
    if int(year) not in _YEARS:
        raise InvalidValueError(*swedish.outside_the_calendar(int(year), _YEARS[0], _YEARS[-1]))
    if by is None:
        return int(year), None, None
    try:
        date(int(year), by.month, by.day or 1)
    except ValueError:
        raise InvalidValueError(*swedish.not_an_occasion(text)) from None
    return int(year), by.month, by.day


# ── what the rows may not say ──


def check(guideline: Guideline) -> None:
    """Refuse the plan where it contradicts itself."""
    sections: dict[str, Iterable[Obligation | Coverage | Focus]] = {
        "planpunkt": guideline.obligations,
        "planomfattning": guideline.coverage,
        "fokusomrade": guideline.focus,
    }
    for section, rows in sections.items():
        seen: set[str] = set()
        for index, each in enumerate(rows):
            _read(check_id, each.id, f"{section}[{index}].id")
            if each.id in seen:
                _refuse(swedish.plan_id_twice(each.id), f"{section}[{index}].id")
            seen.add(each.id)
    for index, obligation in enumerate(guideline.obligations):
        _check_obligation(obligation, f"planpunkt[{index}]")
    reasons = KNOWN_REASONS | {code for code, _ in guideline.reasons}
    for index, covered in enumerate(guideline.coverage):
        place = f"planomfattning[{index}]"
        if covered.reason not in reasons:
            _refuse(swedish.unknown_reason(covered.reason), f"{place}.skal")
        if not covered.requires:
            _refuse(swedish.LIMIT_ALWAYS, f"{place}.kraver")
        _check_when(covered.requires, f"{place}.kraver")
    years: set[int] = set()
    for index, each in enumerate(guideline.focus):
        place = f"fokusomrade[{index}]"
        _check_year(each.year, f"{place}.ar")
        if each.year in years:
            _refuse(swedish.FOCUS_TWICE, f"{place}.ar")
        years.add(each.year)
        if not each.areas or not all(area.strip() for area in each.areas):
            _refuse(swedish.AREAS_BLANK, f"{place}.omraden")


def _check_keys(row: Planpunkt, place: str) -> None:
    """Whether the keys belong together, before they are read."""
    allowed = _KEYS[row.aterkommer]
    written: dict[str, object] = {
        "senast": row.senast, "perioder": row.perioder, "vart_ar": row.vart_ar != 1,
        "fran_ar": row.fran_ar is not None, "rakna_fran_start": row.rakna_fran_start,
        "kkik_ar": row.kkik_ar, "manader": row.manader is not None, "tillfallen": row.tillfallen,
    }  # fmt: skip
    for key, is_there in written.items():
        if is_there and key not in allowed:
            _refuse(swedish.not_of_the_pace(key, row.aterkommer), f"{place}.{key}")
    for key in ("manader", "tillfallen"):
        if key in allowed and not written[key]:
            _refuse(swedish.wanted_by_the_pace(key, row.aterkommer), f"{place}.{key}")
    if row.hogst is not None and row.eller_fler:
        _refuse(swedish.COUNT_TWICE, f"{place}.eller_fler")
    if row.tolkning and not row.lasning.strip():
        _refuse(swedish.PLAN_READING, f"{place}.lasning")
    if row.bindande is Binding.LAG and row.forfattning is None:
        _refuse(swedish.LAW_UNCITED, f"{place}.forfattning")


def _check_obligation(each: Obligation, place: str) -> None:
    _read(check_word, each.what, f"{place}.vad")
    for index, recipient in enumerate(each.recipients):
        _read(check_word, recipient, f"{place}.mottagare[{index}]")
    if len(set(each.recipients)) < len(each.recipients):
        _refuse(swedish.VALUES_ONCE, f"{place}.mottagare")
    if not each.written.strip():
        _refuse(swedish.PLAN_WORDLESS, f"{place}.skrivet")
    if each.least < 1 or (each.most is not None and each.most < each.least):
        _refuse(swedish.COUNT_WRONG, f"{place}.minst")
    if each.recurrence.pace is Pace.UTAN_DAG and (each.least, each.most) != (1, 1):
        _refuse(swedish.not_of_the_pace("minst", Pace.UTAN_DAG), f"{place}.minst")
    _check_when(each.when, f"{place}.nar")
    for index, part in enumerate(each.basis):
        where = f"{place}.underlag[{index}]"
        _read(check_id, part.id, f"{where}.id")
        if part.id in {other.id for other in each.basis[:index]}:
            _refuse(swedish.plan_id_twice(part.id), f"{where}.id")
        if not part.name.strip():
            _refuse(swedish.BLANK, f"{where}.namn")
        _check_when(part.when, f"{where}.nar")
    _check_binding(each, place)
    _check_recurrence(each.recurrence, place)
    if each.reach is not Reach.AVTAL and _needs_agreement(each.recurrence):
        _refuse(swedish.NEEDS_AGREEMENT, f"{place}.rackvidd")
    if each.reach is Reach.VERKSAMHET and not each.operations:
        _refuse(swedish.NEEDS_OPERATION, f"{place}.nar")


def _check_binding(each: Obligation, place: str) -> None:
    pace = each.recurrence.pace
    if each.is_proposed and each.binding is not Binding.LAG:
        _refuse(swedish.PROPOSED_NOT_LAW, f"{place}.foreslagen")
    if each.roll is not Roll.INGEN and not _has_day(each.recurrence):
        _refuse(swedish.ROLLS_WITHOUT_DAY, f"{place}.rullning")
    if pace is Pace.AVTALETS_DAG and each.binding is not Binding.AVTAL:
        _refuse(swedish.OWN_DAY_BINDS, f"{place}.bindande")
    if each.only_if_agreed and pace is not Pace.AVTALETS_DAG:
        _refuse(swedish.AGREED_NOT_OWN, f"{place}.bara_om_avtalat")
    if each.year_offset and pace not in {Pace.ÅRLIGEN, Pace.AVTALETS_DAG}:
        _refuse(swedish.OFFSET_NOT_YEARLY, f"{place}.avser_ar")
    if each.year_offset not in {-1, 0, 1}:
        _refuse(swedish.not_a_value(str(each.year_offset), "avser_ar", ("-1", "0", "1")),
                f"{place}.avser_ar")  # fmt: skip


def _check_recurrence(recurrence: Recurrence, place: str) -> None:
    years = recurrence.every
    if not 1 <= years <= _WIDEST:
        _refuse(swedish.INTERVAL_WRONG, f"{place}.vart_ar")
    months = recurrence.months
    if recurrence.pace in {Pace.RULLANDE, Pace.EFTER_START} and not 1 <= months <= _WIDEST:
        _refuse(swedish.INTERVAL_WRONG, f"{place}.manader")
    anchors = [
        recurrence.from_year is not None, recurrence.from_start, recurrence.only_kkik_years
    ]  # fmt: skip
    if sum(anchors) > 1:
        _refuse(swedish.YEARS_ANCHORED_TWICE, f"{place}.fran_ar")
    if years > 1 and not any(anchors[:2]):
        _refuse(swedish.YEARS_UNANCHORED, f"{place}.vart_ar")
    if recurrence.from_year is not None:
        _check_year(recurrence.from_year, f"{place}.fran_ar")
    if recurrence.periods and len(recurrence.periods) != len(recurrence.by):
        _refuse(swedish.PERIODS_MISFIT, f"{place}.perioder")
    for index, period in enumerate(recurrence.periods):
        if not period.strip() or period in recurrence.periods[:index]:
            _refuse(swedish.VALUES_ONCE, f"{place}.perioder[{index}]")
    days = [(by.month, by.day or 0) for by in recurrence.by]
    listed = [tuple(part or 0 for part in each) for each in recurrence.occasions]
    if sorted(set(days)) != days:
        _refuse(swedish.OCCASIONS_RISE, f"{place}.senast")
    if sorted(set(listed)) != listed:
        _refuse(swedish.OCCASIONS_RISE, f"{place}.tillfallen")


def _needs_agreement(recurrence: Recurrence) -> bool:
    yearly = recurrence.from_start or recurrence.only_kkik_years
    return yearly or recurrence.pace in _OF_THE_AGREEMENT


def _check_when(when: When, place: str) -> None:
    for name, values in when:
        if name not in _INPUTS:
            _refuse(swedish.not_read_here(name, _INPUTS), place)
        if not values or len(set(values)) < len(values):
            _refuse(swedish.VALUES_ONCE, f"{place}.{name}")
        for value in values:
            if name == "verksamhet":
                _read(check_word, value, f"{place}.{name}")
            elif value not in PLAN_DOMAINS[name]:
                fault = swedish.not_a_value(value, name, PLAN_DOMAINS[name])
                _refuse(fault, f"{place}.{name}")


def _check_year(year: int, place: str) -> None:
    if year not in _YEARS:
        _refuse(swedish.outside_the_calendar(year, _YEARS[0], _YEARS[-1]), place)


def _read(read: Callable[[str], T], text: str, place: str) -> T:
    try:
        return read(text)
    except InvalidValueError as fault:
        _refuse((fault.what, fault.way_out), place)


def _refuse(fault: tuple[str, str], place: str) -> NoReturn:
    raise GuidelineError(*fault, place=place)
