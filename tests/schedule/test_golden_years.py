"""An example year of each plan, row by row beside the document's own words.

The files in ``printed`` are read by people: each line has the day, what is due, how often, the
section and the words it rests on. ``SKRIV=1 pytest tests/schedule`` writes them anew.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.schedule.agreements import GUIDELINES, HEMTJÄNST, like

from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.schedule import Plan, plan, plan_of_municipality

PRINTED = Path(__file__).parent / "printed"
AGREEMENT = like(HEMTJÄNST, starts_on=date(2018, 2, 1), kkik_years=(2024,))
YEAR = {"sodertalje": 2019}
"""The year that is printed; others 2024, when Sundsvall's third year comes."""


def lines(found: Plan) -> Iterator[str]:
    for post in found.posts:
        times = str(post.least) if post.most == post.least else f"{post.least}-{post.most or ''}"
        rolled = f" (från {post.reason.rolled_from})" if post.reason.rolled_from else ""
        yield (
            f"{post.due_on} {post.precision:5} {times:3} {post.obligor:9} "
            f"{post.what} {post.concerns}{rolled}"
        )
        yield f'    "{post.reason.written}"'
        yield f"    {'; '.join(map(str, post.citations))}"
    for each in found.undated:
        yield f"utan dag            {each.obligor:9} {each.what}"
        yield f'    "{each.written}"'
        yield f"    {'; '.join(map(str, each.citations))}"


def example(guideline: Guideline) -> str:
    year = YEAR.get(guideline.id, 2024)
    start, end = date(year, 1, 1), date(year, 12, 31)
    parts = [
        f"# {guideline.title}, {year}: hemtjänst, privat regi, LOV, SoL och HSL, från 2018-02-01",
        *lines(plan(guideline, AGREEMENT, start=start, end=end, with_proposed=True)),
        "",
        "# Oberoende av avtal",
        *lines(plan_of_municipality(guideline, start=start, end=end)),
    ]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("guideline", GUIDELINES, ids=[each.id for each in GUIDELINES])
def test_an_example_year(guideline: Guideline) -> None:
    file = PRINTED / f"{guideline.id}.txt"
    found = example(guideline)
    if os.environ.get("SKRIV"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text("utf-8")
