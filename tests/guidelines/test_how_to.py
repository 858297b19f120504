"""The guideline that the how-to page puts together is a whole one, and keeps every law."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.policy.cases import DAY, consequences, facts
from tests.policy.laws import LAWS
from tests.policy.trajectories import FOUR, walk

from avtalsuppfoljning.guidelines import parse
from avtalsuppfoljning.policy import assess
from avtalsuppfoljning.terms import Konsekvens, MeasureId, Resultat

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-guideline.md"
LILLKÖPING = parse("".join(re.findall(r"(?s)```toml\n(.*?)```", PAGE.read_text("utf-8"))))


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_law(law: Any) -> None:
    assert law(LILLKÖPING) is None


def test_every_trajectory_ends() -> None:
    assert walk(LILLKÖPING, FOUR)[0] > 100


def test_what_it_recommends() -> None:
    worst = consequences(Konsekvens.ALLVARLIG, Konsekvens.INGEN, Konsekvens.INGEN)
    regulated = {"measures": (MeasureId("prisavdrag"),)}
    plan: dict[str, Any] = {
        "highest_measure": MeasureId("handlingsplan"), "result": Resultat.KVARSTÅR, **regulated
    }  # fmt: skip
    expected = {
        "samtal": facts(),
        "handlingsplan": facts(consequences=worst),
        "prisavdrag": facts(**plan, cure_sent_on=DAY - timedelta(days=15)),
        "avvakta_resultatuppfoljning": facts(**plan, cure_sent_on=DAY - timedelta(days=14)),
        "ingen": facts(is_avtalsbrist=False),
        "eskalera_till_namnd": facts(**plan | {"measures": ()}),
    }
    for action, case in expected.items():
        assert assess(case, LILLKÖPING).recommended.action == action
