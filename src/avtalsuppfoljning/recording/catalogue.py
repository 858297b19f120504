"""Which stored name means which event, and how events become bytes and come back.

The database never decides what gets imported: a row names an event, this table says which class
that is. A name is the class name folded to ASCII in kebab case; a changed event gets a new
version, and what was stored under the old one is still read.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from unicodedata import is_normalized

import msgspec

from avtalsuppfoljning import (
    agreement,
    custody,
    deficiency,
    follow_up,
    provider,
    sanction,
    steering,
)
from avtalsuppfoljning.errors import InvalidValueError, UnknownEventError
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording.integrity.signing import unsigned

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
        agreement.ObligationsEstablished: "obligations-established@1",
        agreement.ObligationFulfilled: "obligation-fulfilled@1",
        agreement.ObligationExcused: "obligation-excused@1",
        agreement.PlanningTermsAgreed: "planning-terms-agreed@1",
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
        deficiency.FindingSupplemented: "finding-supplemented@1",
        deficiency.HävningsgrundAssessed: "havningsgrund-assessed@1",
        deficiency.UppsägningsgrundAssessed: "uppsagningsgrund-assessed@1",
        deficiency.KommuniceringSent: "kommunicering-sent@1",
        deficiency.KommuniceringAnswered: "kommunicering-answered@1",
        deficiency.KommuniceringExcepted: "kommunicering-excepted@1",
        deficiency.PåpekandeIssued: "papekande-issued@1",
        deficiency.RättelseDemanded: "rattelse-demanded@1",
        deficiency.RättelsekravSent: "rattelsekrav-sent@1",
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
        steering.PlanPostFulfilled: "plan-post-fulfilled@1",
        steering.PlanPostExcused: "plan-post-excused@1",
        steering.PlanRowInterpreted: "plan-row-interpreted@1",
        steering.RevisionsrekommendationReceived: "revisionsrekommendation-received@1",
        steering.RevisionsrekommendationAnswered: "revisionsrekommendation-answered@1",
        steering.ProgramAdopted: "program-adopted@1",
        steering.TidplanEstablished: "tidplan-established@1",
        steering.UppdragsdirektivDecided: "uppdragsdirektiv-decided@1",
        steering.PlanAvvikelseDecided: "plan-avvikelse-decided@1",
        steering.KkikParticipationDecided: "kkik-participation-decided@1",
        steering.FördelningDecided: "fordelning-decided@1",
        steering.InformationSent: "information-sent@1",
        custody.EncryptionBegun: "encryption-begun@1",
        custody.GallringDecided: "gallring-decided@1",
        custody.SecretsShown: "secrets-shown@1",
        custody.ReleaseNeeded: "release-needed@1",
    }
)

RELEASE: Final = "0.1.0"
"""The release that this is."""
FIRST: Final = "0.1.0"
"""The release that every name comes from that stands nowhere below."""
LATER: Final[Mapping[str, str]] = MappingProxyType({})
"""The release that a name or a version of it came with, where that is not the first one."""

Data = dict[str, Any]
Upcast = Callable[[Data], Data]
"""An event's data as one version has it, made into what the next version has."""
UPCASTS: Final[Mapping[str, Upcast]] = MappingProxyType({})
"""Per stored name of an older version, the step to the next version."""

Decode = Callable[[bytes], Entry[Any]]


def release_needed(events: Iterable[object]) -> str:
    """The release that these events need, where it is not the first one."""
    found = {LATER[NAMES[type(each)]] for each in events if NAMES[type(each)] in LATER}
    return max(found, key=custody.in_order, default="")


def since(name: str) -> str:
    """The release that first wrote a stored name.

    >>> since("papekande-issued@1")
    '0.1.0'
    """
    return LATER.get(name, FIRST)


# ── bytes ──


def _iso(value: object) -> str:
    """Days and instants of other packages are subclasses that msgspec does not know."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day).isoformat()
    raise TypeError(f"{type(value).__name__} cannot be recorded")


as_json: Final = msgspec.json.Encoder(enc_hook=_iso).encode
"""An entry as bytes."""


class _Older(msgspec.Struct, forbid_unknown_fields=True):
    """An entry whose event is data of an older version."""

    event: Data
    at: str
    day: str
    by: str
    command: str


def decoders(names: Mapping[type, str], upcasts: Mapping[str, Upcast]) -> dict[str, Decode]:
    """A decoder per stored name; those of older versions take each step up to the current one."""
    found: dict[str, Decode] = {
        name: msgspec.json.Decoder(Entry[event]).decode  # type: ignore[valid-type]
        for event, name in names.items()
    }
    for name in sorted(upcasts, key=_version, reverse=True):
        kind, _, version = name.partition("@")
        found[name] = _upcasting(upcasts[name], found[f"{kind}@{int(version) + 1}"])
    return found


def _version(name: str) -> int:
    return int(name.partition("@")[2])


def _upcasting(step: Upcast, following: Decode) -> Decode:
    older = msgspec.json.Decoder(_Older)

    def decode(stored: bytes) -> Entry[Any]:
        data = older.decode(stored)
        if as_json(data) != stored:
            raise ValueError("it is not written as this library writes")
        try:
            data.event = step(data.event)
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError(f"it does not fit its version: {error!r}") from error
        return following(as_json(data))

    return decode


DECODERS: Final[Mapping[str, Decode]] = MappingProxyType(decoders(NAMES, UPCASTS))


def encode(entry: Entry[Any]) -> tuple[str, bytes]:
    """The stored name and bytes of an event.

    What would not come back equal is refused here, before it is stored for ever.
    """
    name = NAMES[type(entry.event)]
    try:
        stored = as_json(entry)
        is_faithful = DECODERS[name](stored) == entry
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise InvalidValueError(f"{name} cannot be recorded: {error}", _TYPES) from error
    if not is_faithful:
        raise InvalidValueError(f"{name} would not come back as it was recorded", _TYPES)
    if not _is_composed(stored):
        raise InvalidValueError(f"{name} holds text that is not composed", "give text in NFC")
    return name, stored


def _is_composed(stored: bytes) -> bool:
    return stored.isascii() or is_normalized("NFC", stored.decode())


_UTC: Final = timedelta(0)
_TYPES = "give each field the type it declares: a date, not a datetime; a term, not its text"


def decode(name: str, stored: bytes, *, position: int, needed: str = "") -> Entry[Any]:
    """The event behind a stored row; ``position`` says where the fault is, if there is one.

    Slower than its decoder, and stricter: bytes that this library would have written in another
    way were written by somebody else, and are refused whatever they would come to.
    """
    stored = without_signature(name, stored, position)
    entry = read(name, stored, position=position, needed=needed)
    is_ours = as_json(entry) == stored or name not in _CURRENT
    if not is_ours or not _is_composed(stored) or entry.at.utcoffset() != _UTC:
        raise _unreadable(name, position, "it is not written as this library writes")
    return entry


def read(name: str, stored: bytes, *, position: int, needed: str = "") -> Entry[Any]:
    """The event behind a stored row, for whose bytes somebody else answers."""
    decoder = DECODERS.get(name) if isinstance(name, str) else None
    if decoder is None:
        raise unknown(name, position, needed=needed)
    try:
        return decoder(stored)
    except Exception as error:  # whatever a damaged row brings
        raise _unreadable(name, position, str(error)) from error


def without_signature(name: str, stored: bytes, position: int) -> bytes:
    """What is stored of the event itself; a decision may be signed after it."""
    if type(stored) is not bytes:
        raise _unreadable(name, position, f"it is {type(stored).__name__}, not bytes")
    return unsigned(stored)


_CURRENT: Final = frozenset(NAMES.values())


def _unreadable(name: str, position: int, why: str) -> UnknownEventError:
    return UnknownEventError(
        f"the event {name!r} at position {position} cannot be read: {why}",
        "verify the register, and restore it from a backup if it is damaged",
        code="event_damaged",
    )


def unknown(name: str, position: int, *, needed: str = "") -> UnknownEventError:
    """An event of another release; ``needed`` is that release, where the register says it."""
    kind, _, version = name.partition("@") if isinstance(name, str) else ("", "", "")
    known = next((n for n in _CURRENT if n.startswith(f"{kind}@")), "")
    newer = known and version.isascii() and version.isdecimal() and int(version) > _version(known)
    what = (
        f"this release, {RELEASE}, knows {kind!r} up to version {_version(known)}"
        if newer
        else f"no release up to this one, {RELEASE}, has recorded such an event"
    )
    if needed:
        what += f", and the register needs {needed}"
    return UnknownEventError(
        f"the event at position {position} is {name!r}: {what}",
        f"open the register with release {needed}, or a later one"
        if needed
        else f"open the register with the release that wrote it, which is later than {RELEASE}",
        code="event_unknown",
    )


def require_known(names: Collection[str]) -> None:
    """Refuse a stored name that no event has: a filter by it would find nothing, in silence."""
    unknown = sorted(set(names) - DECODERS.keys())
    if isinstance(names, str) or unknown:
        raise InvalidValueError(
            f"{names if isinstance(names, str) else unknown[0]!r} is no stored name of an event",
            "give a list of names with their versions, such as papekande-issued@1",
        )
