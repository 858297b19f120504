"""What a plan asks for: adopted, revised, fulfilled, excused, and read by a person."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import day, told
from tests.streams.test_steering_plans import PLAN, REVISED, revision

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.planned import Area, Excuse, PlannedPost, WrittenRow
from avtalsuppfoljning.schedule import Binding, Obligor, PostKind, Precision, Roll
from avtalsuppfoljning.steering import (
    INITIAL,
    PlanPostExcused,
    PlanPostFulfilled,
    PlanRowInterpreted,
    adopt_uppföljningsplan,
    evolve,
    excuse_plan_post,
    fulfil_plan_post,
    interpret_plan_row,
    revise_uppföljningsplan,
)
from avtalsuppfoljning.terms import Period
from avtalsuppfoljning.testing import given

VISIT = PlannedPost(
    id="storangen",
    what="fordjupad",
    kind=PostKind.UPPFÖLJNING,
    about=Period(text="mars 2023"),
    due_on=date(2026, 3, 31),
    precision=Precision.MÅNAD,
    obligor=Obligor.KOMMUNEN,
    binding=Binding.STYRDOKUMENT,
    roll=Roll.INGEN,
    operations=("Storängen",),
)
REPORT = replace(
    VISIT, id="rapport", what="rapport_kvalitetsnamnd", due_on=date(2026, 4, 30), operations=()
)
ROW = WrittenRow(
    id="rad-4",
    what="fördjupad uppföljning",
    when="hösten 2017",
    operation="Område 3",
    place="Plan, rad 4",
    doubt="hösten har ingen dag",
)
AREAS = (Area(name="LSS område 3", also=("Område 3",)),)
ADOPTED = replace(PLAN, posts=(VISIT, REPORT), as_written=(ROW,), areas=AREAS)
READ = replace(VISIT, id=ROW.id, due_on=date(2026, 11, 30), operations=("Område 3",))
INTERPRETED = PlanRowInterpreted(
    plan=PLAN.plan,
    row=ROW.id,
    when_as_written=ROW.when,
    post=READ,
    reason="Enligt protokollet.",
    person="Eva Ek",
    interpreted_on=day(5),
)
DONE = PlanPostFulfilled(
    plan=PLAN.plan, post=VISIT.id, due_on=VISIT.due_on, fulfilled_on=day(60), dnr="SN 4"
)
EXCUSE = Excuse(
    reason="Verksamheten är stängd.",
    person="Eva Ek",
    role="enhetschef",
    dnr="SN 5",
    excused_on=day(9),
)
EXCUSED = PlanPostExcused(plan=PLAN.plan, post=VISIT.id, excuse=EXCUSE)
REVISION = revision(REVISED, posts=(VISIT, REPORT), revised_on=day(10))


def of_plan(event: Any, *without: str, **changes: Any) -> dict[str, Any]:
    return {name: fact for name, fact in told(event, **changes).items() if name not in without}


LET_GO = {"plan": PLAN.plan, "post": VISIT.id, **told(EXCUSE)}


class TestPostsOfAPlan:
    """F-02, F-22, T-32: the plan carries what it asks for, and its own rows as they are written."""

    def test_adopted(self) -> None:
        assert given().when(adopt_uppföljningsplan, **told(ADOPTED)) == (ADOPTED,)
        plan = evolve(INITIAL, ADOPTED).plans[PLAN.plan]
        assert [kept.post for kept in plan.posts.values()] == [VISIT, REPORT]
        assert (plan.as_written, plan.areas) == ({ROW.id: ROW}, AREAS)

    def test_a_plan_may_be_text_alone(self) -> None:
        """Its own words, and nothing to be late with."""
        plan = evolve(evolve(INITIAL, PLAN), REVISED).plans[PLAN.plan]
        assert (plan.posts, plan.as_written, plan.areas) == ({}, {}, ())

    def test_a_revision_of_the_text_leaves_the_posts(self) -> None:
        assert given(ADOPTED).when(revise_uppföljningsplan, **revision(REVISED)) == (REVISED,)
        plan = evolve(evolve(INITIAL, ADOPTED), REVISED).plans[PLAN.plan]
        assert set(plan.posts) == {VISIT.id, REPORT.id}
        assert plan.areas == AREAS

    def test_a_revision_records_what_differs(self) -> None:
        later = replace(REPORT, due_on=date(2026, 5, 31))
        facts = REVISION | {"posts": (VISIT, later)}
        (revised,) = given(ADOPTED).when(revise_uppföljningsplan, **facts).events or ()
        assert (revised.posts, revised.superseded) == ((later,), ())

    def test_a_revision_says_what_it_leaves_out(self) -> None:
        facts = REVISION | {"posts": (VISIT,), "areas": ()}
        (revised,) = given(ADOPTED).when(revise_uppföljningsplan, **facts).events or ()
        assert (revised.posts, revised.superseded, revised.areas) == ((), (REPORT.id,), ())
        plan = evolve(evolve(INITIAL, ADOPTED), revised).plans[PLAN.plan]
        assert (set(plan.posts), plan.areas) == ({VISIT.id}, ())

    def test_a_revision_twice_is_quiet(self) -> None:
        facts = REVISION | {"posts": (VISIT,)}
        assert given(ADOPTED).when(revise_uppföljningsplan, **facts).again() == ()

    def test_what_is_late_is_not_revised_away(self) -> None:
        facts = REVISION | {"posts": (REPORT,), "revised_on": date(2026, 4, 1)}
        assert given(ADOPTED).when(revise_uppföljningsplan, **facts).code == "post_forsenad"
        assert given(ADOPTED, DONE).when(revise_uppföljningsplan, **facts).code is None

    def test_a_row_that_has_been_read_stays_read(self) -> None:
        """The same file once more asks nobody to read it again."""
        facts = REVISION | {"as_written": (ROW,)}
        (revised,) = given(ADOPTED, INTERPRETED).when(revise_uppföljningsplan, **facts).events or ()
        assert (revised.as_written, revised.superseded) == ((), ())
        plan = evolve(evolve(evolve(INITIAL, ADOPTED), INTERPRETED), revised).plans[PLAN.plan]
        assert plan.posts[ROW.id].post == READ

    @pytest.mark.parametrize(
        "facts", [{"posts": (VISIT, VISIT)}, {"as_written": (replace(ROW, id=VISIT.id),)}]
    )
    def test_two_rows_with_one_id_are_refused(self, facts: dict[str, Any]) -> None:
        with pytest.raises(InvalidValueError):
            given().when(adopt_uppföljningsplan, **(told(ADOPTED) | facts))
        with pytest.raises(InvalidValueError):
            given(ADOPTED).when(revise_uppföljningsplan, **(REVISION | facts))


class TestFulfilPlanPost:
    """F-07, T-50: what the municipality has done, in time or late."""

    def test_happens(self) -> None:
        outcome = given(ADOPTED).when(fulfil_plan_post, **of_plan(DONE, "due_on"))
        assert outcome == (DONE,)
        state = evolve(evolve(INITIAL, ADOPTED), DONE)
        assert state.plans[PLAN.plan].posts[VISIT.id].is_late

    @pytest.mark.parametrize(
        ("changes", "code"), [({"post": "annat"}, "post_saknas"), ({"plan": "x"}, "plan_saknas")]
    )
    def test_refused_for_what_is_not_planned(self, changes: dict[str, Any], code: str) -> None:
        outcome = given(ADOPTED).when(fulfil_plan_post, **of_plan(DONE, "due_on", **changes))
        assert outcome.code == code

    def test_quiet_the_second_time(self) -> None:
        outcome = given(ADOPTED).when(fulfil_plan_post, **of_plan(DONE, "due_on"))
        assert outcome.again() == ()


class TestExcusePlanPost:
    """T-53: an exception is somebody's decision, with a reason."""

    def test_happens(self) -> None:
        assert given(ADOPTED).when(excuse_plan_post, **LET_GO) == (EXCUSED,)
        assert (
            not evolve(evolve(INITIAL, ADOPTED), EXCUSED).plans[PLAN.plan].posts[VISIT.id].is_open
        )

    def test_refused_for_what_is_done(self) -> None:
        assert given(ADOPTED, DONE).when(excuse_plan_post, **LET_GO).code == "post_avslutad"

    def test_quiet_the_second_time(self) -> None:
        assert given(ADOPTED).when(excuse_plan_post, **LET_GO).again() == ()


class TestInterpretPlanRow:
    """F-A1, F-A3, T-A7: a named person says what a row means; the row stays beside the reading."""

    def test_happens(self) -> None:
        facts = of_plan(INTERPRETED, "when_as_written")
        assert given(ADOPTED).when(interpret_plan_row, **facts) == (INTERPRETED,)
        plan = evolve(evolve(INITIAL, ADOPTED), INTERPRETED).plans[PLAN.plan]
        assert (plan.as_written, plan.posts[ROW.id].post) == ({}, READ)

    def test_refused_for_a_row_that_is_not_there(self) -> None:
        post = replace(READ, id="rad-9")
        facts = of_plan(INTERPRETED, "when_as_written", row="rad-9", post=post)
        assert given(ADOPTED).when(interpret_plan_row, **facts).code == "rad_saknas"

    def test_refused_once_it_is_read_otherwise(self) -> None:
        post = replace(READ, due_on=date(2026, 9, 30))
        facts = of_plan(INTERPRETED, "when_as_written", post=post)
        assert given(ADOPTED, INTERPRETED).when(interpret_plan_row, **facts).code == "rad_saknas"

    def test_quiet_the_second_time(self) -> None:
        facts = of_plan(INTERPRETED, "when_as_written")
        assert given(ADOPTED).when(interpret_plan_row, **facts).again() == ()

    @pytest.mark.parametrize(
        "changes", [{"reason": " "}, {"person": ""}, {"post": replace(READ, id="annat")}]
    )
    def test_invalid(self, changes: dict[str, Any]) -> None:
        with pytest.raises(InvalidValueError):
            given(ADOPTED).when(
                interpret_plan_row, **of_plan(INTERPRETED, "when_as_written", **changes)
            )
