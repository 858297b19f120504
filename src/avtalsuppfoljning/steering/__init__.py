"""Steering: what a nämnd has adopted, decided and told. Stream ``steering:<id>``.

The texts of guidelines and delegationsordningar are in the log itself, so that a replay needs no
file beside it, and a changed file cannot change what was decided.
"""

from avtalsuppfoljning.steering.decisions import (
    adopt_delegationsordning,
    adopt_guideline,
    adopt_uppföljningsplan,
    answer_revisionsrekommendation,
    note,
    receive_revisionsrekommendation,
    revise_uppföljningsplan,
)
from avtalsuppfoljning.steering.events import (
    DelegationsordningAdopted,
    Event,
    FördelningDecided,
    GuidelineAdopted,
    InformationSent,
    KkikParticipationDecided,
    Noted,
    PlanAvvikelseDecided,
    ProgramAdopted,
    RecommendationStatus,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    Share,
    TidplanEstablished,
    UppdragsdirektivDecided,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.steering.state import (
    INITIAL,
    Plan,
    Recommendation,
    Steering,
    evolve,
)

__all__ = [
    "INITIAL",
    "DelegationsordningAdopted",
    "Event",
    "FördelningDecided",
    "GuidelineAdopted",
    "InformationSent",
    "KkikParticipationDecided",
    "Noted",
    "Plan",
    "PlanAvvikelseDecided",
    "ProgramAdopted",
    "Recommendation",
    "RecommendationStatus",
    "RevisionsrekommendationAnswered",
    "RevisionsrekommendationReceived",
    "Share",
    "Steering",
    "TidplanEstablished",
    "UppdragsdirektivDecided",
    "UppföljningsplanAdopted",
    "UppföljningsplanRevised",
    "adopt_delegationsordning",
    "adopt_guideline",
    "adopt_uppföljningsplan",
    "answer_revisionsrekommendation",
    "evolve",
    "note",
    "receive_revisionsrekommendation",
    "revise_uppföljningsplan",
]
