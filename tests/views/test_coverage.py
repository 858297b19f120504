"""F-22, F-A3, T-33, T-51, T-A1: every operation of a plan is followed up, or is named as not."""

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.planned import Area
from avtalsuppfoljning.views.coverage import Activity, CoverageStatus, coverage

SÖDERTÄLJE = (
    Area(name="Vård- och omsorgsboende", also=("Särskilt boende",)),
    Area(name="Hemtjänst/Nattpatrull/Larm", also=("Hemtjänst", "Nattpatrull", "Larmprocessen")),
    Area(name="Korttidsboende"),
    Area(name="Dagverksamhet"),
    Area(name="Kommunal hälso- och sjukvård"),
    Area(name="Myndighetsutövning"),
)
"""ÄON 18/005, 1.2; the table calls two of them otherwise."""
TABLE = {
    "2018": ("Dagverksamhet", "Särskilt boende"),
    "2019": ("Hemtjänst", "Nattpatrull", "Larmprocessen"),
    "2020": ("Dagverksamhet", "Särskilt boende"),
}
"""ÄON 18/005, 5: the table of the plan period, but for its follow-up of the year before."""
ROWS = [Activity(area, year) for year, areas in TABLE.items() for area in areas]


class TestSodertalje:
    """T-A1: the plan's own table leaves three of the areas that the plan lists without any."""

    def test_exactly_three_areas_are_never_followed_up(self) -> None:
        found = coverage(SÖDERTÄLJE, list(TABLE), ROWS)
        assert found.never == (
            "Korttidsboende", "Kommunal hälso- och sjukvård", "Myndighetsutövning",
        )  # fmt: skip
        assert found.unknown == ()

    def test_the_grid(self) -> None:
        found = coverage(SÖDERTÄLJE, list(TABLE), ROWS)
        planned = {area: [cell.planned for cell in found.of(area)] for area in found.areas}
        assert planned == {
            "Vård- och omsorgsboende": [1, 0, 1],
            "Hemtjänst/Nattpatrull/Larm": [0, 3, 0],
            "Korttidsboende": [0, 0, 0],
            "Dagverksamhet": [1, 0, 1],
            "Kommunal hälso- och sjukvård": [0, 0, 0],
            "Myndighetsutövning": [0, 0, 0],
        }

    def test_without_the_aliases_nothing_is_guessed(self) -> None:
        """The same table against the bare names: what fits no area is told, and not placed."""
        found = coverage([Area(name=area.name) for area in SÖDERTÄLJE], list(TABLE), ROWS)
        assert {each.area for each in found.unknown} == {
            "Särskilt boende", "Hemtjänst", "Nattpatrull", "Larmprocessen",
        }  # fmt: skip
        assert len(found.never) == 5


class TestAliases:
    """F-A3: ``Område 3`` beside ``LSS område 1``, ``2`` and ``4``."""

    AREAS = tuple(Area(name=f"LSS område {n}") for n in (1, 2, 4))

    def test_an_alias_is_given_and_not_found_out(self) -> None:
        row = Activity("Område 3", "2026")
        third = Area(name="LSS område 3")
        assert coverage([*self.AREAS, third], ["2026"], [row]).unknown == (row,)
        named = Area(name="LSS område 3", also=("Område 3",))
        found = coverage([*self.AREAS, named], ["2026"], [row])
        assert found.of("LSS område 3")[0].status is CoverageStatus.PLANERAD
        assert found.never == ("LSS område 1", "LSS område 2", "LSS område 4")

    @pytest.mark.parametrize("written", ["lss OMRÅDE 1", "LSS  Omrade 1 ", "lss_område_1"])
    def test_case_blanks_and_dots_make_no_difference(self, written: str) -> None:
        assert coverage(self.AREAS, ["2026"], [Activity(written, "2026")]).unknown == ()

    def test_one_name_for_two_areas_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="both"):
            coverage([*self.AREAS, Area(name="Hemtjänst", also=("lss område 1",))], [], [])


areas = st.lists(st.sampled_from("abcdef"), unique=True).map(
    lambda names: tuple(Area(name=name) for name in names)
)
activities = st.lists(
    st.builds(
        lambda area, period, how: Activity(area, period, how == "done", how == "late"),
        st.sampled_from("abcdefg"),
        st.sampled_from("123"),
        st.sampled_from(("done", "late", "planned")),
    )
)


@given(areas=areas, rows=activities)
def test_every_activity_is_in_one_cell_or_told_apart(
    areas: Sequence[Area], rows: list[Activity]
) -> None:
    found = coverage(areas, list("123"), rows)
    assert sum(cell.planned for cell in found.cells) + len(found.unknown) == len(rows)
    assert sum(cell.done for cell in found.cells) == sum(
        each.is_done for each in rows if each not in found.unknown
    )
    assert len(found.cells) == 3 * len(areas)
    for cell in found.cells:
        is_missing = cell.status is CoverageStatus.SAKNAS
        assert is_missing == (cell.planned == 0)
        assert (cell.status is CoverageStatus.GENOMFÖRD) == (0 < cell.planned == cell.done)
        assert (cell.status is CoverageStatus.FÖRSENAD) == (cell.late > 0)
    assert set(found.never) == {
        area for area in found.areas if not any(cell.planned for cell in found.of(area))
    }
