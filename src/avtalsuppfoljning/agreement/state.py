"""What later decisions read of an agreement."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import attrs

from avtalsuppfoljning.agreement.events import (
    AgreementEndDateCorrected,
    AgreementEnded,
    AgreementSigned,
    AgreementSucceeded,
    Event,
    Noted,
    ObligationExcused,
    ObligationFulfilled,
    ObligationsEstablished,
    PlanningTermsAgreed,
    SubmissionApproved,
    SubmissionReceived,
    SubmissionRequested,
    SubmissionSentBack,
    Terms,
    TermsAmended,
    UppsägningGiven,
    ÅterkravRaised,
    ÅterkravSettled,
)
from avtalsuppfoljning.agreement.events_reported import (
    AvvikelserReported,
    EducationReported,
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    PriceAgreed,
    RegisterParticipationRecorded,
    StaffReported,
    StatisticsReceived,
    TillsynsrapporterReported,
)
from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.planned import Kept, after, established


@folded
class Claim:
    """One återkrav."""

    raised: ÅterkravRaised
    settled: ÅterkravSettled | None = None


@folded
class Agreement:
    """An agreement, as far as decisions go."""

    signed: AgreementSigned | None = None
    corrected: AgreementEndDateCorrected | None = None
    amended: tuple[TermsAmended, ...] = ()
    notices: tuple[UppsägningGiven, ...] = ()
    ended: AgreementEnded | None = None
    succeeded: AgreementSucceeded | None = None
    requested: tuple[SubmissionRequested, ...] = ()
    received: tuple[SubmissionReceived, ...] = ()
    approved: tuple[SubmissionApproved, ...] = ()
    sent_back: tuple[SubmissionSentBack, ...] = ()
    obligations: Kept = attrs.field(factory=dict)
    """What is planned and in force, by id."""
    claims: Mapping[str, Claim] = attrs.field(factory=dict)
    noted: tuple[Noted, ...] = ()

    def submission_of(self, request: SubmissionRequested) -> SubmissionReceived | None:
        """The document that answers a request: of several, the one that was registered first.

        What has been sent back answers nothing; what is registered later answers, even in the
        same matter, under the same dnr.
        """
        answers = (
            received
            for received in self.received
            if key(received) == key(request) and not self._is_sent_back(received)
        )
        return min(answers, key=lambda received: received.registered_on, default=None)

    def _is_sent_back(self, received: SubmissionReceived) -> bool:
        return any(
            (key(sent), sent.dnr) == (key(received), received.dnr)
            and received.registered_on <= sent.sent_back_on
            for sent in self.sent_back
        )

    def terms_on(self, on: date) -> Terms:
        """The sanctions that the agreement regulates on a day, amendments included.

        Of amendments that apply from the same day, the one that was agreed last counts.
        """
        assert self.signed is not None, "an agreement has terms once it is signed"
        applying = [amended for amended in reversed(self.amended) if amended.applies_from <= on]
        order = lambda amended: (amended.applies_from, amended.amended_on)  # noqa: E731
        latest = max(applying, key=order, default=None)
        return self.signed.terms if latest is None else latest.terms

    @property
    def ends_on(self) -> date | None:
        """The last day: by its end, else by the earliest notice, else as signed or corrected."""
        if self.ended is not None:
            return self.ended.ended_on
        known = [notice.ends_on for notice in self.notices]
        written = self.corrected or self.signed
        if written is not None and written.ends_on is not None:
            known.append(written.ends_on)
        return min(known, default=None)

    @property
    def has_impossible_end(self) -> bool:
        """Its end is a day that does not exist, and nobody has said which day is meant."""
        signed = self.signed
        return signed is not None and signed.ends_as_written is not None and self.corrected is None


INITIAL = Agreement()


def evolve(state: Agreement, event: Event, /) -> Agreement:
    """The state after one more event."""
    match event:
        case AgreementSigned():
            return renewed(state, signed=event)
        case AgreementEndDateCorrected():
            return renewed(state, corrected=event)
        case TermsAmended():
            return renewed(state, amended=(*state.amended, event))
        case UppsägningGiven():
            return renewed(state, notices=(*state.notices, event))
        case AgreementEnded():
            return renewed(state, ended=event)
        case AgreementSucceeded():
            return renewed(state, succeeded=event)
        case SubmissionRequested():
            return renewed(state, requested=(*state.requested, event))
        case SubmissionReceived():
            return renewed(state, received=(*state.received, event))
        case SubmissionApproved():
            return renewed(state, approved=(*state.approved, event))
        case SubmissionSentBack():
            return renewed(state, sent_back=(*state.sent_back, event))
        case ObligationsEstablished():
            kept = established(state.obligations, event.plan, event.posts, event.superseded)
            return renewed(state, obligations=kept)
        case ObligationFulfilled():
            done = {"fulfilled_on": event.fulfilled_on, "dnr": event.dnr}
            kept = after(state.obligations, event.obligation, **done)
            return renewed(state, obligations=kept)
        case ObligationExcused():
            kept = after(state.obligations, event.obligation, excuse=event.excuse)
            return renewed(state, obligations=kept)
        case ÅterkravRaised():
            return renewed(state, claims={**state.claims, event.claim: Claim(event)})
        case ÅterkravSettled():
            settled = renewed(state.claims[event.claim], settled=event)
            return renewed(state, claims={**state.claims, event.claim: settled})
        case (
            AvvikelserReported()
            | TillsynsrapporterReported()
            | StaffReported()
            | EducationReported()
            | RegisterParticipationRecorded()
            | StatisticsReceived()
            | ManuellTidsandelMeasured()
            | ManuellTidsandelStated()
            | FakturakontrollMade()
            | PriceAgreed()
            | PlanningTermsAgreed()
        ):
            return renewed(state, noted=(*state.noted, event))
        case _:
            assert_never(event)


def key(
    submission: SubmissionRequested | SubmissionReceived | SubmissionSentBack,
) -> tuple[str, str]:
    """What a request, its answer and the verdict on that have in common."""
    return submission.document, submission.period.text
