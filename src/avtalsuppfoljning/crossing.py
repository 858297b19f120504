"""What must hold between streams when an event is recorded.

A stream knows only itself; what an event says of another stream is checked here, against the
states of the same moment.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from avtalsuppfoljning.agreement import Agreement, AgreementSigned, AgreementSucceeded
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    Deficiency,
    DeficiencyEstablished,
    PåpekandeIssued,
    RättelseDemanded,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.follow_up import (
    AvtalsbristAssessed,
    EarlierDeficiencyJudged,
    FollowUp,
    FollowUpCompleted,
    FollowUpPlanned,
    HändelsestyrdFollowUpProposed,
    PlatsbesökMade,
    RequirementAssessed,
    SignalKind,
    SignalReceived,
)
from avtalsuppfoljning.guidelines import Guideline, parse_once
from avtalsuppfoljning.policy import Days, DecidedAmount, try_accrual, try_caps
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import (
    Event,
    agreement_stream,
    follow_up_stream,
    kind_of,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.sanction import Sanction, SanctionDecided, ViteAccrued
from avtalsuppfoljning.steering import (
    FördelningDecided,
    InformationSent,
    Steering,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.terms import Driftsform, Money, StreamId


class Look(Protocol):
    """Where other streams are looked at."""

    def state(self, stream: StreamId, /) -> Any:
        """The state of a stream at this moment."""
        ...

    def within(self, agreement: StreamId, /) -> Sequence[StreamId]:
        """The streams of the deficiencies within an agreement."""
        ...

    def agreements_of(self, provider: StreamId, /) -> Sequence[StreamId]:
        """The streams of a provider's agreements."""
        ...


def check(stream: StreamId, event: Event, look: Look) -> None:
    """Refuse an event that other streams contradict; most events concern their own only."""
    match event:
        case AgreementSigned():
            _check_provider(event, look)
        case AgreementSucceeded():
            _check_successor(stream, event, look)
        case DeficiencyEstablished():
            _check_deficiency(stream, event, look)
        case (
            PåpekandeIssued()
            | RättelseDemanded()
            | ÅtgärdsplanRequested()
            | SanctionDecided()
            | AbstentionDecided()
        ):
            _check_bound(stream, event.ruling.choice.decided_on, look)
        case FollowUpPlanned() | HändelsestyrdFollowUpProposed():
            for target in event.targets:
                _check_target(target, look)
        case RequirementAssessed():
            agreement = _target(agreement_stream(event.agreement), stream, look)
            _check_requirement(agreement, event.requirement)
        case AvtalsbristAssessed() | PlatsbesökMade():
            _target(agreement_stream(event.agreement), stream, look)
        case SignalReceived():
            _check_signal(stream, event, look)
        case EarlierDeficiencyJudged():
            _check_earlier(stream, event, look)
        case FollowUpCompleted():
            _check_verdicts(stream, look)
        case InformationSent():
            for recipient in event.recipients:
                _check_target(provider_stream(recipient), look)
        case FördelningDecided():
            for share in event.shares:
                _signed(agreement_stream(share.agreement), look)
        case UppföljningsplanAdopted() | UppföljningsplanRevised():
            named = {each.agreement for each in event.posts}
            named |= {each.agreement for each in event.as_written}
            for own in sorted(filter(None, named)):
                _signed(agreement_stream(own), look)
        case _:
            pass
    if isinstance(event, SanctionDecided | ViteAccrued):
        _check_caps(stream, event, look)


# ── agreements and deficiencies ──


def _check_provider(event: AgreementSigned, look: Look) -> None:
    provider = look.state(provider_stream(event.provider))
    if not isinstance(provider, Provider) or provider.registered is None:
        raise DecisionRefusedError(
            f"the provider {event.provider!r} is not registered",
            "register it first",
            code="utforare_saknas",
        )
    if provider.registered.driftsform is not event.driftsform:
        raise DecisionRefusedError(
            f"the agreement says {event.driftsform.value}, the provider "
            f"{provider.registered.driftsform.value}",
            "let the agreement have the provider's driftsform",
            code="annan_driftsform",
        )


def _check_successor(stream: StreamId, event: AgreementSucceeded, look: Look) -> None:
    successor = agreement_stream(event.successor)
    if successor == stream:
        raise InvalidValueError(
            f"{stream} does not succeed itself", "name the agreement that took over"
        )
    _signed(successor, look)


def _check_deficiency(stream: StreamId, event: DeficiencyEstablished, look: Look) -> None:
    agreement = _signed(StreamId(stream.partition("/")[0]), look)
    _check_requirement(agreement, event.requirement)
    if event.follow_up is None:
        return
    follow_up = look.state(follow_up_stream(event.follow_up))
    if not isinstance(follow_up, FollowUp) or follow_up.opened_on is None:
        raise DecisionRefusedError(
            f"the follow-up {event.follow_up!r} has not been opened",
            "open it first, or leave it out",
            code="uppfoljning_ej_oppen",
        )
    _target(StreamId(stream.partition("/")[0]), follow_up_stream(event.follow_up), look)


def _check_bound(stream: StreamId, decided_on: date, look: Look) -> None:
    """Nobody decides by an agreement that binds nobody yet.

    Some are signed after they have begun, and what is signed binds before it begins: the earlier
    of the two days counts. What an agreement that has ended still permits, its guideline says.
    """
    agreement = _signed(StreamId(stream.partition("/")[0]), look)
    bound_on = min(agreement.signed_on, agreement.starts_on)
    if decided_on < bound_on:
        raise DecisionRefusedError(
            f"the decision is dated {decided_on}, and the agreement {agreement.dnr} was signed on "
            f"{agreement.signed_on} and starts on {agreement.starts_on}",
            f"date it {bound_on} or later, or record it with the agreement that applied that day",
            code="avtal_ej_borjat",
        )


def _check_caps(stream: StreamId, event: SanctionDecided | ViteAccrued, look: Look) -> None:
    """All that is owed for one deficiency is within the tariffs and caps of the guideline.

    Whatever day each amount is of: a decision that is dated before another counts beside it too.
    """
    state = look.state(stream)
    assert isinstance(state, Sanction)
    decided = event if isinstance(event, SanctionDecided) else state.decided
    assert decided is not None
    guideline = _guideline_of(stream, decided, look)
    if guideline is None or not any(each.measure == decided.measure for each in guideline.tariffs):
        return
    others = _other_amounts(stream, decided, look)
    choice = decided.ruling.choice
    if isinstance(event, ViteAccrued):
        accrued = (*state.accrued, event)
        objections = try_accrual(
            choice,
            guideline,
            others,
            periods=tuple(Days(first=each.first_day, last=each.last_day) for each in accrued),
            units=sum(each.units for each in accrued),
            amount=Money(amount=sum((each.amount.amount for each in accrued), Decimal(0))),
        )
    else:
        objections = try_caps(choice, guideline, others)
    if objections:
        raise DecisionRefusedError(
            "; ".join(each.text for each in objections),
            "record what the tariff comes to, up to the cap, or lift another decision first",
            code=objections[0].code,
            citations=tuple(dict.fromkeys(c for each in objections for c in each.citations)),
        )


def _guideline_of(stream: StreamId, decided: SanctionDecided, look: Look) -> Guideline | None:
    """The guideline that a sanction was decided under, as the nämnd has adopted it."""
    agreement = _signed(StreamId(stream.partition("/")[0]), look)
    steering = look.state(steering_stream(agreement.steering))
    assert isinstance(steering, Steering)
    by = decided.ruling.assessment.guideline
    for adopted in reversed(steering.guidelines):
        if (adopted.id, adopted.version) == (by.id, by.version):
            return parse_once(adopted.text)
    return None


def _other_amounts(
    stream: StreamId, decided: SanctionDecided, look: Look
) -> tuple[DecidedAmount, ...]:
    """What every other sanction for the same deficiency comes to, as far as is recorded."""
    within = StreamId(stream.partition("/")[0])
    matter = look.state(StreamId(f"{within}/deficiency:{decided.deficiency}"))
    assert isinstance(matter, Deficiency)
    others = [
        look.state(other)
        for other in (StreamId(f"{within}/sanction:{id_}") for id_ in matter.sanctions)
        if other != stream
    ]
    return tuple(filter(None, (each.counted_on(date.max) for each in others)))


def _signed(stream: StreamId, look: Look) -> AgreementSigned:
    agreement = look.state(stream)
    if not isinstance(agreement, Agreement) or agreement.signed is None:
        raise DecisionRefusedError(
            f"there is no {stream}", "sign the agreement first", code="avtal_saknas"
        )
    return agreement.signed


def _check_requirement(agreement: AgreementSigned, requirement: str) -> None:
    if all(known.id != requirement for known in agreement.requirements):
        raise DecisionRefusedError(
            f"the agreement {agreement.dnr} has no requirement {requirement!r}",
            "choose one of " + (", ".join(r.id for r in agreement.requirements) or "none"),
            code="krav_saknas",
        )


# ── follow-ups ──


def _check_target(target: StreamId, look: Look) -> None:
    match look.state(target):
        case Provider(registered=None) | Agreement(signed=None):
            raise DecisionRefusedError(
                f"there is no {target}", "register or sign it first", code="mal_saknas"
            )
        case Provider() | Agreement():
            return
        case _:
            raise DecisionRefusedError(
                f"{target} cannot be followed up",
                "name streams of providers and agreements",
                code="fel_mal",
            )


def _targets(stream: StreamId, look: Look) -> tuple[StreamId, ...]:
    follow_up = look.state(stream)
    if isinstance(follow_up, FollowUp) and follow_up.planned is not None:
        return follow_up.planned.targets
    return ()


def _target(target: StreamId, stream: StreamId, look: Look) -> AgreementSigned:
    """The agreement, if the follow-up has it or its provider among its targets."""
    targets = _targets(stream, look)
    agreement = _signed(target, look)
    if target not in targets and provider_stream(agreement.provider) not in targets:
        raise DecisionRefusedError(
            f"{target} is no target of the follow-up",
            "plan a follow-up that names it",
            code="ej_mal_for_uppfoljningen",
        )
    return agreement


def _check_signal(stream: StreamId, event: SignalReceived, look: Look) -> None:
    agreement = _target(agreement_stream(event.agreement), stream, look)
    external = agreement.driftsform is not Driftsform.EGEN_REGI
    if event.kind is SignalKind.OEGENTLIGHET and external:
        raise DecisionRefusedError(
            "an irregularity at an external provider is not investigated by the municipality",
            "report it to the right authority: provider.report_oegentlighet",
            code="oegentlighet_utreds_ej",
            citations=(Citation(document="ÄON 18/005", section="2.3"),),
        )


def _check_earlier(stream: StreamId, event: EarlierDeficiencyJudged, look: Look) -> None:
    is_deficiency = kind_of(event.deficiency).name == "deficiency"
    state = look.state(event.deficiency) if is_deficiency else None
    if not isinstance(state, Deficiency) or state.established is None:
        raise DecisionRefusedError(
            f"there is no deficiency {event.deficiency}", "check its id", code="brist_saknas"
        )
    _target(StreamId(event.deficiency.partition("/")[0]), stream, look)


def _check_verdicts(stream: StreamId, look: Look) -> None:
    """What was demanded earlier is followed up too, before the follow-up is closed."""
    follow_up = look.state(stream)
    assert isinstance(follow_up, FollowUp)
    own = stream.partition(":")[2]
    for deficiency in _deficiencies(stream, look):
        state = look.state(deficiency)
        assert isinstance(state, Deficiency)
        assert state.established is not None
        is_open = state.remedied_on is None and state.established.finding.is_avtalsbrist
        is_own = state.established.follow_up == own
        if is_open and not is_own and deficiency not in follow_up.judged_deficiencies:
            raise DecisionRefusedError(
                f"the open deficiency {deficiency} has got no verdict",
                "judge what has been done about it: follow_up.judge_earlier_deficiency",
                code="tidigare_brist_obedomd",
            )


def _deficiencies(stream: StreamId, look: Look) -> Iterator[StreamId]:
    """Every deficiency of the targets; a provider has those of all its agreements."""
    for target in _targets(stream, look):
        is_provider = kind_of(target).name == "provider"
        for agreement in look.agreements_of(target) if is_provider else (target,):
            yield from look.within(agreement)
