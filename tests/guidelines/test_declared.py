"""Parameters, tariffs, side effects, roles and laws: refused at their place where they fail."""

import pytest

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import fingerprint, parse, shipped_text

EX = shipped_text("exempelkoping")
ALL = '"papekande", "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"'


def refusal(text: str) -> GuidelineError:
    with pytest.raises(GuidelineError) as caught:
        parse(text)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"omedelbar_grund", ', "", "laser"),
        ('"omedelbar_grund", ', '"omedelbar_grund", "troskel", ', "laser"),
        ('"omedelbar_grund", ', '"omedelbar_grund", "akut", ', "laser[1]"),
        ('"omedelbar_grund", ', '"omedelbar_grund", "omedelbar_grund", ', "laser[1]"),
        ('["enhetschef", ', '["enhetschef", "enhetschef", ', "beslutsnivaer[1]"),
        ('["enhetschef", ', '[" ", ', "atgard[0].lagst_beslutsniva"),
        ('lagst_beslutsniva = "namnd"', 'lagst_beslutsniva = "rad"', "atgard[4]"),
        ('former = ["vite"]', 'former = ["ickeval"]', "atgard[3].former"),
        ('former = ["vite"]', 'former = ["vite", "vite"]', "atgard[3].former"),
        ('former = ["vite"]\n', "", "atgard[3].former"),
        ('nar = { kanal_reglerad = ["nej"] }', 'nar = { akut = ["nej"] }', "atgard[4].former"),
        ('namn = "Uppsägning"', 'namn = "Uppsägning"\nutanfor_stegen = true', "atgard[6].utanfor"),
        ('varde = "30"', 'varde = "30.5"', "parameter[0].varde"),
        ('varde = "30"', 'varde = "0"', "parameter[0].varde"),
        ('varde = "30"', "varde = 30", "parameter[0].varde"),
        ('enhet = "dagar"', 'enhet = " "', "parameter[0]"),
        ('atgard = "vite"', 'atgard = "varning"', "taxa[0].atgard"),
        ('belopp = "2000.00"', 'belopp = "-1"', "taxa[0].belopp"),
        ('belopp = "2000.00"', 'belopp = "0"', "taxa[0].belopp"),
        ('belopp = "2000.00"', 'belopp = "1000000000000000000000000000"', "taxa[0].belopp"),
        ('enhet = "styck"', 'enhet = "paborjad_vecka"', "taxa[1].enhet"),
        ('enhet = "styck"', 'enhet = "manad"', "taxa[0].enhet"),
        ('stanger = ["ickeval"]', 'stanger = ["vite"]', "foljd[0].stanger"),
        ('stanger = ["ickeval"]', 'stanger = ["ickeval", "ickeval"]', "foljd[0].stanger"),
        ('nar = { varning_galler = ["ja"], upphandlingsform = ["lov"] }', "nar = {}", "foljd[0]"),
        ('betydelse = "en varning gäller redan"', 'betydelse = ""', "avvikelse[2]"),
        ('kod = "varning_galler"\natgarder = ["varning"]',
         'kod = "varning_galler"\natgarder = ["bot"]', "avvikelse[2].atgarder"),
        ('kod = "varning_galler"\natgarder = ["varning"]',
         'kod = "varning_galler"\natgarder = []', "avvikelse[2].atgarder"),
        ('art = "vantan"', 'art = "utanfor"', "grans[8].art"),
        ('nar = { omedelbar_grund = ["nej"], rattelsefrist = ["ingen"] }\nart = "tystnad"',
         'nar = { omedelbar_grund = ["nej"], avtalsbrist = ["nej"] }\nart = "vantan"', "grans[13]"),
        ('slag = "tillats_bara_om"', 'slag = "niva_ar"', "lag[0].atgarder"),
        ('slag = "tillats_bara_om"', 'slag = "alltid"', "lag[0].slag"),
        ('atgarder = ["avstangning"]\nnar', 'atgarder = ["bot"]\nnar', "lag[0].atgarder"),
        ('givet = { omedelbar_grund = ["nej"] }', 'givet = { rattelsefrist = ["ute"] }', "lag[2]"),
        ('givet = { omedelbar_grund = ["nej"] }', 'givet = { hord = ["ja"] }', "lag[2].givet"),
        ('ger = ["ej_uppdragsdirektiv", "avtal_upphort"]', 'ger = ["annat"]', "lag[4].ger"),
        ('avsnitt = "5 § Varning"', 'avsnitt = "5 §"\nlasning = "Så."', "atgard[2].lasning"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_at_its_place(old: str, new: str, place: str) -> None:
    assert old in EX
    assert refusal(EX.replace(old, new, 1)).place.startswith(place)


@pytest.mark.parametrize(
    ("guideline", "old", "new", "law", "cell"),
    [
        ("orebro", '["lou", "uppdragsdirektiv", "ingen"]', '["uppdragsdirektiv", "ingen"]',
         "avstangning-bara-lov", "avstangning får vidtas i fallet upphandlingsform=lou"),
        ("orebro", 'nar = { havningsgrund_uppfylld = ["nej"] }',
         'nar = { havningsgrund_uppfylld = ["nej"], akut = ["nej"] }',
         "havning-bara-med-grund", "akut=ja"),
        ("orebro", f"nekar = [{ALL}]\nnar = {{ avtalsbrist",
         'nekar = ["atgardsplan"]\nnar = { avtalsbrist',
         "inget-utan-avtalsbrist", "papekande får vidtas i fallet avtalsbrist=nej"),
        ("sodertalje", '{ avtalsbrist = ["nej"], risk = ["nej"] }', '{ avtalsbrist = ["nej"] }',
         "risk-racker-for-atgardsplan", "atgardsplan nekas med skälet ingen_avtalsbrist i fallet"),
        ("sodertalje", 'nar = { grad = ["ovrig"], upprepad = ["ja"] }\nger = "atgardsplan"',
         'nar = { grad = ["ovrig"], upprepad = ["ja"] }\nger = "ingen"',
         "upprepade-brister-ger-atgardsplan", "nivån är ingen i fallet grad=ovrig"),
        ("exempelkoping", 'omedelbar_grund = ["nej"], rattelsefrist = ["ingen"]',
         'rattelsefrist = ["ingen"]', "omedelbar-grund-vantar-inte", "omedelbar_grund=ja"),
        ("exempelkoping", '["ej_satt", "loper", "delvis_ute"]', '["ej_satt", "loper"]',
         "uppsagning-efter-utgangen-frist", "rattelsefrist=delvis_ute"),
    ],
)  # fmt: skip
def test_a_law_that_does_not_hold_is_refused_with_its_cell(
    guideline: str, old: str, new: str, law: str, cell: str
) -> None:
    text = shipped_text(guideline)
    assert old in text
    found = refusal(text.replace(old, new, 1))
    assert found.place.startswith("lag[")
    assert law in found.what
    assert cell in found.what


def test_a_law_is_not_part_of_the_fingerprint() -> None:
    """It says what the answers are, and changes none of them."""
    assert fingerprint(parse(EX[: EX.index("[[lag]]")])) == fingerprint(parse(EX))


def test_levels_that_nobody_uses_are_refused() -> None:
    text = "\n".join(line for line in EX.splitlines() if "lagst_beslutsniva" not in line)
    assert refusal(text).place == "beslutsnivaer"
