"""The decisions in a log, each with what an audit asks of it: whose, when, under which rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from avtalsuppfoljning.agreement import AgreementSigned
from avtalsuppfoljning.audit.adopted import read_delegationsordning, read_guideline
from avtalsuppfoljning.deficiency import DeficiencyEstablished
from avtalsuppfoljning.guidelines import ABSTENTION, Delegationsordning, Guideline
from avtalsuppfoljning.policy import Ruling
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.sanction import SanctionDecided
from avtalsuppfoljning.steering import DelegationsordningAdopted, GuidelineAdopted
from avtalsuppfoljning.terms import StreamId


@attrs.frozen(eq=False)
class Case:
    """One recorded decision about a deficiency."""

    position: int
    """Where it stands in the log."""
    stream: StreamId
    deficiency: StreamId
    provider: str
    """The id of the provider; empty where the log has no agreement behind the decision."""
    established_on: date | None
    ruling: Ruling

    @property
    def agreement(self) -> str:
        """The id of the agreement."""
        return self.stream.partition("/")[0].partition(":")[2]

    @property
    def measure(self) -> str:
        """What was chosen, or the word of the delegationsordning for deciding not to act."""
        return self.ruling.choice.measure or ABSTENTION

    @property
    def driftsform(self) -> str:
        """As the facts behind the decision have it."""
        return self.ruling.assessment.facts.driftsform.value

    @property
    def year(self) -> str:
        """The year of the decision."""
        return str(self.ruling.choice.decided_on.year)


@attrs.frozen
class Rules:
    """The guidelines and the delegationsordningar that the log has in full, by fingerprint.

    A text that does not do what its fingerprint says has been changed, and counts as missing.
    """

    guidelines: dict[str, str] = attrs.field(factory=dict)
    delegationsordningar: dict[str, str] = attrs.field(factory=dict)

    def guideline(self, fingerprint: str) -> Guideline | None:
        """A guideline that somebody decided by, if the log has its text."""
        found = read_guideline(self.guidelines.get(fingerprint, ""))
        return found[0] if found and found[1] == fingerprint else None

    def delegationsordning(self, fingerprint: str) -> Delegationsordning | None:
        """A delegationsordning that somebody decided by, if the log has its text."""
        found = read_delegationsordning(self.delegationsordningar.get(fingerprint, ""))
        return found if found and found.fingerprint == fingerprint else None

    def named(self, id: str, version: str = "") -> Guideline | None:  # noqa: A002  its name in the file
        """The guideline that was adopted last with this id, or with this id and version."""
        found = [
            guideline
            for guideline in map(self.guideline, self.guidelines)
            if guideline and guideline.id == id and version in ("", guideline.version)
        ]
        return max(found, key=lambda each: each.valid_from, default=None)


@attrs.frozen
class Decisions:
    """All that was decided, and the rules it was decided by."""

    cases: tuple[Case, ...]
    rules: Rules


def decisions(events: Iterable[Recorded]) -> Decisions:
    """Every recorded decision about a deficiency, in the order of the log."""
    cases: list[Case] = []
    rules = Rules()
    providers: dict[str, str] = {}
    established: dict[str, date] = {}
    for recorded in events:
        event: Any = recorded.entry.event
        stream = recorded.stream
        if getattr(event, "ruling", None) is not None:
            own = stream
            if isinstance(event, SanctionDecided):
                own = StreamId(f"{stream.partition('/')[0]}/deficiency:{event.deficiency}")
            cases.append(
                Case(
                    recorded.position,
                    stream,
                    own,
                    providers.get(stream.partition("/")[0], ""),
                    established.get(own),
                    event.ruling,
                )
            )
        elif isinstance(event, DeficiencyEstablished):
            established[stream] = event.established_on
        elif isinstance(event, AgreementSigned):
            providers[stream] = event.provider
        elif isinstance(event, GuidelineAdopted):
            rules.guidelines[event.fingerprint] = event.text
        elif isinstance(event, DelegationsordningAdopted):
            rules.delegationsordningar[event.fingerprint] = event.text
    return Decisions(tuple(cases), rules)
