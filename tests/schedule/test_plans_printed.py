"""The four plans beside the printed documents, and the plan of the invented municipality.

The days of twelve years stand in ``printed_years``; what else the documents say of a row is here,
document by document.
"""

from datetime import date
from itertools import pairwise
from typing import ClassVar

import pytest
from tests.schedule.agreements import GUIDELINES, HEMTJÄNST, like
from tests.schedule.printed_years import (
    FIRST,
    KKIK,
    LAST,
    OWN,
    PRINTED,
    PROPOSED,
    YEARS,
    as_written,
    of_twelve_years,
)

from avtalsuppfoljning.schedule import (
    AgreementFacts,
    Plan,
    Precision,
    plan,
    plan_of_municipality,
)
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform

EGEN_REGI = like(HEMTJÄNST, driftsform=Driftsform.EGEN_REGI)


def of(id_: str, agreement: AgreementFacts) -> Plan:
    guideline = next(each for each in GUIDELINES if each.id == id_)
    return plan(guideline, agreement, start=FIRST, end=LAST)


def precisions(found: Plan) -> dict[str, Precision]:
    return {post.obligation: post.precision for post in found.posts}


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
