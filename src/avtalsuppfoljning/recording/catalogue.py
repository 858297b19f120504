"""Which stored name means which event, and how events become bytes and come back.

The database never decides what gets imported: a row names an event, this table says which class
that is. A name is the class name folded to ASCII in kebab case; a changed event gets a new
version, and what was stored under the old one is still read.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec

from avtalsuppfoljning import agreement, deficiency, follow_up, provider, sanction, steering
from avtalsuppfoljning.errors import InvalidValueError, UnknownEventError
from avtalsuppfoljning.recorded import Entry

NAMES: Final[Mapping[type, str]] = MappingProxyType(
    {
        provider.ProviderRegistered: "provider-registered@1",
        provider.ApplicationReceived: "application-received@1",
        provider.ApplicationRequirementAssessed: "application-requirement-assessed@1",
        provider.ApplicationAccepted: "application-accepted@1",
        provider.ApplicationRejected: "application-rejected@1",
        provider.OegentlighetReported: "oegentlighet-reported@1",
        provider.TillståndDecisionReceived: "tillstand-decision-received@1",
        provider.TillståndChecked: "tillstand-checked@1",
        provider.SkattekontrollReceived: "skattekontroll-received@1",
        provider.MeetingHeld: "meeting-held@1",
        agreement.AgreementSigned: "agreement-signed@1",
        agreement.AgreementEndDateCorrected: "agreement-end-date-corrected@1",
        agreement.TermsAmended: "terms-amended@1",
        agreement.UppsägningGiven: "uppsagning-given@1",
        agreement.AgreementEnded: "agreement-ended@1",
        agreement.AgreementSucceeded: "agreement-succeeded@1",
        agreement.SubmissionRequested: "submission-requested@1",
        agreement.SubmissionReceived: "submission-received@1",
        agreement.SubmissionApproved: "submission-approved@1",
        agreement.SubmissionSentBack: "submission-sent-back@1",
        agreement.ÅterkravRaised: "aterkrav-raised@1",
        agreement.ÅterkravSettled: "aterkrav-settled@1",
        agreement.AvvikelserReported: "avvikelser-reported@1",
        agreement.TillsynsrapporterReported: "tillsynsrapporter-reported@1",
        agreement.StaffReported: "staff-reported@1",
        agreement.EducationReported: "education-reported@1",
        agreement.RegisterParticipationRecorded: "register-participation-recorded@1",
        agreement.StatisticsReceived: "statistics-received@1",
        agreement.ManuellTidsandelMeasured: "manuell-tidsandel-measured@1",
        agreement.ManuellTidsandelStated: "manuell-tidsandel-stated@1",
        agreement.FakturakontrollMade: "fakturakontroll-made@1",
        agreement.PriceAgreed: "price-agreed@1",
        follow_up.HändelsestyrdFollowUpProposed: "handelsestyrd-follow-up-proposed@1",
        follow_up.ProposalDeclined: "proposal-declined@1",
        follow_up.FollowUpPlanned: "follow-up-planned@1",
        follow_up.FollowUpOpened: "follow-up-opened@1",
        follow_up.SignalReceived: "signal-received@1",
        follow_up.AvtalsbristAssessed: "avtalsbrist-assessed@1",
        follow_up.MedicinsktAnsvarigTookPart: "medicinskt-ansvarig-took-part@1",
        follow_up.MedicinsktAnsvarigExcepted: "medicinskt-ansvarig-excepted@1",
        follow_up.StickprovTaken: "stickprov-taken@1",
        follow_up.RequirementAssessed: "requirement-assessed@1",
        follow_up.EarlierDeficiencyJudged: "earlier-deficiency-judged@1",
        follow_up.FaktagranskningSent: "faktagranskning-sent@1",
        follow_up.FaktagranskningAnswered: "faktagranskning-answered@1",
        follow_up.ReportCompleted: "report-completed@1",
        follow_up.FollowUpCompleted: "follow-up-completed@1",
        follow_up.PlatsbesökMade: "platsbesok-made@1",
        follow_up.SourceReviewed: "source-reviewed@1",
        follow_up.NotCovered: "not-covered@1",
        follow_up.ReportSent: "report-sent@1",
        follow_up.ReportPublished: "report-published@1",
        follow_up.ÅterkopplingGiven: "aterkoppling-given@1",
        deficiency.DeficiencyEstablished: "deficiency-established@1",
        deficiency.HävningsgrundAssessed: "havningsgrund-assessed@1",
        deficiency.KommuniceringSent: "kommunicering-sent@1",
        deficiency.KommuniceringAnswered: "kommunicering-answered@1",
        deficiency.KommuniceringExcepted: "kommunicering-excepted@1",
        deficiency.PåpekandeIssued: "papekande-issued@1",
        deficiency.ÅtgärdsplanRequested: "atgardsplan-requested@1",
        deficiency.ÅtgärdsplanReceived: "atgardsplan-received@1",
        deficiency.ÅtgärdsplanApproved: "atgardsplan-approved@1",
        deficiency.ÅtgärdsplanRejected: "atgardsplan-rejected@1",
        deficiency.DeficiencySanctioned: "deficiency-sanctioned@1",
        deficiency.AbstentionDecided: "abstention-decided@1",
        deficiency.ResultatuppföljningPlanned: "resultatuppfoljning-planned@1",
        deficiency.ResultatuppföljningPassed: "resultatuppfoljning-passed@1",
        deficiency.ResultatuppföljningFailed: "resultatuppfoljning-failed@1",
        deficiency.DeficiencyRemedied: "deficiency-remedied@1",
        deficiency.AcuteDeficiencyReported: "acute-deficiency-reported@1",
        deficiency.AcuteNoticeSent: "acute-notice-sent@1",
        deficiency.AcuteNoticeReceived: "acute-notice-received@1",
        deficiency.HandedOverToNämnd: "handed-over-to-namnd@1",
        sanction.SanctionDecided: "sanction-decided@1",
        sanction.SanctionLifted: "sanction-lifted@1",
        sanction.ViteAccrued: "vite-accrued@1",
        sanction.SanctionContested: "sanction-contested@1",
        sanction.DisputeDecided: "dispute-decided@1",
        sanction.LagaKraftReached: "laga-kraft-reached@1",
        sanction.PaymentReleased: "payment-released@1",
        sanction.SideEffectNoted: "side-effect-noted@1",
        sanction.DelegationsbeslutReported: "delegationsbeslut-reported@1",
        sanction.SuspensionFollowedUp: "suspension-followed-up@1",
        steering.GuidelineAdopted: "guideline-adopted@1",
        steering.DelegationsordningAdopted: "delegationsordning-adopted@1",
        steering.UppföljningsplanAdopted: "uppfoljningsplan-adopted@1",
        steering.UppföljningsplanRevised: "uppfoljningsplan-revised@1",
        steering.RevisionsrekommendationReceived: "revisionsrekommendation-received@1",
        steering.RevisionsrekommendationAnswered: "revisionsrekommendation-answered@1",
        steering.ProgramAdopted: "program-adopted@1",
        steering.TidplanEstablished: "tidplan-established@1",
        steering.UppdragsdirektivDecided: "uppdragsdirektiv-decided@1",
        steering.PlanAvvikelseDecided: "plan-avvikelse-decided@1",
        steering.KkikParticipationDecided: "kkik-participation-decided@1",
        steering.FördelningDecided: "fordelning-decided@1",
        steering.InformationSent: "information-sent@1",
    }
)

Decode = Callable[[bytes], Entry[Any]]


def _iso(value: object) -> str:
    """Days and instants of other packages are subclasses that msgspec does not know."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day).isoformat()
    raise TypeError(f"{type(value).__name__} cannot be recorded")


_encode = msgspec.json.Encoder(enc_hook=_iso).encode

DECODERS: Final[Mapping[str, Decode]] = MappingProxyType(
    {name: msgspec.json.Decoder(Entry[event]).decode for event, name in NAMES.items()}  # type: ignore[valid-type]
)


def encode(entry: Entry[Any]) -> tuple[str, bytes]:
    """The stored name and bytes of an event.

    What would not come back equal is refused here, before it is stored for ever.
    """
    name = NAMES[type(entry.event)]
    try:
        stored = _encode(entry)
        is_faithful = DECODERS[name](stored) == entry
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise InvalidValueError(f"{name} cannot be recorded: {error}", _TYPES) from error
    if not is_faithful:
        raise InvalidValueError(f"{name} would not come back as it was recorded", _TYPES)
    return name, stored


_TYPES = "give each field the type it declares: a date, not a datetime; a term, not its text"


def decode(name: str, stored: bytes, *, position: int) -> Entry[Any]:
    """The event behind a stored row; ``position`` says where the fault is, if there is one."""
    decoder = DECODERS.get(name)
    if decoder is None:
        raise UnknownEventError(
            f"the event at position {position} is {name!r}, which this release does not know",
            "open the register with the release that wrote it, or a later one",
        )
    try:
        return decoder(stored)
    except (msgspec.MsgspecError, ValueError, UnicodeDecodeError) as error:
        raise UnknownEventError(
            f"the event {name!r} at position {position} cannot be read: {error}",
            "verify the register, and restore it from a backup if it is damaged",
        ) from error
