"""What happened in Exempelköping in 2025, month by month."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from avtalsuppfoljning import deficiency
from avtalsuppfoljning.cli.exempelkoping import acts
from avtalsuppfoljning.cli.exempelkoping.diary import Diary
from avtalsuppfoljning.cli.exempelkoping.municipality import (
    BIRCH,
    CARE_PLANS,
    CONTROLLER,
    DIRECTOR,
    ELM,
    IN_HOUSE,
    LINDEN,
    PARTIES,
    SELF_CHECKS,
    STAFFING,
    TIME_RECORDS,
    UNIT_HEAD,
    record_parties,
)
from avtalsuppfoljning.deficiency import PlannedMeasure
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.terms import (
    Bedömning,
    DeficiencyId,
    DocumentKind,
    FollowUpId,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    Money,
    SanctionId,
)

LAST_DAY: Final = date(2025, 12, 31)
"""The day from which the demo looks back."""

PLAN: Final = "2025"
CHECK: Final = DocumentKind("egenkontroll")
ACCOUNTS: Final = DocumentKind("arsredovisning")
REPORT: Final = DocumentKind("verksamhetsberattelse")


def record_year(path: Path) -> Diary:
    """Record the year in a new register at this path, close it, and give what came of it."""
    with Diary(path) as diary:
        record_parties(diary)
        _ask_for_documents(diary)
        _spring(diary)
        _summer(diary)
        _autumn(diary)
        _winter(diary)
    return diary


def _ask_for_documents(diary: Diary) -> None:
    diary.turn_to(date(2025, 1, 13))
    meetings = acts.a_post(
        "samverkansmote", PostKind.MÖTE, 2025, due=date(2025, 11, 30), times=2, section="4"
    )
    to_the_board = acts.a_post(
        "rapport_namnd", PostKind.RAPPORT, 2025, due=date(2025, 9, 30), section="5"
    )
    acts.adopt_plan(diary, PLAN, meetings, to_the_board)
    for party in PARTIES:
        acts.ask(diary, party, CHECK, "tertial 1 2025", due=date(2025, 4, 22), clause="8.1")
        acts.ask(diary, party, CHECK, "tertial 2 2025", due=date(2025, 8, 20), clause="8.1")
        acts.ask(diary, party, CHECK, "tertial 3 2025", due=date(2025, 11, 20), clause="8.1")
        if party is not IN_HOUSE:
            acts.ask(diary, party, ACCOUNTS, "2024", due=date(2025, 7, 31), clause="8.4")
        acts.ask(diary, party, REPORT, "2025", due=date(2026, 2, 16), clause="8.2")


def _spring(diary: Diary) -> None:
    """Kvalitetskrav followed up at two providers: three brister, each with its own answer."""
    diary.turn_to(date(2025, 1, 20))
    visit = FollowUpId("kvalitetskrav-2025")
    acts.plan(diary, visit, FollowUpMethod.KVALITETSKRAV, "våren 2025", IN_HOUSE, BIRCH)
    diary.turn_to(date(2025, 3, 3))
    acts.begin(diary, visit)
    diary.turn_to(date(2025, 3, 18))
    acts.judge(diary, visit, IN_HOUSE, "k1", Bedömning.INTE_UPPFYLLT, seen="Egenkontroller saknas.")
    acts.judge(diary, visit, IN_HOUSE, "k2", Bedömning.UPPFYLLT, seen="Planerna är aktuella.")
    acts.judge(diary, visit, BIRCH, "k1", Bedömning.DELVIS_UPPFYLLT, seen="En egenkontroll saknas.")
    acts.judge(
        diary, visit, BIRCH, "k3", Bedömning.INTE_UPPFYLLT, seen="41 % registreras i efterhand."
    )

    diary.turn_to(date(2025, 4, 2))
    acts.meet(diary, BIRCH, LINDEN, ELM, matters="Ny mall för egenkontrollen.")
    acts.report(diary, visit, "SN 2025/88", "Tre brister hos två utförare.")
    found: dict[str, Any] = {"by": FollowUpMethod.KVALITETSKRAV, "follow_up": visit}
    minor = acts.finding(Frekvens.LÅG, Konsekvens.LITEN)
    small = acts.finding(Frekvens.SYSTEMATISK, Konsekvens.LITEN)
    grave = acts.finding(Frekvens.SYSTEMATISK, Konsekvens.BETYDANDE)
    acts.establish(
        diary, IN_HOUSE, "2025-1", SELF_CHECKS.id, small, text="Egenkontroller saknas.", **found
    )
    acts.establish(
        diary, BIRCH, "2025-2", TIME_RECORDS.id, grave, text="Tid läggs in efteråt.", **found
    )
    acts.establish(
        diary, BIRCH, "2025-3", SELF_CHECKS.id, minor, text="En egenkontroll saknas.", **found
    )
    for party, name in ((IN_HOUSE, "2025-1"), (BIRCH, "2025-2"), (BIRCH, "2025-3")):
        acts.hear(diary, party, name, reply_by=date(2025, 4, 23))
    diary.turn_to(date(2025, 4, 16))
    acts.receive(diary, IN_HOUSE, CHECK, "tertial 1 2025", "SN 2025/96")
    acts.receive(diary, ELM, CHECK, "tertial 1 2025", "SN 2025/97")
    diary.turn_to(date(2025, 4, 22))
    acts.receive(diary, BIRCH, CHECK, "tertial 1 2025", "SN 2025/99")
    for party, name in ((IN_HOUSE, "2025-1"), (BIRCH, "2025-2"), (BIRCH, "2025-3")):
        acts.answer(diary, party, name, "Utföraren delar bedömningen.")

    diary.turn_to(date(2025, 4, 24))
    diary.decide(
        IN_HOUSE.agreement,
        DeficiencyId("2025-1"),
        "atgardsplan",
        by=CONTROLLER,
        due_on=date(2025, 5, 15),
    )
    diary.decide(
        BIRCH.agreement,
        DeficiencyId("2025-2"),
        "ekonomisk_sanktion",
        by=UNIT_HEAD,
        forms=("vite",),
        amount=Money(amount=Decimal("25000.00")),
        effective_on=date(2025, 5, 2),
        sanction=SanctionId("vite-2025"),
    )
    diary.decide(
        BIRCH.agreement,
        DeficiencyId("2025-3"),
        "papekande",
        by=CONTROLLER,
        text="Egenkontrollen för varje tertial ska dokumenteras.",
    )


def _summer(diary: Diary) -> None:
    """An åtgärdsplan is sent back, then approved; documents come in, some of them late."""
    whole = PlannedMeasure(
        activity="Rutin för egenkontroll", deadline=date(2025, 6, 30), responsible="Siv Påhittén"
    )
    half = PlannedMeasure(activity="Utbilda samordnarna")
    diary.turn_to(date(2025, 5, 6))
    acts.receive(diary, LINDEN, CHECK, "tertial 1 2025", "SN 2025/121")
    diary.turn_to(date(2025, 5, 14))
    own = acts.stream_of(IN_HOUSE, "2025-1")
    role = CONTROLLER.role
    receive, reject = deficiency.receive_åtgärdsplan, deficiency.reject_åtgärdsplan
    facts: dict[str, Any] = {"received_on": diary.today, "dnr": "SN 2025/128"}
    diary.record(own, receive, by=role, measures=(whole, half), **facts)
    diary.turn_to(date(2025, 5, 16))
    diary.record(
        own,
        reject,
        by=role,
        reason="Den andra åtgärden saknar tid och ansvarig.",
        rejected_on=diary.today,
        due_on=date(2025, 5, 30),
    )
    diary.turn_to(date(2025, 5, 28))
    done = PlannedMeasure(
        activity="Utbilda samordnarna", deadline=date(2025, 8, 29), responsible="Siv Påhittén"
    )
    facts = {"received_on": diary.today, "dnr": "SN 2025/139"}
    diary.record(own, receive, by=role, measures=(whole, done), **facts)
    diary.turn_to(date(2025, 6, 2))
    diary.record(own, deficiency.approve_åtgärdsplan, by=role, approved_on=diary.today)
    acts.check_on(diary, IN_HOUSE, "2025-1", date(2025, 9, 15))
    acts.check_on(diary, BIRCH, "2025-2", date(2025, 9, 15))
    acts.check_on(diary, BIRCH, "2025-3", date(2026, 1, 20))
    diary.turn_to(date(2025, 7, 30))
    acts.receive(diary, BIRCH, ACCOUNTS, "2024", "SN 2025/188")
    acts.receive(diary, LINDEN, ACCOUNTS, "2024", "SN 2025/189")
    diary.turn_to(date(2025, 8, 18))
    acts.receive(diary, ELM, ACCOUNTS, "2024", "SN 2025/196")
    diary.turn_to(date(2025, 8, 20))
    for number, party in enumerate(PARTIES, start=201):
        acts.receive(diary, party, CHECK, "tertial 2 2025", f"SN 2025/{number}")


def _autumn(diary: Diary) -> None:
    """Results are followed up; a theme and an unannounced visit find new brister."""
    theme, unannounced = FollowUpId("tema-2025"), FollowUpId("oanmald-2025")
    diary.turn_to(date(2025, 9, 1))
    acts.plan(
        diary,
        theme,
        FollowUpMethod.TEMA,
        "hösten 2025",
        IN_HOUSE,
        BIRCH,
        LINDEN,
        theme="Genomförandeplaner",
    )
    acts.begin(diary, theme)
    diary.turn_to(date(2025, 9, 15))
    acts.passed(diary, IN_HOUSE, "2025-1", "Egenkontroller finns för varje tertial.")
    acts.failed(diary, BIRCH, "2025-2", "38 % registreras fortfarande i efterhand.")
    diary.turn_to(date(2025, 9, 17))
    diary.decide(
        BIRCH.agreement,
        DeficiencyId("2025-2"),
        "avstangning",
        by=DIRECTOR,
        forms=("ickeval", "aktiva_val"),
        effective_on=date(2025, 10, 1),
        sanction=SanctionId("avstangning-2025"),
    )
    diary.turn_to(date(2025, 9, 30))
    acts.judge(
        diary, theme, IN_HOUSE, "k2", Bedömning.INTE_UPPFYLLT, seen="Var tredje plan är gammal."
    )
    acts.judge(diary, theme, BIRCH, "k2", Bedömning.UPPFYLLT, seen="Planerna är aktuella.")
    acts.judge(
        diary, theme, LINDEN, "k2", Bedömning.DELVIS_UPPFYLLT, seen="Enstaka planer är gamla."
    )
    for earlier, verdict, seen in (
        ("2025-2", Bedömning.INTE_UPPFYLLT, "Tid läggs fortfarande in i efterhand."),
        ("2025-3", Bedömning.UPPFYLLT, "Egenkontrollen för tertial 2 är dokumenterad."),
    ):
        acts.look_back(diary, theme, BIRCH, earlier, verdict, seen=seen)
    diary.turn_to(date(2025, 10, 10))
    acts.report(diary, theme, "SN 2025/251", "Genomförandeplaner hos tre utförare.")
    grave = acts.finding(Frekvens.SYSTEMATISK, Konsekvens.BETYDANDE)
    minor = acts.finding(Frekvens.LÅG, Konsekvens.INGEN)
    found: dict[str, Any] = {"by": FollowUpMethod.TEMA, "follow_up": theme}
    acts.establish(diary, IN_HOUSE, "2025-4", CARE_PLANS.id, grave, text="Gamla planer.", **found)
    acts.establish(
        diary, LINDEN, "2025-5", CARE_PLANS.id, minor, text="Enstaka gamla planer.", **found
    )
    acts.hear(diary, IN_HOUSE, "2025-4", reply_by=date(2025, 10, 24))
    acts.hear(diary, LINDEN, "2025-5", reply_by=date(2025, 10, 24))
    diary.turn_to(date(2025, 10, 20))
    acts.plan(diary, unannounced, FollowUpMethod.OANMÄLD, "oktober 2025", ELM, is_announced=False)
    acts.begin(diary, unannounced)
    acts.judge(
        diary, unannounced, ELM, "k4", Bedömning.INTE_UPPFYLLT, seen="Två av fem pass obemannade."
    )
    diary.turn_to(date(2025, 10, 23))
    acts.answer(diary, IN_HOUSE, "2025-4", "Hemtjänsten vill börja med en plan.")
    acts.answer(diary, LINDEN, "2025-5", "Planerna är uppdaterade.")
    diary.turn_to(date(2025, 10, 27))
    diary.decide(
        IN_HOUSE.agreement,
        DeficiencyId("2025-4"),
        "atgardsplan",
        by=UNIT_HEAD,
        motivation="Orsakerna behöver klarläggas innan ett prisavdrag kan bestämmas.",
        due_on=date(2025, 11, 24),
    )
    diary.decide(
        LINDEN.agreement,
        DeficiencyId("2025-5"),
        None,
        by=UNIT_HEAD,
        motivation="Planerna var uppdaterade innan beslutet; ett påpekande tillför inget.",
    )
    acts.check_on(diary, LINDEN, "2025-5", date(2026, 2, 10))
    diary.turn_to(date(2025, 10, 28))
    acts.fulfil(diary, PLAN, "rapport_namnd:2025", "SN 2025/271")
    acts.report(diary, unannounced, "SN 2025/270", "Bemanningen följer inte planen.")
    found = {"by": FollowUpMethod.OANMÄLD, "follow_up": unannounced}
    acts.establish(diary, ELM, "2025-6", STAFFING.id, grave, text="Pass saknar bemanning.", **found)
    acts.hear(diary, ELM, "2025-6", reply_by=date(2025, 11, 12))


def _winter(diary: Diary) -> None:
    """A suspension ends, a choice is stopped, and a brist is left without action."""
    diary.turn_to(date(2025, 11, 11))
    acts.answer(diary, ELM, "2025-6", "Sjukfrånvaron var hög.")
    diary.turn_to(date(2025, 11, 13))
    vite: dict[str, Any] = {
        "forms": ("vite",),
        "amount": Money(amount=Decimal("100000.00")),
        "sanction": SanctionId("vite-2025"),
    }
    staffing = DeficiencyId("2025-6")
    # More than her delegation covers; the director may.
    diary.decide(ELM.agreement, staffing, "ekonomisk_sanktion", by=UNIT_HEAD, **vite)
    diary.decide(ELM.agreement, staffing, "ekonomisk_sanktion", by=DIRECTOR, **vite)
    diary.turn_to(date(2025, 11, 19))
    acts.receive(diary, BIRCH, CHECK, "tertial 3 2025", "SN 2025/290")
    acts.receive(diary, ELM, CHECK, "tertial 3 2025", "SN 2025/291")
    diary.turn_to(date(2025, 11, 24))
    acts.receive(diary, IN_HOUSE, CHECK, "tertial 3 2025", "SN 2025/295")
    diary.turn_to(date(2025, 11, 26))
    acts.passed(diary, BIRCH, "2025-2", "4 % registreras i efterhand.")
    diary.lift(
        BIRCH.agreement,
        SanctionId("avstangning-2025"),
        by=DIRECTOR,
        motivation="Resultatuppföljningen visar att kravet är uppfyllt.",
    )
    diary.turn_to(date(2025, 12, 10))
    acts.failed(diary, ELM, "2025-6", "Ett av fem pass är fortfarande obemannat.")
    diary.turn_to(date(2025, 12, 11))
    suspension: dict[str, Any] = {"forms": ("ickeval",), "sanction": SanctionId("avst-2025")}
    diary.decide(ELM.agreement, staffing, "avstangning", by=DIRECTOR, **suspension)
    diary.turn_to(date(2025, 12, 15))
    acts.establish(
        diary,
        LINDEN,
        "2025-7",
        SELF_CHECKS.id,
        acts.finding(Frekvens.SYSTEMATISK, Konsekvens.LITEN),
        text="Egenkontrollen har kommit sent eller inte alls.",
        by=FollowUpMethod.LÖPANDE,
    )
    diary.turn_to(date(2025, 12, 16))
    coming = FollowUpId("kvalitetskrav-2026")
    acts.plan(diary, coming, FollowUpMethod.KVALITETSKRAV, "våren 2026", LINDEN, ELM)
