"""A guideline file that contradicts itself is refused, with the place; never half a guideline."""

import random
import re

import pytest

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import fingerprint, load, parse, shipped, shipped_text

TEXT = shipped_text("orebro")
BLOCKS = [block for block in re.split(r"(?m)^(?=\[)", TEXT) if block.startswith("[")]
HEAD = TEXT[: TEXT.index(BLOCKS[0])]
TABLE_ROWS = [at for at, block in enumerate(BLOCKS) if ".rad]]" in block.splitlines()[0]]
LIMITS = [at for at, block in enumerate(BLOCKS) if block.startswith("[[grans]]")]


def refusal(text: str | bytes) -> GuidelineError:
    with pytest.raises(GuidelineError) as caught:
        parse(text)
    assert caught.value.place
    assert "\n" not in str(caught.value)
    return caught.value


def edited(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_the_text_is_taken_apart_and_put_together_again() -> None:
    assert HEAD + "".join(BLOCKS) == TEXT
    assert (len(LIMITS), len(TABLE_ROWS)) == (15, 20)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("faktaversion = 1", "faktaversion = 2", "faktaversion"),
        ("faktaversion = 1", 'faktaversion = "1"', "faktaversion"),
        ("faktaversion = 1", "faktaversion = true", "faktaversion"),
        ("faktaversion = 1", "faktaversion = 1\nandra = 1", "andra"),
        ('version = "2020-05-28"', 'version = "2020-05-32"', "dokument.version"),
        ('version = "2020-05-28"', 'version = "20200528x"', "dokument.version"),
        ("galler_fran = 2020-05-28", "galler_fran = 2020-05-27", "dokument.galler_fran"),
        ("galler_fran = 2020-05-28", 'galler_fran = "2020-09-31"', "dokument.galler_fran"),
        ("faststalld = 2020-05-28", "faststalld = 2020-05-28T00:00:00", "dokument.faststalld"),
        ('id = "orebro"', 'id = "Örebro"', "dokument.id"),
        ('namn = "Sov 215/2020"', 'namn = " "', "dokument.namn"),
        ('verkan = "plan"', 'verkan = "planering"', "atgard[1].verkan"),
        ("sanktion = false", 'sanktion = "false"', "atgard[0].sanktion"),
        ("sanktion = false", "sanktion = true", "matris"),
        ('id = "papekande"', 'id = "ingen"', "atgard[0].id"),
        ('namn = "Hävning"', 'namn = "Avstängning"', "matris.DRIFTSFORM[3]"),
        ('namn = "Påpekande"', 'namn = " "', "atgard[0].namn"),
        ('skal = "ej_lov"', 'skal = "okand"', "grans[10].skal"),
        ('nekar = ["havning"]', 'nekar = ["varning"]', "grans[9].nekar"),
        ('nekar = ["havning"]', "nekar = []", "grans[9].nekar"),
        ('nekar = ["havning"]', 'nekar = ["havning", "havning"]', "grans[9].nekar"),
        ('{ driftsform = ["kommunalt_bolag"] }', "{}", "grans[0].nar"),
        ('nar = { frekvens = ["systematisk"] }', 'nar = { reglerad = ["nej"] }', "grans[4].nar"),
        ('driftsform = ["kommunalt_bolag"]', 'bolag = ["ja"]', "grans[0].nar"),
        ('driftsform = ["kommunalt_bolag"]', 'driftsform = ["bolag"]', "grans[0].nar.driftsform"),
        ('driftsform = ["kommunalt_bolag"]', "driftsform = []", "grans[0].nar.driftsform"),
        ('driftsform = ["kommunalt_bolag"]', 'driftsform = "x"', "grans[0].nar.driftsform"),
        ('\nart = "hinder"', '\nart = "tystnad"', "grans[0].art"),
        ('avsnitt = "Inledning"', 'avsnitt = ""', "grans[0].avsnitt"),
        ('avsnitt = "Inledning"\n', "", "grans[0].avsnitt"),
        ('id = "bara-lov"', 'id = "systematisk"', "grans[10]"),
        ('id = "grad-mindre"', 'id = "bara-lov"', "rad[15]"),
        ('vem = "utforaren"', 'vem = "staten"', "skyldighet[0].vem"),
        ('ger = "mindre"', 'ger = "liten"', "grad.rad[0].ger"),
        ('ger = "papekande"', 'ger = "varning"', "start.rad[0].ger"),
        ('ger = "start"', 'ger = "borjan"', "niva.rad[1].ger"),
        ('grad = ["mindre"], upprepad', 'driftsform = ["lov"], upprepad', "start.rad[0].nar"),
        ('"EGEN REGI"   = ["x",', '"EGEN REGI"   = ["-",', "matris"),
        ('"EGEN REGI"   = ["x",', '"EGEN REGI"   = ["X",', 'matris."EGEN REGI"'),
        ('"EGEN REGI" ', '"EGET BOLAG" ', "matris"),
        ('"EGEN REGI" ', '"KOMMUNALT BOLAG" ', "matris"),
        ('"DRIFTSFORM"  = ["Åtgärdsplan", ', '"DRIFTSFORM"  = ["Plan", ', "matris.DRIFTSFORM[0]"),
        ('"DRIFTSFORM" ', '"FORM" ', "matris.DRIFTSFORM"),
        ("[matris]", "[[matris]]", "matris"),
        ("[grad]\n", "[grad]\n[grad]\n", "rad 202"),
    ],
)
def test_a_fault_is_refused_at_its_place(old: str, new: str, place: str) -> None:
    assert refusal(edited(old, new)).place.startswith(place)


@pytest.mark.parametrize("at", TABLE_ROWS, ids=lambda at: f"row-{at}")
def test_a_dropped_row_leaves_a_gap(at: int) -> None:
    found = refusal(HEAD + "".join(BLOCKS[:at] + BLOCKS[at + 1 :]))
    assert found.place.endswith(".rad")
    assert "ingen rad svarar i fallet" in found.what


@pytest.mark.parametrize("at", TABLE_ROWS, ids=lambda at: f"row-{at}")
def test_a_row_written_twice_overlaps(at: int) -> None:
    row = BLOCKS[at]
    name = re.search(r'id = "(.*)"', row)
    assert name is not None
    twin = row.replace(name[1], "en-till", 1)
    found = refusal(HEAD + "".join([*BLOCKS[: at + 1], twin, *BLOCKS[at + 1 :]]))
    assert f"raderna {name[1]} och en-till svarar båda i fallet" in found.what


@pytest.mark.parametrize("at", LIMITS, ids=lambda at: f"limit-{at}")
def test_a_dropped_limit_is_refused_or_seen_in_the_fingerprint(at: int) -> None:
    text = HEAD + "".join(BLOCKS[:at] + BLOCKS[at + 1 :])
    try:
        found = parse(text)
    except GuidelineError as fault:
        place = fault.place.partition("[")[0]
        assert place in {"matris", "lag", "atgard"}
    else:
        assert fingerprint(found) != fingerprint(load("orebro"))


@pytest.mark.parametrize("section", ["atgard", "matris", "grad", "start", "niva", "dokument"])
def test_a_missing_section_is_refused(section: str) -> None:
    kept = [block for block in BLOCKS if not re.match(rf"\[+{section}[.\]]", block)]
    refusal(HEAD + "".join(kept))


def test_a_measure_without_a_matrix_needs_not_be_a_sanction() -> None:
    """A guideline without sanctions prints no table."""
    text = re.sub(r"(?s)\[matris\].*?(?=\n\n)", "", TEXT).replace(
        "sanktion = true", "sanktion = false"
    )
    assert parse(text).matrix is None


def test_a_reason_of_its_own_is_declared() -> None:
    own = edited('skal = "ej_lov"', 'skal = "kommunfullmaktige"')
    declared = (
        own + '\n[[skal]]\nid = "kommunfullmaktige"\nbetydelse = "Fullmäktige har sagt nej"\n'
    )
    assert parse(declared).reasons == (("kommunfullmaktige", "Fullmäktige har sagt nej"),)


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "[" * 5000, "a = " + "[" * 100 + "]" * 100, b"\xff\xfe", "a = 1" + "0" * 5000],
)
def test_what_is_no_guideline_at_all(text: str | bytes) -> None:
    refusal(text)


def test_limits_that_span_too_much_are_refused() -> None:
    wide = ", ".join(
        f'{name} = ["ja"]' for name in ("medveten", "upprepad", "risk", "akut", "avtal_upphort")
    )
    three = ", ".join(
        f'konsekvens_{who} = ["liten"]' for who in ("individ", "kommunen", "utforaren")
    )
    text = edited(
        'reglerad = ["nej"], ', f'reglerad = ["nej"], {wide}, {three}, frekvens = ["lag"], '
    )
    assert refusal(text).place == "grans[11].nar"


def test_random_damage_is_a_located_refusal_or_a_whole_guideline() -> None:
    """600 files with a piece cut out, doubled or overwritten."""
    chance = random.Random(215)  # noqa: S311 (a fixed seed)
    for _ in range(600):
        one, two = sorted(chance.choices(range(len(TEXT)), k=2))
        two = min(two, one + chance.randrange(1, 60))
        piece = chance.choice(["", TEXT[one:two] * 2, '"', "[", "]", "=", "é", "nej", "\n", "{}"])
        try:
            found = parse(TEXT[:one] + piece + TEXT[two:])
        except GuidelineError as fault:
            assert fault.place  # noqa: PT017
        else:
            assert fingerprint(found)


def test_only_what_is_shipped_is_loaded() -> None:
    assert load("orebro") is load("orebro")
    assert {load(*each).id for each in shipped()} == {name for name, _ in shipped()}
    for name, version in (("gavle", None), ("orebro", "1999-01-01"), ("../orebro", None)):
        with pytest.raises(GuidelineError, match="följer inte med: välj "):
            load(name, version)
