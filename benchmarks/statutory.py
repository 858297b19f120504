"""Month arithmetic against the letter of lag (1930:173) 1 §: every day of 2000-2040, 1-60 months.

``python -m benchmarks.statutory``; four of the years are tried with the tests.
"""

import json
from datetime import date, timedelta

import holidays
from tests.schedule.test_calendar import by_the_letter

from avtalsuppfoljning.schedule import add_months, days_off

FIRST, LAST = date(2000, 1, 1), date(2040, 12, 31)
MONTHS = range(1, 61)
YEARS = range(2000, 2061)


def main() -> None:
    """Try them all, and the holidays beside another package's, and print the differences."""
    tried = different = 0
    day = FIRST
    while day <= LAST:
        for months in MONTHS:
            tried += 1
            different += add_months(day, months) != by_the_letter(day, months)
        day += timedelta(1)
    theirs = holidays.country_holidays(
        "SE", years=YEARS, categories=("public", "de_facto"), language="sv"
    )
    ours = {each for year in YEARS for each in days_off(year)}
    print(json.dumps({
        "manader": tried, "olika": different,
        "helgdagar": len(ours), "olika_helgdagar": len(ours ^ set(theirs)),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
