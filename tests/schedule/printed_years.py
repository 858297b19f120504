"""Twelve years of each plan, written out by hand beside the printed documents.

Each table says what the document says, row by row, and the days that follow from it in the years
2019-2030; a month or a year where no more is known. Nothing is computed by the library. The
agreement started on 1 February 2018, where nothing else is said.
"""

from datetime import date

from tests.schedule.agreements import HEMTJÄNST, like

from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.schedule import (
    AgreementFacts,
    LastDone,
    MonthDay,
    OwnDay,
    Plan,
    Precision,
    plan,
    plan_of_municipality,
)

YEARS = range(2019, 2031)
FIRST, LAST = date(2019, 1, 1), date(2030, 12, 31)
MONTHS = "01 02 03 04 05 06 07 08 09 10 11 12"

KKIK = like(HEMTJÄNST, kkik_years=(2020, 2023, 2026))
OWN = like(
    HEMTJÄNST,
    own_days=(
        OwnDay(what="verksamhetsplan", by=MonthDay.of("11-15")),
        OwnDay(what="verksamhetsberattelse", by=MonthDay.of("02-29")),
        OwnDay(what="kompetensutvecklingsplan", by=MonthDay.of("03")),
    ),
)
DONE = like(HEMTJÄNST, last_done=(LastDone(what="kvalitetskrav", on=date(2018, 5, 31)),))


def every_year(day: str = "") -> str:
    """By a day or a month; or at some time in the year."""
    return " ".join(f"{year}-{day}" if day else f"{year}" for year in YEARS)


def every_month() -> str:
    return " ".join(f"{year}-{month}" for year in YEARS for month in MONTHS.split())


KNOWN = {Precision.DAG: len("YYYY-MM-DD"), Precision.MÅNAD: len("YYYY-MM"), Precision.ÅR: 4}


def as_written(found: Plan) -> dict[str, str]:
    """Each row's days, as exactly as they are known: a month stays a month."""
    days: dict[str, list[str]] = {}
    for post in found.posts:
        known = post.due_on.isoformat()[: KNOWN[post.precision]]
        days.setdefault(post.obligation, []).append(known)
    return {each: " ".join(dates) for each, dates in days.items()}


THIRD_YEARS = "2021-11 2024-11 2027-11 2030-11"
SUNDSVALL = {
    # Vart tredje år, senast nov (S-20 - S-23, S-A5): 2018 and every third year after it
    "ledningssystem": THIRD_YEARS,
    "kollektivavtal": THIRD_YEARS,
    "forsakringar": THIRD_YEARS,
    "miljomal": THIRD_YEARS,
    # Årligen senast juli (S-24)
    "arsredovisning": every_year("07"),
    # Årligen senast november (S-25 - S-33)
    "avvikelser-sol": every_year("11"),
    "avvikelser-hsl": every_year("11"),
    "lex-sarah": every_year("11"),
    "lex-maria": every_year("11"),
    "klagomal": every_year("11"),
    "tillsynsrapporter": every_year("11"),
    "personal": every_year("11"),
    "utbildningsniva": every_year("11"),
    "tillstandsbeslut": every_year("11"),
    # kommunen kontrollerar årligen (S-33)
    "tillstandskontroll": every_year(),
    # T1 senast 20 april T2 senast 20 augusti T3= Årsrapport senast 20 november (S-34, S-A3)
    "egenkontroll": " ".join(f"{y}-04-20 {y}-08-20 {y}-11-20" for y in YEARS),
    # De år förvaltningen väljer att delta i sep/okt (S-35)
    "kkik": "2020-10 2023-10 2026-10",
}
SOCIALFÖRVALTNINGEN = {
    "oversiktlig": every_year(),  # sker årligen (F-20)
    "fordjupad-2026-hemtjanst": "2026-03",  # Mars - Hemtjänst (F-26)
    "samverkansmote": every_year(),  # Två gånger per år (F-29)
    "verksamhetsplan": every_year("11-15"),  # the agreement's own day (F-40, F-44)
    # 29 February is the last of February where there is none (F-41, lag 1930:173 1 §)
    "verksamhetsberattelse": "2019-02-28 2020-02-29 2021-02-28 2022-02-28 2023-02-28 2024-02-29 "
    "2025-02-28 2026-02-28 2027-02-28 2028-02-29 2029-02-28 2030-02-28",
    "patientsakerhetsberattelse": every_year(),  # HSL, and no day is known (F-42)
    "kompetensutvecklingsplan": every_year("03"),  # the agreement demands it, by a month
    "rapport-kvalitetsnamnd": every_year("04"),  # årligen i april (F-07)
    "uppfoljningsplan": "2023 2027",  # vid inledning av ny mandatperiod (F-02)
}
ÖREBRO = {
    # Minst en gång var tredje år (O-20): 31 May 2018 and 36 months, over again
    "kvalitetskrav": "2021-05-31 2024-05-31 2027-05-31 2030-05-31",
    "tidplan": every_year(),  # Varje år (O-21)
    "arlig": every_year(),  # En gång per år (O-22)
    "forbattringsarbete": every_year(),  # årligen lämna in (O-22)
    "lopande": every_month(),  # 1 gång i månaden (O-24)
    "ekonomisk": every_month(),  # 1-3 gånger i månaden (O-25)
    "rapport-programnamnd": every_year(),  # två gånger om året (O-62)
}
SÖDERTÄLJE = {
    "arlig": every_year(),  # Alla verksamheter följs upp årligen (T-55)
    # the table has Hemtjänst in 2019; vartannat år fördjupad (T-42, T-51)
    "fordjupad-hemtjanst": "2019 2021 2023 2025 2027 2029",
    "resultat-hemtjanst-natt-och-larm": "2020 2022 2024 2026 2028 2030",
    "manuell-tid": every_month(),  # månadsvis uppföljning per utförare (T-03, T-10)
    "rapport-namnd": every_year(),  # efter varje uppföljning (T-50)
    "uppfoljningsplan": every_year(),  # beslutar årligen om en plan (T-32)
    "plan-revidering": every_year(),  # revideras årligen (T-32)
    # PSL 3:10, 1 March, which is a day off in 2020, 2025 and 2026 (T-40)
    "patientsakerhetsberattelse": "2019-03-01 2020-03-02 2021-03-01 2022-03-01 2023-03-01 "
    "2024-03-01 2025-03-03 2026-03-02 2027-03-01 2028-03-01 2029-03-01 2030-03-01",
}


EXEMPELKÖPING = {
    "verksamhetsberattelse": SOCIALFÖRVALTNINGEN["verksamhetsberattelse"],  # 14 §
    # 14 §, PSL 3:10: 1 March, which is a day off in 2020, 2025 and 2026
    "patientsakerhetsberattelse": SÖDERTÄLJE["patientsakerhetsberattelse"],
    "egenkontroll": " ".join(f"{y}-05-15 {y}-09-15 {y}-12-15" for y in YEARS),  # 14 §
    # 15 §: every other year from the start
    "kvalitetskrav": "2020-02-01 2022-02-01 2024-02-01 2026-02-01 2028-02-01 2030-02-01",
    "oanmalt-besok": every_year(),  # 15 §
    "fakturakontroll": every_month(),  # 15 §
    "samverkansmote": every_year(),  # 15 §
    "rapport-namnd": " ".join(f"{y}-03 {y}-09" for y in YEARS),  # 16 §: March, September
}
# a private provider whose agreement begins on 31 August 2023, and ends on 14 May 2026
NEW = like(OWN, starts_on=date(2023, 8, 31), ends_on=date(2026, 5, 14))
SOCIALFÖRVALTNINGEN_NEW = {
    "oversiktlig": "2023 2024 2025 2026",
    "fordjupad-2026-hemtjanst": "2026-03",
    "ny-utforare": "2024-02-29",  # sex månader efter påbörjat nytt avtal (F-28)
    "samverkansmote": "2023 2024 2025 2026",
    "verksamhetsplan": "2023-11-15 2024-11-15 2025-11-15",
    # no year that the agreement did not run in: 2022 has no report
    "verksamhetsberattelse": "2024-02-29 2025-02-28 2026-02-28",
    "patientsakerhetsberattelse": "2024 2025 2026",
    "kompetensutvecklingsplan": "2024-03 2025-03 2026-03",
    "rapport-kvalitetsnamnd": "2024-04 2025-04 2026-04",
    "uppfoljningsplan": "2023",
    "arsrapport-fullmaktige": "2026",
}
SOCIALFÖRVALTNINGEN_ALL = {
    "fordjupad-2023-storangen": "2023-03",
    "fordjupad-2023-barn-och-familj": "2023-05",
    "fordjupad-2023-lss-omrade-4": "2023-06",
    "fordjupad-2023-hemtjanst": "2023-10",
    "fordjupad-2024-lss-omrade-1": "2024-01",
    "fordjupad-2024-femtiofem-plus": "2024-04",
    "fordjupad-2024-aspgarden": "2024-06",
    "fordjupad-2024-arbetsmarknad-och-forsorjning": "2024-10",
    "fordjupad-2025-bistand-insats-och-stod": "2025-01",
    "fordjupad-2025-halso-och-sjukvard": "2025-02",
    "fordjupad-2025-sofies-gard": "2025-05",
    "fordjupad-2025-birkagarden": "2025-10",
    "fordjupad-2026-lss-omrade-3": "2026-01",
    "fordjupad-2026-hemtjanst": "2026-03",
    "fordjupad-2026-myndighetsutovning": "2026-06",
    "fordjupad-2026-lss-omrade-2": "2026-10",
    "samverkansmote": every_year(),
    "rapport-kvalitetsnamnd": every_year("04"),
    "uppfoljningsplan": "2023 2027",
}
ODD = "2019 2021 2023 2025 2027 2029"
EVEN = "2020 2022 2024 2026 2028 2030"
SÖDERTÄLJE_ALL = {
    "fordjupad-dagverksamhet": EVEN,  # 2018 and 2020 in the table (T-51)
    "fordjupad-sarskilt-boende": EVEN,
    "fordjupad-hemtjanst": ODD,  # 2019 in the table
    "fordjupad-nattpatrull": ODD,
    "fordjupad-larm": ODD,
    "resultat-boende-och-dagverksamhet": ODD,
    "resultat-hemtjanst-natt-och-larm": EVEN,
    "patientsakerhetsberattelse": SÖDERTÄLJE["patientsakerhetsberattelse"],
    "uppfoljningsplan": every_year(),
    "plan-revidering": every_year(),
}
PROPOSED = {"arsrapport-fullmaktige": "2026 2027 2028 2029 2030"}
"""Prop. 2025/26:164: from 2026, and only if it is asked for."""
PRINTED: tuple[tuple[str, AgreementFacts | None, dict[str, str]], ...] = (
    ("sundsvall", KKIK, SUNDSVALL),
    ("socialforvaltning", OWN, SOCIALFÖRVALTNINGEN),
    ("socialforvaltning", NEW, SOCIALFÖRVALTNINGEN_NEW),
    ("socialforvaltning", None, SOCIALFÖRVALTNINGEN_ALL),
    ("orebro", DONE, ÖREBRO),
    ("sodertalje", HEMTJÄNST, SÖDERTÄLJE),
    ("sodertalje", None, SÖDERTÄLJE_ALL),
    ("exempelkoping", OWN, EXEMPELKÖPING),
)
"""Of each guideline: for an agreement, or for the municipality, what is due on which days."""


def of_twelve_years(guideline: Guideline, agreement: AgreementFacts | None) -> Plan:
    if agreement is None:
        return plan_of_municipality(guideline, start=FIRST, end=LAST, with_proposed=True)
    return plan(guideline, agreement, start=FIRST, end=LAST, with_proposed=True)
