"""The four plans beside the printed documents: the days of twelve years, written out here.

Each table says what the document says, row by row, and the days that follow from it in the years
2019-2030; a month or a year where no more is known. Nothing is computed by the library. The
agreement started on 1 February 2018, where nothing else is said.
"""

from datetime import date
from itertools import pairwise
from typing import ClassVar

import pytest
from tests.schedule.agreements import GUIDELINES, HEMTJÄNST, like

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
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform

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
EGEN_REGI = like(HEMTJÄNST, driftsform=Driftsform.EGEN_REGI)


def every_year(day: str = "") -> str:
    """By a day or a month; or at some time in the year."""
    return " ".join(f"{year}-{day}" if day else f"{year}" for year in YEARS)


def every_month() -> str:
    return " ".join(f"{year}-{month}" for year in YEARS for month in MONTHS.split())


def of(id_: str, agreement: AgreementFacts) -> Plan:
    guideline = next(each for each in GUIDELINES if each.id == id_)
    return plan(guideline, agreement, start=FIRST, end=LAST)


KNOWN = {Precision.DAG: len("YYYY-MM-DD"), Precision.MÅNAD: len("YYYY-MM"), Precision.ÅR: 4}


def as_written(found: Plan) -> dict[str, str]:
    """Each row's days, as exactly as they are known: a month stays a month."""
    days: dict[str, list[str]] = {}
    for post in found.posts:
        known = post.due_on.isoformat()[: KNOWN[post.precision]]
        days.setdefault(post.obligation, []).append(known)
    return {each: " ".join(dates) for each, dates in days.items()}


def precisions(found: Plan) -> dict[str, Precision]:
    return {post.obligation: post.precision for post in found.posts}


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


@pytest.mark.parametrize(("id_", "agreement", "printed"), PRINTED)
def test_the_days_of_twelve_years(
    id_: str, agreement: AgreementFacts | None, printed: dict[str, str]
) -> None:
    guideline = next(each for each in GUIDELINES if each.id == id_)
    assert as_written(of_twelve_years(guideline, agreement)) == PROPOSED | printed


class TestSundsvall:
    """Uppföljningsplan - Privata utförare av hemtjänst, 2.1."""

    def test_months_stay_months(self) -> None:
        """S-A2: "senast nov", "senast juli" and "sep/okt" have no day."""
        found = precisions(of("sundsvall", KKIK))
        days = {each for each, precision in found.items() if precision is Precision.DAG}
        years = {each for each, precision in found.items() if precision is Precision.ÅR}
        assert (days, years) == ({"egenkontroll"}, {"tillstandskontroll"})

    def test_the_printed_days_stay_on_sundays(self) -> None:
        """S-A9: 20 April 2025 is Easter Sunday, and the plan is silent."""
        days = {post.due_on for post in of("sundsvall", HEMTJÄNST).posts}
        assert date(2025, 4, 20) in days

    def test_the_tertials_by_name(self) -> None:
        """S-34, S-A4: the third is the annual report, as the plan itself says."""
        found = [p for p in of("sundsvall", HEMTJÄNST).posts if p.what == "egenkontroll"]
        assert [p.concerns for p in found[:3]] == ["2019-T1", "2019-T2", "2019-T3"]
        assert found[0].reason.written.endswith("T3= Årsrapport senast 20 november")

    def test_who_gets_what(self) -> None:
        """S-08, S-09, S-A1: the accounts go to the economist, the rest to the administrator."""
        sent = {p.what: p.recipients for p in of("sundsvall", KKIK).posts if p.recipients}
        assert sent.pop("arsredovisning") == ("forvaltningsekonom",)
        assert set(sent.values()) == {("lov_administrator",)}

    def test_each_count_with_its_four_parts(self) -> None:
        """S-25 - S-29: SoL and HSL, lex Sarah and lex Maria apart from each other."""
        parts = ("antal", "sammanställning", "analys", "vidtagna förbättringar")
        counted = {p.what for p in of("sundsvall", KKIK).posts if p.basis == parts}
        assert counted == {"avvikelser_sol", "avvikelser_hsl", "lex_sarah", "lex_maria", "klagomal"}

    def test_what_has_no_day(self) -> None:
        """S-12, S-33, S-36, S-37."""
        assert [each.id for each in of("sundsvall", HEMTJÄNST).undated] == [
            "tillstandsbeslut-nytt", "nationella-register", "gemensam-statistik",
            "uppfoljningstraff",
        ]  # fmt: skip


class TestSocialförvaltningen:
    """Uppföljningsplan för kommunala och privata utförare 2023-2026."""

    PRINTED: ClassVar = {  # F-23 - F-26
        "2023-03-31": "Mars – Storängen (Avtal upphör 2024-09-31)",
        "2023-05-31": "Maj - Barn och familj – utförare",
        "2023-06-30": "Juni - LSS område 4",
        "2023-10-31": "Oktober - Kommunala hemtjänsten",
        "2024-01-31": "Januari – LSS område 1",
        "2024-04-30": "April – Femtiofem plus AB",
        "2024-06-30": "Juni – Aspgården",
        "2024-10-31": "Oktober – Arbetsmarknad och försörjning",
        "2025-01-31": "Januari - Bistånd, insats och stöd",
        "2025-02-28": "Februari – Hälso- och sjukvård",
        "2025-05-31": "Maj – Sofies gård (Avtal upphör 2026-08-31)",
        "2025-10-31": "Oktober - Birkagården",
        "2026-01-31": "Januari - Område 3",
        "2026-03-31": "Mars – Hemtjänst",
        "2026-06-30": "Juni – Myndighetsutövning",
        "2026-10-31": "Oktober – LSS område 2",
    }

    def test_sixteen_in_depth(self) -> None:
        """As they are printed, the impossible day included (F-A1)."""
        social = next(each for each in GUIDELINES if each.id == "socialforvaltning")
        found = plan_of_municipality(social, start=FIRST, end=LAST)
        rows = {p.due_on.isoformat(): p for p in found.posts if p.what == "fordjupad"}
        assert {day: p.reason.written for day, p in rows.items()} == self.PRINTED
        assert {p.precision for p in rows.values()} == {Precision.MÅNAD}
        assert rows["2026-01-31"].operations == ("lss_omrade_3", "omrade_3")  # F-A3

    def test_home_care_is_named_twice(self) -> None:
        """F-A3: in 2023 only the municipality's own, in 2026 all of it."""
        own = {p.due_on.year for p in of("socialforvaltning", EGEN_REGI).posts
               if p.what == "fordjupad"}  # fmt: skip
        private = {p.due_on.year for p in of("socialforvaltning", OWN).posts
                   if p.what == "fordjupad"}  # fmt: skip
        assert (own, private) == ({2023, 2026}, {2026})

    def test_fifteen_sources(self) -> None:
        """F-21: the sixth only in some years, the fifteenth only for private providers."""
        (private, *_), (own, *_) = (
            [p.basis for p in of("socialforvaltning", each).posts if p.what == "oversiktlig"]
            for each in (HEMTJÄNST, EGEN_REGI)
        )
        assert (len(private), len(own)) == (15, 14)
        assert private[5] == "medarbetarundersökningar (under de år de genomförs)"
        assert set(private) - set(own) == {"förfrågningsunderlag och avtal"}

    @pytest.mark.parametrize(
        ("start", "due"),
        [("2024-03-01", "2024-09-01"), ("2024-08-31", "2025-02-28"), ("2023-08-31", "2024-02-29")],
    )
    def test_six_months_after_a_new_agreement(self, start: str, due: str) -> None:
        """F-28: from the start, by lag (1930:173) 1 §, and only private providers."""
        for agreement, days in ((HEMTJÄNST, [due]), (EGEN_REGI, [])):
            new = like(agreement, starts_on=date.fromisoformat(start))
            found = [p for p in of("socialforvaltning", new).posts if p.what == "ny_utforare"]
            assert [p.due_on.isoformat() for p in found] == days

    def test_which_year_a_document_is_about(self) -> None:
        """F-40, F-41, F-43: the coming year's plan, the past year's report, both diarieförda."""
        found = {
            p.what: (p.concerns, p.by_registration, p.precision)
            for p in of("socialforvaltning", OWN).posts
            if p.due_on.year == 2026 and p.what.startswith("verksamhets")
        }
        assert found == {
            "verksamhetsplan": ("2027", True, Precision.DAG),
            "verksamhetsberattelse": ("2025", True, Precision.DAG),
        }

    def test_only_private_providers_hand_in_and_meet(self) -> None:
        """F-29, F-40 - F-42."""
        found = {p.what for p in of("socialforvaltning", EGEN_REGI).posts}
        assert not found & {
            "samverkansmote", "verksamhetsplan", "verksamhetsberattelse",
            "patientsakerhetsberattelse", "kompetensutvecklingsplan",
        }  # fmt: skip

    def test_where_it_applies(self) -> None:
        """F-42: no patientsäkerhetsberättelse without HSL, no plan that nobody has agreed on."""
        found = {p.what for p in of("socialforvaltning", like(HEMTJÄNST, laws=(Lagrum.SOL,))).posts}
        assert not found & {"patientsakerhetsberattelse", "kompetensutvecklingsplan"}


class TestÖrebro:
    """Sov 215/2020: the eight methods."""

    def test_eight_methods_with_their_frequencies(self) -> None:
        """O-20 - O-28, in the words of the table on page 7."""
        found = of("orebro", HEMTJÄNST)
        written = {p.what: p.reason.written for p in found.posts}
        written |= {each.what: each.written for each in found.undated}
        methods = {
            "kvalitetskrav": "Minst en gång var tredje år", "arlig": "En gång per år",
            "tema": "På beställning eller vid behov", "lopande": "1 gång i månaden",
            "ekonomisk": "1–3 gånger i månaden", "forekommen_anledning": "Löpande",
            "klagomal": "Löpande", "oanmald": "Vid behov",
        }  # fmt: skip
        assert {what: written[what] for what in methods} == methods

    def test_how_many_times(self) -> None:
        """O-20, O-25, O-62: at least once, one to three, at least two."""
        counts = {p.what: (p.least, p.most) for p in of("orebro", HEMTJÄNST).posts}
        assert counts == {
            "kvalitetskrav": (1, None), "ekonomisk": (1, 3), "rapport_programnamnd": (2, None),
            "tidplan": (1, 1), "arlig": (1, 1), "forbattringsarbete": (1, 1), "lopande": (1, 1),
        }  # fmt: skip

    def test_who_reads_the_report_and_who_takes_part(self) -> None:
        """O-20: the nämnd, the website; MAS where there is HSL."""
        post = next(p for p in of("orebro", HEMTJÄNST).posts if p.what == "kvalitetskrav")
        assert post.recipients == ("verksamhetsansvarig", "ansvarig_namnd", "webbplatsen")
        assert "medicinskt ansvarig deltar" in post.basis
        social = of("orebro", like(HEMTJÄNST, laws=(Lagrum.SOL,)))
        post = next(p for p in social.posts if p.what == "kvalitetskrav")
        assert "medicinskt ansvarig deltar" not in post.basis

    def test_an_unannounced_visit_is_marked(self) -> None:
        """O-28."""
        hidden = [each.id for each in of("orebro", HEMTJÄNST).undated if not each.is_announced]
        assert hidden == ["oanmald"]

    def test_on_equal_terms(self) -> None:
        """O-03: the same plan for egen regi as for a private provider."""
        assert of("orebro", EGEN_REGI) == of("orebro", HEMTJÄNST)

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"driftsform": Driftsform.KOMMUNALT_BOLAG}, "driftsform_ej_omfattad"),
            ({"upphandlingsform": Upphandlingsform.INGEN}, "ej_uppdragsdirektiv"),
        ],
    )
    def test_what_it_does_not_speak_of(self, changes: dict[str, object], reason: str) -> None:
        """O-02, O-50."""
        assert of("orebro", like(HEMTJÄNST, **changes)).reasons == (reason,)


class TestSödertälje:
    """Uppföljning av verksamheten inom äldreomsorgsnämnden inklusive uppföljningsplan 2018-2020."""

    TABLE: ClassVar = {
        2018: {"dagverksamhet", "sarskilt_boende"},
        2019: {"hemtjanst", "nattpatrull", "larm"},
        2020: {"dagverksamhet", "sarskilt_boende"},
    }

    def test_the_table_of_2018_to_2020(self) -> None:
        """T-51, and T-A1: three areas of 1.2 are never in it."""
        guideline = next(each for each in GUIDELINES if each.id == "sodertalje")
        found = plan_of_municipality(guideline, start=date(2018, 1, 1), end=date(2020, 12, 31))
        table: dict[int, set[str]] = {}
        for post in found.posts:
            if post.what == "fordjupad":
                table.setdefault(post.due_on.year, set()).add(post.operations[0])
        assert table == self.TABLE
        areas = {name for post in found.posts for name in post.operations}
        assert not areas & {"korttidsboende", "kommunal_halso_och_sjukvard", "myndighetsutovning"}

    @pytest.mark.parametrize(
        "operation", ["hemtjanst", "nattpatrull", "larm", "dagverksamhet", "sarskilt_boende"]
    )
    def test_every_other_year_in_depth(self, operation: str) -> None:
        """T-42: one year in depth, the next by the results of the last."""
        agreement = like(HEMTJÄNST, operation=operation)
        kinds = [p.what for p in of("sodertalje", agreement).posts
                 if p.what in {"fordjupad", "resultatuppfoljning"}]  # fmt: skip
        assert len(kinds) == len(YEARS)
        assert all(one != other for one, other in pairwise(kinds))

    def test_the_focus_of_2018(self) -> None:
        """T-52."""
        guideline = next(each for each in GUIDELINES if each.id == "sodertalje")
        found = plan(guideline, HEMTJÄNST, start=date(2018, 1, 1), end=date(2019, 12, 31))
        focus = {(p.due_on.year, p.focus) for p in found.posts if p.what == "arlig"}
        assert focus == {
            (2018, ("kompetens", "dokumentation", "brukaredelaktighet")), (2019, ()),
        }  # fmt: skip

    def test_manual_registrations_are_measured_in_home_care(self) -> None:
        """T-03, T-10: each month, per provider."""
        found = of("sodertalje", like(HEMTJÄNST, operation="dagverksamhet"))
        assert "manuell-tid" not in as_written(found)

    def test_a_statutory_day_says_where_it_rolled_from(self) -> None:
        """T-40."""
        post = next(p for p in of("sodertalje", HEMTJÄNST).posts if p.due_on == date(2026, 3, 2))
        assert post.reason.rolled_from == date(2026, 3, 1)
        assert str(post.citations[0]) == "PSL (2010:659), 3 kap. 10 §"
