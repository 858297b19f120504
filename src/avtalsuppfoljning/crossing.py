"""What must hold between streams when an event is recorded.

A stream knows only itself; what an event says of another stream is checked here, against the
states of the same moment.
"""

from collections.abc import Callable

from avtalsuppfoljning.agreement import Agreement, AgreementSigned
from avtalsuppfoljning.deficiency import DeficiencyEstablished
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.follow_up import FollowUp, FollowUpPlanned, RequirementAssessed
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import (
    Event,
    State,
    agreement_stream,
    follow_up_stream,
    provider_stream,
)
from avtalsuppfoljning.terms import StreamId

Load = Callable[[StreamId], State]


def check(stream: StreamId, event: Event, load: Load) -> None:
    """Refuse an event that other streams contradict; most events concern their own only."""
    match event:
        case AgreementSigned():
            _check_provider(event, load)
        case DeficiencyEstablished():
            agreement = _signed(StreamId(stream.partition("/")[0]), load)
            _check_requirement(agreement, event.requirement)
            if event.follow_up is not None:
                follow_up = load(follow_up_stream(event.follow_up))
                if not isinstance(follow_up, FollowUp) or follow_up.opened_on is None:
                    raise DecisionRefusedError(
                        f"the follow-up {event.follow_up!r} has not been opened",
                        "open it first, or leave it out",
                        code="uppfoljning_ej_oppen",
                    )
        case FollowUpPlanned():
            for target in event.targets:
                _check_target(target, load)
        case RequirementAssessed():
            target = agreement_stream(event.agreement)
            targets = _targets(load(stream))
            agreement = _signed(target, load)
            if target not in targets and provider_stream(agreement.provider) not in targets:
                raise DecisionRefusedError(
                    f"the agreement {event.agreement!r} is no target of the follow-up",
                    "plan a follow-up that names it",
                    code="ej_mal_for_uppfoljningen",
                )
            _check_requirement(agreement, event.requirement)
        case _:
            pass


def _targets(state: State) -> tuple[StreamId, ...]:
    if isinstance(state, FollowUp) and state.planned is not None:
        return state.planned.targets
    return ()


def _check_provider(event: AgreementSigned, load: Load) -> None:
    provider = load(provider_stream(event.provider))
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


def _check_target(target: StreamId, load: Load) -> None:
    match load(target):
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


def _signed(stream: StreamId, load: Load) -> AgreementSigned:
    agreement = load(stream)
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
