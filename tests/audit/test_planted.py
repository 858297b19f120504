"""Whatever is planted in an honest history is found and named, and nothing else is (O-46, O-51).

Each is planted twice: in the events, and in the file of a register, by somebody who has it open
in a database shell.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.audit.planting import (
    LAST,
    Log,
    answer,
    append,
    append_ruling,
    change,
    choose,
    guideline,
    put,
    rule,
    take_away,
    write,
    year,
)

from avtalsuppfoljning.audit.findings import Audit, audit, audit_source
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.cli.exempelkoping import record_year
from avtalsuppfoljning.cli.exempelkoping.municipality import DELEGATION, DIRECTOR, UNIT_HEAD
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    AcuteDeficiencyReported,
    AcuteNoticeSent,
    HävningsgrundAssessed,
    NoticeRecipient,
    ÅtgärdsplanApproved,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.guidelines import fingerprint, parse, parse_delegationsordning
from avtalsuppfoljning.policy import Authority, Choice, Effect, History, assess
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.steering import DelegationsordningAdopted, GuidelineAdopted
from avtalsuppfoljning.terms import Frekvens, Hörd, MeasureId, Money, fold

BIRCH = "agreement:exempelbjorken-2025"
RULINGS = (54, 55, 57, 78, 96, 97, 105)
"""Where the decisions of the year are; the lifting is at 112."""
CHAIR = Authority(person="Nämnden", role="namnd", delegation_point="7.4")
WHY = "Ett skäl som håller."


def facts(**changes: Any) -> Callable[[Any], Any]:
    return lambda found: replace(found, **changes)


def finding(**changes: Any) -> Callable[[Any], Any]:
    return lambda found: replace(found, finding=replace(found.finding, **changes))


def instrument(**changes: Any) -> Callable[[Any], Any]:
    return lambda found: replace(found, instrument=replace(found.instrument, **changes))


def money(kronor: str) -> Money:
    return Money(amount=Decimal(kronor))


def text_of(position: int, old: str, new: str) -> Callable[[Log], None]:
    def plant(log: Log) -> None:
        text = log[position - 1].event.text
        assert old in text
        change(position, text=text.replace(old, new))(log)

    return plant


def newer_guideline(from_on: str) -> GuidelineAdopted:
    text = year()[0].event.text
    old = f'version = "{guideline().version}"'
    assert old in text
    text = text.replace(old, f'version = "{from_on}"', 1)
    lines = [
        f"galler_fran = {from_on}" if line.startswith("galler_fran") else line
        for line in text.splitlines()
    ]
    found = parse("\n".join(lines))
    return replace(
        year()[0].event,
        version=found.version,
        valid_from=found.valid_from,
        fingerprint=fingerprint(found),
        text="\n".join(lines),
        adopted_on=min(found.valid_from, date(2025, 1, 13)),
    )


def newer_delegation(from_on: str) -> DelegationsordningAdopted:
    text = DELEGATION.replace("2025-01-01", from_on)
    found = parse_delegationsordning(text)
    return replace(
        year()[1].event,
        version=found.version,
        valid_from=found.valid_from,
        fingerprint=found.fingerprint,
        text=text,
    )


def instead(position: int, event: Any) -> Callable[[Log], None]:
    return lambda log: put(log, position, event)


def without_number(position: int) -> Callable[[Log], None]:
    """Deleted, and the versions of its stream left as they were."""

    def plant(log: Log) -> None:
        del log[position - 1]
        for number in range(position - 1, len(log)):
            log[number] = log[number]._replace(position=number + 1)

    return plant


class Found(NamedTuple):
    """Something that an audit tells, in short."""

    kind: str
    code: str
    where: int | str


def told(audited: Audit) -> set[Found]:
    return set(_told(audited))


def _told(audited: Audit) -> Iterator[Found]:
    for each in audited.not_reproduced:
        assert each.difference is not None
        yield Found("ej_aterskapade", each.difference.path, each.recorded.position)
    for each in audited.unknown:
        yield Found("regler_okanda", each.unknown, each.recorded.position)
    for fault in audited.faults:
        yield Found("fel", fault.code, fault.position)
    for word in audited.late:
        yield Found("bakdaterade", word.applied_on.isoformat(), word.position)
    for omission in audited.omissions:
        yield Found("ej_gjort", f"{omission.code} {omission.about}".strip(), omission.stream)


def fault(code: str, *positions: int) -> set[Found]:
    return {Found("fel", code, each) for each in positions}


def unknown(code: str, *positions: int) -> set[Found]:
    return {Found("regler_okanda", code, each) for each in positions}


def differs(path: str, position: int) -> set[Found]:
    return {Found("ej_aterskapade", path, position)}


APRIL = date(2025, 4, 10)
ACUTE = datetime(2026, 1, 20, 9, tzinfo=UTC)
AT_LAST = len(year()) + 1
PLAN = Found("ej_gjort", "plan_ej_fullgjord samverkansmote 2025", "steering:socialnamnden")


def undone(code: str, stream: str) -> Found:
    return Found("ej_gjort", code, stream)


PLANTED: dict[str, tuple[Callable[[Log], None], set[Found]]] = {
    # ── who decided ──
    "somebody whose role the point does not cover": (
        choose(54, by=replace(UNIT_HEAD, role="handlaggare", delegation_point="7.1")),
        fault("ingen_delegation", 54),
    ),
    "a point that is not there": (
        choose(57, by=replace(UNIT_HEAD, delegation_point="9.9")),
        fault("ingen_delegation", 57),
    ),
    "more than the delegation covers": (
        choose(55, amount=money("60000")),
        fault("belopp_over_delegation", 55),
    ),
    "nobody named": (
        choose(57, by=replace(UNIT_HEAD, person=" ")),
        fault("person_saknas", 57),
    ),
    "a delegationsordning that had been replaced": (
        instead(11, newer_delegation("2025-09-01")),
        fault("delegation_ej_i_kraft", 78, 96, 97, 105, 112),
    ),
    "a delegationsordning that was never adopted": (
        rule(54, delegation=replace(year()[53].event.ruling.delegation, version="1999-01-01")),
        unknown("delegationsordning_saknas", 54),
    ),
    "another delegationsordning under the same name": (
        rule(54, delegation=replace(year()[53].event.ruling.delegation, fingerprint="sha256:0")),
        unknown("delegationsordning_andrad", 54),
    ),
    "the text of the delegationsordning made wider": (
        text_of(
            2, 'roller = ["kvalitetscontroller",', 'roller = ["handlaggare", "kvalitetscontroller",'
        ),
        unknown("delegationsordning_andrad", *RULINGS, 112),
    ),
    "the text of the delegationsordning destroyed": (
        text_of(2, "[[punkt]]", "[[punkt"),
        unknown("delegationsordning_olaslig", *RULINGS, 112),
    ),
    # ── what was chosen ──
    "more than the agreement allows": (
        choose(55, by=DIRECTOR, amount=money("150000")),
        fault("belopp_utanfor_avtalet", 55),
    ),
    "a form that the agreement lacks": (
        choose(55, forms=("innehallen_betalning",)),
        fault("form_utanfor_avtalet", 55),
    ),
    "no channel": (choose(78, forms=()), fault("form_saknas", 78)),
    "a sanction outside what is permitted": (
        choose(
            105,
            measure=MeasureId("havning"),
            forms=(),
            amount=None,
            by=CHAIR,
            motivation=WHY,
            effect=Effect.TERMINATION,
        ),
        fault("ej_tillaten", 105),
    ),
    "the motivation of a deviation taken out": (
        choose(96, motivation=""),
        fault("motivering_saknas", 96),
    ),
    "the motivation of an abstention taken out": (
        choose(97, motivation=" "),
        fault("motivering_saknas", 97),
    ),
    "another amount in the event than in the decision": (
        change(55, amount=money("1")),
        fault("beslut_avviker_fran_val", 55),
    ),
    "another effect than the measure has": (
        change(55, effect=Effect.SUSPENSION),
        fault("beslut_avviker_fran_val", 55),
    ),
    "a sanction that reaches back": (
        choose(55, effective_on=date(2025, 4, 1)),
        fault("verkan_fore_beslut", 55),
    ),
    "an åtgärdsplan due before it was asked for": (
        change(96, due_on=date(2025, 10, 1)),
        fault("beslut_avviker_fran_val", 96),
    ),
    "the same decision once more": (
        append_ruling(
            ÅtgärdsplanRequested,
            "hemtjansten-2025",
            "2025-4",
            year()[95].event.ruling.choice,
            due_on=date(2025, 11, 24),
        ),
        fault("beslut_dubbelt", AT_LAST),
    ),
    # ── what it rested on ──
    "before the time to answer was out, as if there had been an answer": (
        choose(57, facts(on=APRIL), decided_on=APRIL),
        fault("hord_avviker", 57),
    ),
    "before the time to answer was out, without a motivation": (
        choose(57, facts(on=APRIL, heard=Hörd.SVARSTID_LÖPER), decided_on=APRIL),
        fault("motivering_saknas", 57),
    ),
    "a finding made milder": (
        choose(55, finding(frequency=Frekvens.LÅG), motivation=WHY),
        fault("utredning_avviker", 55),
    ),
    "terms that the agreement does not have": (
        choose(55, instrument(suspension_channels=()), motivation=WHY),
        fault("avtalsvillkor_avviker", 55),
    ),
    "an earlier measure hidden": (
        choose(78, facts(history=History()), motivation=WHY),
        fault("historik_avviker", 78),
    ),
    "the agreement made to end before": (
        change(8, ends_on=date(2025, 6, 30)),
        fault("avtalsvillkor_avviker", 97),
    ),
    "an agreement that had not begun": (
        change(8, starts_on=date(2025, 12, 1)),
        fault("avtal_ej_borjat", 97),
    ),
    "facts of another day": (
        choose(57, facts(on=date(2025, 4, 23))),
        fault("fakta_av_annan_dag", 57),
    ),
    "a stream read as it never was": (
        rule(57, read=tuple(replace(e, version=1) for e in year()[56].event.ruling.read)),
        fault("lasning_avviker", 57),
    ),
    "nothing read": (rule(57, read=()), fault("lasning_avviker", 57)),
    "a decision of a coming day": (
        choose(57, facts(on=date(2025, 5, 10)), decided_on=date(2025, 5, 10)),
        fault("framtida_beslut", 57),
    ),
    "a decision from before the deficiency": (
        choose(
            57,
            facts(on=date(2025, 3, 20), heard=Hörd.EJ_TILLFRÅGAD),
            decided_on=date(2025, 3, 20),
            motivation=WHY,
        ),
        fault("beslut_fore_bristen", 57),
    ),
    "a decision about what is remedied": (
        append_ruling(
            AbstentionDecided,
            "exempelbjorken-2025",
            "2025-2",
            Choice(measure=None, decided_on=LAST, by=UNIT_HEAD, motivation=WHY),
        ),
        fault("brist_atgardad", AT_LAST)
        | {undone("delegationsbeslut_ej_anmalt avstaende", f"{BIRCH}/deficiency:2025-2")},
    ),
    # ── what it was told ──
    "something permitted that was not": (
        answer(54, permitted=()),
        differs("assessment.permitted[0]", 54),
    ),
    "another recommendation": (
        answer(
            57, recommended=replace(year()[56].event.ruling.assessment.recommended, action="ingen")
        ),
        differs("assessment.recommended.action", 57),
    ),
    "a duty left out": (
        answer(57, duties=year()[56].event.ruling.assessment.duties[1:]),
        differs("assessment.duties[0].duty", 57),
    ),
    "a deviation left out": (rule(96, deviations=()), differs("deviations[0]", 96)),
    # ── the rules ──
    "the guideline's file changed under the same version": (
        text_of(1, 'ger = "papekande"', 'ger = "atgardsplan"'),
        unknown("riktlinje_andrad", *RULINGS),
    ),
    "the guideline's file destroyed": (
        text_of(1, "[dokument]", "[dokument"),
        unknown("riktlinje_olaslig", *RULINGS),
    ),
    "a guideline that was never adopted": (
        answer(
            57,
            guideline=replace(year()[56].event.ruling.assessment.guideline, version="1999-01-01"),
        ),
        unknown("riktlinje_saknas", 57),
    ),
    "a guideline that had been replaced": (
        instead(11, newer_guideline("2025-09-01")),
        fault("riktlinje_ej_i_kraft", 78, 96, 97, 105),
    ),
    # ── two streams, and what follows ──
    "a sanction that the deficiency does not know of": (
        take_away(106),
        fault("sanktion_utan_brist", 105)
        | {undone("brist_utan_atgard k4", "agreement:testalmen-2023/deficiency:2025-6")},
    ),
    "a sanction that is not there": (take_away(105), fault("brist_utan_sanktion", 105)),
    "a sanction told otherwise in the two": (
        change(106, choice=replace(year()[105].event.choice, amount=money("5"))),
        fault("sanktion_olika", 106),
    ),
    "an event deleted": (without_number(63), fault("lucka", 74)),
    "an event out of order": (
        append(f"{BIRCH}/deficiency:2025-3", ÅtgärdsplanApproved(approved_on=LAST)),
        fault("oordnad", AT_LAST),
    ),
    # ── liftings ──
    "lifted by somebody who may not": (
        change(112, by=UNIT_HEAD),
        fault("ingen_delegation", 112),
    ),
    "lifted without a motivation": (change(112, motivation=""), fault("motivering_saknas", 112)),
    "lifted before it was decided": (
        change(112, decided_on=date(2025, 9, 1)),
        fault("upphavd_fore_beslutet", 112),
    ),
    "lifted twice": (
        append(
            f"{BIRCH}/sanction:avstangning-2025",
            replace(year()[111].event, decided_on=LAST, effective_on=LAST),
        ),
        fault("sanktion_havd", AT_LAST),
    ),
    "lifted on a coming day": (
        change(112, decided_on=date(2025, 12, 24), effective_on=date(2025, 12, 24)),
        fault("framtida_beslut", 112),
    ),
    # ── what came too late, or never ──
    "a ground judged afterwards, as of before": (
        append(
            f"{BIRCH}/deficiency:2025-3",
            HävningsgrundAssessed(
                is_met=True, clause="12", motivation=WHY, assessed_on=date(2025, 4, 20)
            ),
        ),
        {Found("bakdaterade", "2025-04-20", AT_LAST)},
    ),
    "a guideline adopted afterwards, as of before": (
        append("steering:socialnamnden", newer_guideline("2025-01-10")),
        {Found("bakdaterade", "2025-01-10", AT_LAST)},
    ),
    "one of the two not told": (
        append(
            "agreement:provlinden-2025/deficiency:2025-7",
            AcuteDeficiencyReported(what="Larm", taken="Tillsyn", reported_at=ACUTE),
            AcuteNoticeSent(recipient=NoticeRecipient.NÄMND, sent_at=ACUTE),
        ),
        {
            undone(f"akut_ej_{code}", "agreement:provlinden-2025/deficiency:2025-7")
            for code in ("meddelad socialdirektor", "kvitterad namnd")
        },
    ),
    "an abstention taken out": (
        take_away(97),
        {undone("brist_utan_atgard k2", "agreement:provlinden-2025/deficiency:2025-5")},
    ),
}
"""What is planted, and all that is to be found of it."""


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arligt") / "avtal.sqlite"
    record_year(path)
    return path


def baseline() -> set[Found]:
    return told(audit(year(), on=LAST))


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(PLANTED) >= 30


def test_the_honest_year_has_nothing_of_it() -> None:
    assert {each.kind for each in baseline()} == {"ej_gjort"}


@pytest.mark.parametrize("name", PLANTED, ids=lambda name: fold(name).replace(" ", "-"))
def test_it_is_found_and_nothing_else(name: str, honest: Path, tmp_path: Path) -> None:
    plant, expected = PLANTED[name]
    log = year()
    plant(log)
    found = audit(log, on=LAST)
    assert told(found) - baseline() == expected
    assert {each.kind for each in baseline() - told(found)} <= {"ej_gjort"}
    path = tmp_path / "planterat.sqlite"
    shutil.copy(honest, path)
    write(path, log)
    with Register.open(path, create=False) as register:
        assert audit_source(register, on=LAST) == found


def test_the_forger_computed_as_the_rules_do() -> None:
    """What is planted by `choose` would be reproduced: only its basis is not the log's."""
    log = year()
    PLANTED["a finding made milder"][0](log)
    ruling = log[54].event.ruling
    assert assess(ruling.assessment.facts, guideline()) == ruling.assessment
