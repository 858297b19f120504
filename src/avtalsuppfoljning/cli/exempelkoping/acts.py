"""What is done over and over in the year, each act in the words of the story."""

from datetime import date

from avtalsuppfoljning import agreement, deficiency, follow_up, provider, steering
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.cli.exempelkoping.diary import Diary
from avtalsuppfoljning.cli.exempelkoping.municipality import (
    ADMINISTRATOR,
    COMMITTEE,
    CONTROLLER,
    PLAN_DNR,
    REGISTRATOR,
    Party,
)
from avtalsuppfoljning.planned import PlannedPost, period_named
from avtalsuppfoljning.policy import Consequences, Finding
from avtalsuppfoljning.provider import MeetingHeld, MeetingKind
from avtalsuppfoljning.recorded import (
    agreement_stream,
    deficiency_stream,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.schedule import Binding, Obligor, PostKind, Precision, Roll
from avtalsuppfoljning.terms import (
    Bedömning,
    DeficiencyId,
    DocumentKind,
    FollowUpId,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    Period,
    StreamId,
)

# ── documents ──


def ask(
    diary: Diary, party: Party, document: DocumentKind, period: str, *, due: date, clause: str
) -> None:
    """Ask for a document by a day that the agreement names."""
    diary.record(
        agreement_stream(party.agreement),
        agreement.request_submission,
        by=ADMINISTRATOR,
        document=document,
        period=Period(text=period),
        due_on=due,
        source=Citation(document=party.dnr, section=f"punkt {clause}"),
    )


def receive(diary: Diary, party: Party, document: DocumentKind, period: str, dnr: str) -> None:
    """A document comes in, and is entered in the diary the same day."""
    diary.record(
        agreement_stream(party.agreement),
        agreement.receive_submission,
        by=ADMINISTRATOR,
        document=document,
        period=Period(text=period),
        received_on=diary.today,
        registered_on=diary.today,
        dnr=dnr,
    )


# ── what is planned ──


def a_post(
    what: str, kind: PostKind, year: int, *, due: date, times: int = 1, section: str
) -> PlannedPost:
    """Something the municipality is to do by the end of a month."""
    return PlannedPost(
        id=f"{what}:{year}",
        what=what,
        kind=kind,
        about=period_named(str(year)),
        due_on=due,
        precision=Precision.MÅNAD,
        obligor=Obligor.KOMMUNEN,
        binding=Binding.STYRDOKUMENT,
        roll=Roll.INGEN,
        at_least=times,
        at_most=times,
        citations=(Citation(document=PLAN_DNR, section=section),),
    )


def adopt_plan(diary: Diary, name: str, *posts: PlannedPost) -> None:
    """The nämnd adopts its plan for the year."""
    diary.record(
        steering_stream(COMMITTEE),
        steering.adopt_uppföljningsplan,
        by=REGISTRATOR,
        plan=name,
        period=period_named(name),
        adopted_by="Socialnämnden",
        content="Två samverkansmöten och en rapport till nämnden.",
        dnr=PLAN_DNR,
        adopted_on=date(2024, 12, 17),
        posts=posts,
    )


def meet(diary: Diary, *parties: Party, matters: str) -> None:
    """Meet private providers about what concerns them all."""
    for party in parties:
        diary.record(
            provider_stream(party.provider),
            provider.note,
            by=ADMINISTRATOR,
            fact=MeetingHeld(kind=MeetingKind.SAMVERKANSMÖTE, held_on=diary.today, matters=matters),
        )


def fulfil(diary: Diary, plan: str, post: str, dnr: str) -> None:
    """Do today what the plan asks for."""
    facts = {"plan": plan, "post": post, "fulfilled_on": diary.today, "dnr": dnr}
    diary.record(steering_stream(COMMITTEE), steering.fulfil_plan_post, by=REGISTRATOR, **facts)


# ── follow-ups ──


def plan(
    diary: Diary,
    id: FollowUpId,  # noqa: A002
    method: FollowUpMethod,
    period: str,
    *parties: Party,
    theme: str | None = None,
    is_announced: bool = True,
) -> None:
    """Enter a follow-up in the plan; a theme is decided by the nämnd."""
    diary.record(
        follow_up_stream(id),
        follow_up.plan,
        by=CONTROLLER.role,
        method=method,
        targets=tuple(agreement_stream(party.agreement) for party in parties),
        planned_for=Period(text=period),
        planned_on=diary.today,
        theme=theme,
        decided_by=None if theme is None else "Socialnämnden",
        responsible=CONTROLLER.role,
        is_announced=is_announced,
    )


def begin(diary: Diary, id: FollowUpId) -> None:  # noqa: A002
    """Begin the work."""
    stream = follow_up_stream(id)
    diary.record(stream, follow_up.open_, by=CONTROLLER.role, opened_on=diary.today)


def judge(
    diary: Diary,
    id: FollowUpId,  # noqa: A002
    party: Party,
    requirement: str,
    verdict: Bedömning,
    *,
    seen: str,
) -> None:
    """Give one requirement its verdict."""
    diary.record(
        follow_up_stream(id),
        follow_up.assess_requirement,
        by=CONTROLLER.role,
        agreement=party.agreement,
        requirement=requirement,
        verdict=verdict,
        observation=seen,
        assessed_on=diary.today,
    )


def look_back(
    diary: Diary,
    id: FollowUpId,  # noqa: A002
    party: Party,
    earlier: str,
    verdict: Bedömning,
    *,
    seen: str,
) -> None:
    """Say of a brist that was found earlier what has been done about it."""
    diary.record(
        follow_up_stream(id),
        follow_up.judge_earlier_deficiency,
        by=CONTROLLER.role,
        deficiency=stream_of(party, earlier),
        verdict=verdict,
        observation=seen,
        judged_on=diary.today,
    )


def report(diary: Diary, id: FollowUpId, dnr: str, summary: str) -> None:  # noqa: A002
    """Finish the report, and with it the follow-up."""
    stream, role = follow_up_stream(id), CONTROLLER.role
    facts = {"dnr": dnr, "summary": summary}
    diary.record(stream, follow_up.complete_report, by=role, completed_on=diary.today, **facts)
    diary.record(stream, follow_up.complete, by=role, completed_on=diary.today)


# ── deficiencies ──


def finding(frequency: Frekvens, individual: Konsekvens) -> Finding:
    """An avtalsbrist whose consequence is for the individual."""
    none = Konsekvens.INGEN
    return Finding(
        is_avtalsbrist=True,
        frequency=frequency,
        consequences=Consequences(individual=individual, municipality=none, provider=none),
    )


def stream_of(party: Party, id: str) -> StreamId:  # noqa: A002
    """The stream of a deficiency."""
    return deficiency_stream(party.agreement, DeficiencyId(id))


def establish(
    diary: Diary,
    party: Party,
    id: str,  # noqa: A002
    requirement: str,
    found: Finding,
    *,
    text: str,
    by: FollowUpMethod,
    follow_up: FollowUpId | None = None,
) -> None:
    """Record what an investigation arrived at."""
    diary.record(
        stream_of(party, id),
        deficiency.establish,
        by=CONTROLLER.role,
        requirement=requirement,
        found_by=by,
        follow_up=follow_up,
        description=text,
        finding=found,
        established_on=diary.today,
    )


def hear(diary: Diary, party: Party, id: str, *, reply_by: date) -> None:  # noqa: A002
    """Ask the provider what it says."""
    diary.record(
        stream_of(party, id),
        deficiency.send_kommunicering,
        by=CONTROLLER.role,
        sent_on=diary.today,
        reply_by=reply_by,
    )


def answer(diary: Diary, party: Party, id: str, text: str) -> None:  # noqa: A002
    """The provider answers."""
    stream, role = stream_of(party, id), CONTROLLER.role
    facts = {"answered_on": diary.today, "answer": text}
    diary.record(stream, deficiency.answer_kommunicering, by=role, **facts)


def check_on(diary: Diary, party: Party, id: str, day: date) -> None:  # noqa: A002
    """Set a day for the resultatuppföljning."""
    stream, role = stream_of(party, id), CONTROLLER.role
    facts = {"planned_for": day, "planned_on": diary.today}
    diary.record(stream, deficiency.plan_resultatuppföljning, by=role, **facts)


def passed(diary: Diary, party: Party, id: str, observation: str) -> None:  # noqa: A002
    """The requirement is met, and the deficiency closed."""
    stream, role, day = stream_of(party, id), CONTROLLER.role, diary.today
    facts = {"observation": observation, "passed_on": day}
    diary.record(stream, deficiency.pass_resultatuppföljning, by=role, **facts)
    diary.record(stream, deficiency.remedy, by=role, remedied_on=day)


def failed(diary: Diary, party: Party, id: str, observation: str) -> None:  # noqa: A002
    """The deficiency remains."""
    stream, role = stream_of(party, id), CONTROLLER.role
    facts = {"observation": observation, "failed_on": diary.today}
    diary.record(stream, deficiency.fail_resultatuppföljning, by=role, **facts)
