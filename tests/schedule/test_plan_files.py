"""What the plan in a guideline file may not say, and where the refusal points."""

import pytest

from avtalsuppfoljning.errors import GuidelineError, InvalidValueError
from avtalsuppfoljning.guidelines import fingerprint, parse, shipped, shipped_text
from avtalsuppfoljning.schedule import MonthDay, schedule_fingerprint

TEXT = shipped_text("exempelkoping")
ROW = """
[[planpunkt]]
id = "ny-punkt"
vad = "ny_punkt"
typ = "kontroll"
vem = "kommunen"
skrivet = "varje år"
avsnitt = "18 §"
"""
HERE = f"planpunkt[{TEXT.count('[[planpunkt]]')}]"


YEARLY, LISTED = 'aterkommer = "arligen"\n', 'aterkommer = "bestamda"\n'
FAULTS = [  # what is added to a row, and the place that the refusal names
    (YEARLY + 'senast = ["11-31"]', "senast[0]"),
    (YEARLY + 'senast = ["13"]', "senast[0]"),
    (YEARLY + 'senast = ["00-10"]', "senast[0]"),
    (YEARLY + 'senast = ["1-5"]', "senast[0]"),
    (YEARLY + 'senast = ["nov"]', "senast[0]"),
    (YEARLY + 'senast = ["08-20", "04-20"]', "senast"),
    (YEARLY + 'senast = ["08-20", "08-20"]', "senast"),
    (YEARLY + 'senast = ["04-20"]\nperioder = ["T1", "T2"]', "perioder"),
    (YEARLY + 'senast = ["04", "08"]\nperioder = ["T1", "T1"]', "perioder[1]"),
    (YEARLY + "vart_ar = 0", "vart_ar"),
    (YEARLY + "vart_ar = 3", "vart_ar"),
    (YEARLY + "vart_ar = 3\nfran_ar = 2018\nrakna_fran_start = true", "fran_ar"),
    (YEARLY + "fran_ar = 1066", "fran_ar"),
    (YEARLY + "manader = 6", "manader"),
    (YEARLY + 'tillfallen = ["2026-03"]', "tillfallen"),
    (YEARLY + "minst = 0", "minst"),
    (YEARLY + "minst = 2\nhogst = 1", "minst"),
    (YEARLY + "hogst = 2\neller_fler = true", "eller_fler"),
    (YEARLY + "avser_ar = 2", "avser_ar"),
    (YEARLY + "tolkning = true", "lasning"),
    (YEARLY + 'lasning = "så"', "lasning"),
    (YEARLY + 'bindande = "lag"', "forfattning"),
    (YEARLY + "foreslagen = true", "foreslagen"),
    (YEARLY + 'rullning = "nasta_vardag"', "rullning"),
    (YEARLY + 'rullning = "nasta_vardag"\nsenast = ["11"]', "rullning"),
    (YEARLY + "bara_om_avtalat = true", "bara_om_avtalat"),
    (YEARLY + 'rackvidd = "kommun"\nkkik_ar = true', "rackvidd"),
    (YEARLY + 'rackvidd = "verksamhet"', "nar"),
    (YEARLY + 'mottagare = ["Nämnden"]', "mottagare[0]"),
    (YEARLY + 'mottagare = ["namnden", "namnden"]', "mottagare"),
    (YEARLY + "nar = { avtalsbrist = ['ja'] }", "nar"),
    (YEARLY + "nar = { lagrum = ['lou'] }", "nar.lagrum"),
    (YEARLY + "nar = { verksamhet = ['Hemtjänst'] }", "nar.verksamhet"),
    (YEARLY + "nar = { verksamhet = [] }", "nar.verksamhet"),
    (YEARLY + "underlag = [{ id = 'a', namn = ' ' }]", "underlag[0].namn"),
    (YEARLY + 'forfattning = { dokument = "PSL", avsnitt = " " }', "forfattning.avsnitt"),
    (YEARLY + "okand = 1", "okand"),
    (LISTED, "tillfallen"),
    (LISTED + 'tillfallen = ["2024-09-31"]', "tillfallen[0]"),
    (LISTED + 'tillfallen = ["2023-02-29"]', "tillfallen[0]"),
    (LISTED + 'tillfallen = ["2023-03-"]', "tillfallen[0]"),
    (LISTED + 'tillfallen = ["hösten 2017"]', "tillfallen[0]"),
    (LISTED + 'tillfallen = ["1066-03"]', "tillfallen[0]"),
    (LISTED + 'tillfallen = ["2024-03", "2023-03"]', "tillfallen"),
    ('aterkommer = "rullande"', "manader"),
    ('aterkommer = "rullande"\nmanader = 0', "manader"),
    ('aterkommer = "efter_start"\nmanader = 601', "manader"),
    ('aterkommer = "efter_start"\nmanader = 6\nrackvidd = "kommun"', "rackvidd"),
    ('aterkommer = "avtalets_dag"', "bindande"),
    ('aterkommer = "manadsvis"\nsenast = ["11"]', "senast"),
    ('aterkommer = "manadsvis"\navser_ar = 1', "avser_ar"),
    ('aterkommer = "utan_dag"\nminst = 2', "minst"),
    ('aterkommer = "ibland"', "aterkommer"),
    ("minst = 1", "aterkommer"),
]


@pytest.mark.parametrize(("added", "where"), FAULTS)
def test_a_contradiction_is_refused_where_it_stands(added: str, where: str) -> None:
    with pytest.raises(GuidelineError) as refused:
        parse(TEXT + ROW + added)
    assert refused.value.place == f"{HERE}.{where}"
    assert refused.value.what
    assert refused.value.way_out


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "ny-punkt"', 'id = "egenkontroll"', "id"),
        ('id = "ny-punkt"', 'id = "Ny punkt"', "id"),
        ('vad = "ny_punkt"', 'vad = "ny-punkt"', "vad"),
        ('skrivet = "varje år"', 'skrivet = " "', "skrivet"),
        ('avsnitt = "18 §"', 'avsnitt = " "', "avsnitt"),
        ('avsnitt = "18 §"\n', "", "avsnitt"),
        ('typ = "kontroll"', 'typ = "besök"', "typ"),
        ('vem = "kommunen"', 'vem = "nämnden"', "vem"),
    ],
)
def test_what_every_row_must_have(old: str, new: str, where: str) -> None:
    text = TEXT + ROW.replace(old, new) + 'aterkommer = "arligen"'
    with pytest.raises(GuidelineError) as refused:
        parse(text)
    assert refused.value.place == f"{HERE}.{where}"


@pytest.mark.parametrize(
    ("section", "row", "place"),
    [
        ("planomfattning", 'skal = "pahittat"\nkraver = { lagrum = ["sol"] }', "skal"),
        ("planomfattning", 'skal = "ej_lov"\nkraver = {}', "kraver"),
        ("planomfattning", 'skal = "ej_lov"\nkraver = { akut = ["ja"] }', "kraver"),
        ("fokusomrade", 'ar = 20\nomraden = ["natt"]', "ar"),
        ("fokusomrade", "ar = 2026\nomraden = []", "omraden"),
    ],
)
def test_what_the_other_sections_may_not_say(section: str, row: str, place: str) -> None:
    with pytest.raises(GuidelineError) as refused:
        parse(f'{TEXT}\n[[{section}]]\nid = "a"\navsnitt = "1 §"\n{row}')
    assert refused.value.place == f"{section}[0].{place}"


def test_a_year_has_one_list_of_areas() -> None:
    row = '[[fokusomrade]]\nid="{}"\nar=2026\nomraden=["natt"]\navsnitt="1 §"\n'
    with pytest.raises(GuidelineError) as refused:
        parse(TEXT + "\n" + row.format("a") + row.format("b"))
    assert refused.value.place == "fokusomrade[1].ar"


def test_a_plan_is_no_part_of_how_deficiencies_are_judged() -> None:
    """Two fingerprints: a new row changes the schedule's, and not the other."""
    plain, longer = parse(TEXT), parse(TEXT + ROW + 'aterkommer = "arligen"')
    assert fingerprint(plain) == fingerprint(longer)
    assert schedule_fingerprint(plain) != schedule_fingerprint(longer)


def test_how_a_row_is_read_is_no_part_of_the_schedule() -> None:
    row = ROW + 'aterkommer = "arligen"\ntolkning = true\nlasning = "Så läser vi."'
    again = row.replace("Så läser vi.", "Så, med andra ord.").replace("varje år", "årligen")
    assert schedule_fingerprint(parse(TEXT + row)) == schedule_fingerprint(parse(TEXT + again))


CHANGES = [
    ('vad = "ny_punkt"', 'vad = "annan"'),
    ('typ = "kontroll"', 'typ = "mote"'),
    ('vem = "kommunen"', 'vem = "utforaren"'),
    ('avsnitt = "18 §"', 'avsnitt = "19 §"'),
    ('senast = ["11-20"]', 'senast = ["11-21"]'),
    ('senast = ["11-20"]', 'senast = ["11"]'),
    ('senast = ["11-20"]', 'senast = ["11-20"]\nperioder = ["T3"]'),
    ("vart_ar = 3", "vart_ar = 2"),
    ("fran_ar = 2018", "fran_ar = 2019"),
    ("fran_ar = 2018", "rakna_fran_start = true"),
    ("minst = 1", "minst = 2"),
    ("minst = 1", "minst = 1\nhogst = 3"),
    ("minst = 1", "minst = 1\neller_fler = true"),
    ("minst = 1", "minst = 1\navser_ar = 1"),
    ("minst = 1", "minst = 1\noanmald = true"),
    ("minst = 1", "minst = 1\ndiarieford = true"),
    ("minst = 1", "minst = 1\nmottagare = ['namnden']"),
    ("minst = 1", "minst = 1\nrackvidd = 'kommun'"),
    ("minst = 1", "minst = 1\nrullning = 'nasta_vardag'"),
    ("minst = 1", "minst = 1\nnar = { lagrum = ['hsl'] }"),
    ("minst = 1", "minst = 1\nunderlag = [{ id = 'a', namn = 'a' }]"),
    ("minst = 1", "minst = 1\nbindande = 'lag'\nforfattning = { dokument = 'L', avsnitt = '1 §' }"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_whatever_is_planned_is_in_the_fingerprint(old: str, new: str) -> None:
    row = ROW + 'aterkommer = "arligen"\nsenast = ["11-20"]\nvart_ar = 3\nfran_ar = 2018\nminst = 1'
    assert old in row
    before, after = parse(TEXT + row), parse(TEXT + row.replace(old, new))
    assert schedule_fingerprint(before) != schedule_fingerprint(after)


GOLDEN = {
    "exempelkoping": "sha256:0d4b604de96ee84ece79590f757171cc4b63b9b67cff28b107b809240974cd65",
    "orebro": "sha256:6806273b9d17e44eda83dde1767e00f6bfc44c7435ee8819339376300038aae3",
    "socialforvaltning": "sha256:0fa5d556050c041c0cc24cd9a3920b4661832c4795d0d20c34783ad55c01f3e0",
    "sodertalje": "sha256:aad0bb63c7a21c7fe971b9e131b8b455ed34c9d3b035efe4bae26663c8844525",
    "sundsvall": "sha256:7e84c662f457febb013ce73c9d41d20bab7387e83d0d4b26e3c18a62742f948e",
}


def test_golden_schedules() -> None:
    """Each changes only with a reviewed list of the days that differ."""
    found = {id_: schedule_fingerprint(parse(shipped_text(id_, day))) for id_, day in shipped()}
    assert found == GOLDEN


@pytest.mark.parametrize("text", ["11-20", "02-29", "12", "01-01"])
def test_days_in_a_year_are_written_one_way(text: str) -> None:
    assert str(MonthDay.of(text)) == text


@pytest.mark.parametrize("text", ["", "-", "11-", "-20", "1-20", "11-2", "02-30", "²1", "1１-20"])
def test_what_is_no_day_in_a_year(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        MonthDay.of(text)
    assert refused.value.way_out
