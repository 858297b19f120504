"""What the documents forbid, told from the events alone, for the agreements of `four_agreements`.

Nothing here asks a state, a policy or a decision whether it was right: each event is looked at in
its turn, with what was seen before it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest
from tests.recording.four_agreements import BARE, EGEN, LOU, LOV

from avtalsuppfoljning.recorded import Recorded

BOTH = {"socialdirektor", "namnd"}


class Ledger:
    """All that has happened so far, one transaction after the other."""

    def __init__(self) -> None:
        self.position = 0
        self.seen: defaultdict[str, list[Any]] = defaultdict(list)
        """The events of each stream."""

    def read(self, transaction: Iterable[Recorded]) -> None:
        """Look at what one command recorded."""
        streams = set()
        for recorded in transaction:
            self.position += 1
            assert recorded.position == self.position
            look = RULES.get(type(recorded.event).__name__)
            if look is not None:
                look(self, recorded.stream, recorded.event)
            self.seen[recorded.stream].append(recorded.event)
            streams.add(recorded.stream)
        for stream in streams:
            self.all_are_told(stream)

    def of(self, stream: str, *names: str) -> list[Any]:
        """The earlier events of a stream that have these names."""
        return [event for event in self.seen[stream] if type(event).__name__ in names]

    # ── deficiencies ──

    def minor(self, _: str, event: Any) -> None:
        """Påpekande only for minor deficiencies (O-44, O-45)."""
        finding = event.ruling.assessment.facts.finding
        thrice = (
            finding.consequences.individual,
            finding.consequences.municipality,
            finding.consequences.provider,
        )
        assert finding.is_avtalsbrist
        assert finding.frequency == "lag"
        assert all(consequence in ("ingen", "liten") for consequence in thrice)

    def regulated(self, stream: str, _: Any) -> None:
        assert within(stream) != BARE, "the agreement regulates no åtgärdsplan (O-46)"

    def asked_for(self, stream: str, _: Any) -> None:
        last = self.of(stream, "ÅtgärdsplanRequested", "ÅtgärdsplanApproved")[-1]
        assert type(last).__name__ == "ÅtgärdsplanRequested", "an approved plan stands (O-54)"

    def whole(self, stream: str, _: Any) -> None:
        received = self.of(stream, "ÅtgärdsplanReceived", "ÅtgärdsplanRejected")[-1]
        for measure in received.measures:
            cells = (measure.activity, measure.deadline, measure.responsible)
            assert all(str(cell or "").strip() for cell in cells), "it lacks something (O-54)"

    def passed(self, stream: str, _: Any) -> None:
        last = self.of(
            stream,
            "PåpekandeIssued",
            "ÅtgärdsplanRequested",
            "DeficiencySanctioned",
            "ResultatuppföljningPassed",
            "ResultatuppföljningFailed",
        )[-1:]
        names = [type(event).__name__ for event in last]
        assert names == ["ResultatuppföljningPassed"], "remedied without having passed (O-59)"

    def all_are_told(self, stream: str) -> None:
        """Of what is acute, the director and the nämnd are told at one instant (T-45)."""
        told = {(event.recipient, event.sent_at) for event in self.of(stream, "AcuteNoticeSent")}
        reported = self.of(stream, "AcuteDeficiencyReported")
        assert len(reported) <= 1
        assert told == {(who, event.reported_at) for event in reported for who in BOTH}

    def acute(self, stream: str, _: Any) -> None:
        assert self.of(stream, "AcuteDeficiencyReported"), "nobody was told, and it was received"

    # ── sanctions ──

    def lawful(self, stream: str, event: Any) -> None:
        """Matrix ∩ agreement ∩ limits (O-46, O-51 to O-58)."""
        assert not self.seen[stream]
        assert within(stream) != BARE
        choice = event.ruling.choice
        assert choice.by.role == "namnd", "only point 4.2 lets anybody decide a sanction"
        match event.measure:
            case "ekonomisk_sanktion":
                assert event.forms in (("vite",), ("prisavdrag",))
                cap = Decimal(20000) if event.forms == ("vite",) else Decimal(50000)
                assert event.amount is not None
                assert event.amount.amount <= cap
            case "avstangning":
                assert within(stream) == LOV
                assert event.forms == ("ickeval",)
            case "havning":
                assert within(stream) in (LOV, LOU)
                found = f"agreement:{within(stream)}/deficiency:{event.deficiency}"
                assert self.of(found, "HävningsgrundAssessed")[-1].is_met
            case other:
                pytest.fail(f"{other} is no sanction with a stream of its own")

    def lifted_once(self, stream: str, event: Any) -> None:
        (decided,) = self.of(stream, "SanctionDecided")
        assert event.decided_on >= decided.decided_on
        assert event.motivation.strip()
        assert not self.of(stream, "SanctionLifted")

    def counted_once(self, stream: str, event: Any) -> None:
        """The days of a vite are counted once, and none before it takes effect."""
        (decided,) = self.of(stream, "SanctionDecided")
        assert decided.forms == ("vite",)
        assert decided.effective_on <= event.first_day <= event.last_day
        for earlier in self.of(stream, "ViteAccrued"):
            assert event.last_day < earlier.first_day or earlier.last_day < event.first_day

    def suspended(self, stream: str, _: Any) -> None:
        assert self.of(stream, "SanctionDecided")[0].measure == "avstangning"

    # ── follow-ups ──

    def left_to_others(self, _: str, event: Any) -> None:
        """An irregularity is looked into in egen regi only (T-38, T-39)."""
        assert event.kind != "oegentlighet" or event.agreement == EGEN

    def external(self, stream: str, event: Any) -> None:
        assert event.authority != "ivo", "another authority looks into it (T-38)"
        assert stream != f"provider:{EGEN}", "egen regi has its own internal control (T-39)"

    def signalled(self, stream: str, event: Any) -> None:
        signals = self.of(stream, "SignalReceived")
        assert event.agreement in {signal.agreement for signal in signals}, "no signal (O-26)"

    def nothing_is_left(self, stream: str, _: Any) -> None:
        """A report, the MAS, and a verdict on whatever was open before (O-60, O-20, F-09)."""
        own = stream.removeprefix("followup:")
        assert self.of(stream, "ReportCompleted")
        assert self.of(stream, "MedicinsktAnsvarigTookPart", "MedicinsktAnsvarigExcepted")
        judged = {event.deficiency for event in self.of(stream, "EarlierDeficiencyJudged")}
        for other in list(self.seen):
            for found in self.of(other, "DeficiencyEstablished"):
                is_open = found.finding.is_avtalsbrist and not self.of(other, "DeficiencyRemedied")
                assert not is_open or other in judged or found.follow_up == own

    # ── agreements and applications ──

    def running(self, stream: str, _: Any) -> None:
        assert not self.of(stream, "AgreementEnded"), "an ended agreement stays as it is"

    def ended(self, stream: str, event: Any) -> None:
        self.running(stream, event)
        assert event.reason != "uppsagning" or self.of(stream, "UppsägningGiven")

    def undecided(self, stream: str, event: Any) -> list[Any]:
        """What has happened to an application; it is decided once (S-06)."""
        own = [e for e in self.seen[stream] if getattr(e, "application", "") == event.application]
        names = [type(event).__name__ for event in own]
        assert names[0] == "ApplicationReceived"
        assert not {"ApplicationAccepted", "ApplicationRejected"} & set(names)
        return own

    def all_are_met(self, stream: str, event: Any) -> None:
        """A skallkrav is one that must be met (S-06)."""
        verdicts = {e.requirement: e.is_met for e in self.undecided(stream, event)[1:]}
        assert verdicts
        assert all(verdicts.values())


RULES: Final[Mapping[str, Callable[[Ledger, str, Any], object]]] = MappingProxyType(
    {
        "PåpekandeIssued": Ledger.minor,
        "ÅtgärdsplanRequested": Ledger.regulated,
        "ÅtgärdsplanReceived": Ledger.asked_for,
        "ÅtgärdsplanApproved": Ledger.whole,
        "DeficiencyRemedied": Ledger.passed,
        "AcuteNoticeReceived": Ledger.acute,
        "SanctionDecided": Ledger.lawful,
        "SanctionLifted": Ledger.lifted_once,
        "ViteAccrued": Ledger.counted_once,
        "SuspensionFollowedUp": Ledger.suspended,
        "SignalReceived": Ledger.left_to_others,
        "AvtalsbristAssessed": Ledger.signalled,
        "FollowUpCompleted": Ledger.nothing_is_left,
        "OegentlighetReported": Ledger.external,
        "UppsägningGiven": Ledger.running,
        "AgreementEnded": Ledger.ended,
        "ApplicationRequirementAssessed": Ledger.undecided,
        "ApplicationRejected": Ledger.undecided,
        "ApplicationAccepted": Ledger.all_are_met,
    }
)
"""The rule about each event that has one of its own."""


def within(stream: str) -> str:
    """The agreement that something is decided within."""
    return stream.partition("/")[0].removeprefix("agreement:")
