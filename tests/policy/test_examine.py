"""Step 7: each refusal and each deviation, with a case that makes it and one that does not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.policy.cases import DAY, ÖREBRO, altered, facts

from avtalsuppfoljning.guidelines import Delegationsordning, parse_delegationsordning
from avtalsuppfoljning.policy import (
    AmountCap,
    Authority,
    Choice,
    Facts,
    Ruling,
    StreamVersion,
    assess,
    examine,
    try_authority,
)
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import (
    EkonomiskForm,
    Frekvens,
    Hörd,
    Kanal,
    MeasureId,
    Money,
    Resultat,
    StreamId,
    Upphandlingsform,
)

ORDER: Delegationsordning = parse_delegationsordning("""
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "4.1"
atgarder = ["papekande", "atgardsplan", "avstaende"]
roller = ["enhetschef", "namnd"]
[[punkt]]
id = "4.2"
atgarder = ["ekonomisk_sanktion"]
former = ["vite", "prisavdrag"]
hogsta_belopp = "50000.00"
roller = ["forvaltningschef"]
[[punkt]]
id = "4.3"
atgarder = ["avstangning", "havning", "ekonomisk_sanktion"]
roller = ["namnd"]
""")

CHIEF = Authority(person="Kim Ek", role="enhetschef", delegation_point="4.1")
DIRECTOR = Authority(person="Alex Lind", role="forvaltningschef", delegation_point="4.2")
NÄMND = Authority(person="Robin Berg", role="namnd", delegation_point="4.3")

MINOR = facts()
GRAVE = facts(frequency=Frekvens.SYSTEMATISK, is_repeated=True)  # level: economic sanction
VITE = Money(amount=Decimal(5000))


def try_out(case: Facts, measure: str | None, **how: Any) -> Ruling:
    told: dict[str, Any] = {"by": CHIEF, "decided_on": DAY, "motivation": "Skäl."} | how
    named = None if measure is None else MeasureId(measure)
    return examine(Choice(measure=named, **told), assess(case, ÖREBRO), ORDER, ÖREBRO)


def codes(case: Facts, measure: str | None, **how: Any) -> tuple[set[str], set[str]]:
    """The codes of the refusals and of the deviations."""
    ruling = try_out(case, measure, **how)
    assert ruling.is_lawful is (not ruling.refusals)
    assert all(each.text for each in (*ruling.refusals, *ruling.deviations))
    return {each.code for each in ruling.refusals}, {each.code for each in ruling.deviations}


def vite(**how: Any) -> dict[str, Any]:
    return {"by": DIRECTOR, "forms": ("vite",), "amount": VITE} | how


def test_what_is_recommended_needs_no_motivation() -> None:
    assert codes(MINOR, "papekande", motivation="") == (set(), set())
    assert codes(GRAVE, "ekonomisk_sanktion", **vite(motivation="")) == (set(), set())


def test_the_ruling_says_what_it_was_tried_against() -> None:
    read = [StreamVersion(stream=StreamId("agreement:a"), version=3)]
    choice = Choice(measure=MeasureId("papekande"), decided_on=DAY, by=CHIEF)
    assessment = assess(MINOR, ÖREBRO)
    ruling = examine(choice, assessment, ORDER, ÖREBRO, read=read)
    assert (ruling.choice, ruling.assessment, ruling.read) == (choice, assessment, tuple(read))
    assert ruling.delegation.fingerprint == ORDER.fingerprint
    assert structure(unstructure(ruling), Ruling) == ruling


class TestRefusals:
    def test_not_permitted(self) -> None:
        """The text names the reasons, the citations say where they stand."""
        ruling = try_out(GRAVE, "papekande")
        refusal = ruling.refusals[0]
        assert refusal.code == "ej_tillaten"
        assert "ej_mindre_omfattande" in refusal.text
        assert refusal.citations == assess(GRAVE, ÖREBRO).refused[0].citations

    def test_no_measure_of_the_guideline(self) -> None:
        assert "ej_tillaten" in codes(MINOR, "varning")[0]

    def test_an_economic_sanction_needs_a_form(self) -> None:
        assert codes(GRAVE, "ekonomisk_sanktion", **vite(forms=()))[0] == {"form_saknas"}

    def test_a_suspension_needs_a_channel(self) -> None:
        """O-56: the set of channels is not empty."""
        assert codes(MINOR, "avstangning", by=NÄMND)[0] == {"form_saknas"}
        for forms in (("ickeval",), ("ickeval", "aktiva_val")):
            assert codes(MINOR, "avstangning", by=NÄMND, forms=forms)[0] == set()

    @pytest.mark.parametrize(
        ("measure", "by", "forms"),
        [
            ("ekonomisk_sanktion", DIRECTOR, ("prisavdrag",)),
            ("ekonomisk_sanktion", DIRECTOR, ("vite", "vite")),
            ("avstangning", NÄMND, ("aktiva_val",)),
            ("avstangning", NÄMND, ("ickeval", "ickeval")),
            ("havning", NÄMND, ("vite",)),
            ("papekande", CHIEF, ("ickeval",)),
            (None, CHIEF, ("vite",)),
        ],
    )
    def test_a_form_outside_the_agreement(
        self, measure: str | None, by: Authority, forms: tuple[str, ...]
    ) -> None:
        """O-55: which kind is regulated in each agreement."""
        case = facts(economic_forms=(EkonomiskForm.VITE,), suspension_channels=(Kanal.ICKEVAL,))
        amount = VITE if measure == "ekonomisk_sanktion" else None
        found = codes(case, measure, by=by, forms=forms, amount=amount)[0]
        assert found == {"form_utanfor_avtalet"}

    def test_one_form_only(self) -> None:
        found = codes(GRAVE, "ekonomisk_sanktion", **vite(forms=("vite", "prisavdrag")))[0]
        assert found == {"form_utanfor_avtalet"}

    @pytest.mark.parametrize("measure", ["papekande", "atgardsplan", None])
    def test_an_amount_where_nothing_is_paid(self, measure: str | None) -> None:
        assert codes(MINOR, measure, amount=VITE)[0] == {"belopp_utanfor_avtalet"}

    @pytest.mark.parametrize(
        ("cap", "amount", "refused"),
        [("5000", "5000", False), ("4999.99", "5000", True), ("4999.99", None, True)],
    )
    def test_an_amount_above_the_agreements_cap(
        self, cap: str, amount: str | None, *, refused: bool
    ) -> None:
        """Where there is a cap the amount has to be stated, or it could not be tried."""
        caps = (AmountCap(form=EkonomiskForm.VITE, amount=Money(amount=Decimal(cap))),)
        case = facts(frequency=Frekvens.SYSTEMATISK, is_repeated=True, amount_caps=caps)
        money = None if amount is None else Money(amount=Decimal(amount))
        found = codes(case, "ekonomisk_sanktion", by=NÄMND, forms=("vite",), amount=money)[0]
        assert found == ({"belopp_utanfor_avtalet"} if refused else set())
        other = codes(case, "ekonomisk_sanktion", by=NÄMND, forms=("prisavdrag",), amount=money)[0]
        assert other == set(), "the cap is of another form"

    @pytest.mark.parametrize(
        ("amount", "refused"), [("50000", False), ("50000.01", True), (None, True)]
    )
    def test_an_amount_above_the_delegation(self, amount: str | None, *, refused: bool) -> None:
        money = None if amount is None else Money(amount=Decimal(amount))
        found = codes(GRAVE, "ekonomisk_sanktion", **vite(amount=money))[0]
        assert found == ({"belopp_over_delegation"} if refused else set())

    @pytest.mark.parametrize(
        "by",
        [
            altered(DIRECTOR, delegation_point="9.9"),
            altered(DIRECTOR, delegation_point="4.1"),
            altered(DIRECTOR, role="enhetschef"),
        ],
    )
    def test_no_delegation(self, by: Authority) -> None:
        """O-51: every sanction is decided under the delegationsordning."""
        found = codes(GRAVE, "ekonomisk_sanktion", **vite(by=by))[0]
        assert found == {"ingen_delegation"}

    def test_a_form_outside_the_delegation(self) -> None:
        forms = ("innehallen_betalning",)
        found = codes(GRAVE, "ekonomisk_sanktion", **vite(forms=forms))[0]
        assert found == {"ingen_delegation"}

    def test_a_delegation_that_does_not_apply_yet(self) -> None:
        day = date(2025, 12, 31)
        found = codes(altered(MINOR, on=day), "papekande", decided_on=day)[0]
        assert found == {"ingen_delegation"}

    @pytest.mark.parametrize("field", ["person", "role", "delegation_point"])
    def test_only_a_person_decides(self, field: str) -> None:
        """KL 6:38: never a function."""
        by = altered(CHIEF, **{field: " \t"})
        assert codes(MINOR, "papekande", by=by)[0] == {"person_saknas"}

    def test_a_deviation_without_motivation(self) -> None:
        refused, deviates = codes(MINOR, "atgardsplan", motivation=" ")
        assert refused == {"motivering_saknas"}
        assert deviates

    def test_an_abstention_always_needs_a_motivation(self) -> None:
        """O-16."""
        case = facts(highest_measure=MeasureId("papekande"))
        assert codes(case, None, motivation="") == ({"motivering_saknas"}, set())
        assert codes(case, None) == (set(), set())

    def test_an_abstention_needs_a_delegation(self) -> None:
        assert codes(MINOR, None, by=NÄMND)[0] == {"ingen_delegation"}

    @pytest.mark.parametrize("days", [-1, 1])
    def test_the_facts_of_another_day(self, days: int) -> None:
        day = DAY + timedelta(days=days)
        assert codes(MINOR, "papekande", decided_on=day)[0] == {"fakta_av_annan_dag"}


class TestDeviations:
    def test_other_than_recommended(self) -> None:
        assert codes(GRAVE, "atgardsplan") == (set(), {"annan_an_rekommenderad"})

    def test_an_abstention_when_a_measure_is_recommended(self) -> None:
        assert codes(MINOR, None) == (set(), {"annan_an_rekommenderad"})

    def test_a_measure_when_the_result_is_awaited(self) -> None:
        case = facts(highest_measure=MeasureId("papekande"))
        assert codes(case, "papekande") == (set(), {"annan_an_rekommenderad"})

    def test_a_measure_when_none_is_called_for(self) -> None:
        case = facts(highest_measure=MeasureId("papekande"), result=Resultat.ÅTGÄRDAD)
        assert codes(case, "papekande")[1] == {"annan_an_rekommenderad", "hoppar_over_steg"}

    def test_skipping_a_rung(self) -> None:
        found = codes(MINOR, "havning", by=NÄMND)
        assert found == (set(), {"annan_an_rekommenderad", "hoppar_over_steg"})

    def test_a_barred_rung_is_not_skipped_by_the_person(self) -> None:
        """Private LOU: the guideline itself goes from economic sanction to hävning."""
        case = facts(
            upphandlingsform=Upphandlingsform.LOU,
            highest_measure=MeasureId("ekonomisk_sanktion"),
            result=Resultat.KVARSTÅR,
        )
        assert codes(case, "havning", by=NÄMND, motivation="") == (set(), set())

    def test_the_nämnd_chooses_freely_what_was_put_before_it(self) -> None:
        case = facts(highest_measure=MeasureId("havning"), result=Resultat.KVARSTÅR)
        assert assess(case, ÖREBRO).recommended.action == "eskalera_till_namnd"
        assert codes(case, "havning", by=NÄMND, motivation="") == (set(), set())
        assert codes(case, "atgardsplan")[1] == {"annan_an_rekommenderad"}
        nämnd = altered(NÄMND, delegation_point="4.1")
        assert codes(case, None, by=nämnd) == (set(), set())

    @pytest.mark.parametrize("heard", Hörd)
    def test_the_provider_has_not_been_heard(self, heard: Hörd) -> None:
        unheard = heard in {Hörd.EJ_TILLFRÅGAD, Hörd.SVARSTID_LÖPER}
        found = codes(altered(MINOR, heard=heard), "papekande")[1]
        assert found == ({"utforaren_ej_hord"} if unheard else set())


def test_lifting_is_covered_by_the_point_that_covers_the_measure() -> None:
    assert try_authority(NÄMND, "avstangning", ORDER, on=DAY) == ()
    assert [each.code for each in try_authority(CHIEF, "avstangning", ORDER, on=DAY)] == [
        "ingen_delegation"
    ]
    assert try_authority(DIRECTOR, "ekonomisk_sanktion", ORDER, on=DAY) == ()
