"""A delegationsordning is a dated file of the municipality's own (O-51)."""

import pytest

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import parse_delegationsordning

TEXT = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01

[[punkt]]
id = "4.1"
atgarder = ["papekande", "avstaende"]
roller = ["enhetschef", "namnd"]

[[punkt]]
id = "4.2"
atgarder = ["ekonomisk_sanktion"]
former = ["vite"]
hogsta_belopp = "50000.00"
roller = ["forvaltningschef"]
"""
ORDER = parse_delegationsordning(TEXT)


def test_a_point_covers_measures_roles_and_forms() -> None:
    first, second = ORDER.points
    assert first.covers("papekande", "enhetschef")
    assert not first.covers("papekande", "forvaltningschef")
    assert not first.covers("havning", "namnd")
    assert second.covers("ekonomisk_sanktion", "forvaltningschef", ("vite",))
    assert not second.covers("ekonomisk_sanktion", "forvaltningschef", ("prisavdrag",))
    assert second.max_amount is not None
    assert ORDER.point("4.2") == second
    assert ORDER.point("9.9") is None


def test_the_fingerprint_follows_the_content() -> None:
    head, one, two = TEXT.split("[[punkt]]")
    swapped = parse_delegationsordning(f"{head}[[punkt]]{two}[[punkt]]{one}")
    assert swapped.fingerprint == ORDER.fingerprint
    other = parse_delegationsordning(TEXT.replace("50000.00", "50000.01"))
    assert other.fingerprint != ORDER.fingerprint


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('id = "delegation"', 'id = "Vår ordning"', "dokument.id"),
        ('version = "2026-01-01"', 'version = ""', "dokument.version"),
        ("galler_fran = 2026-01-01", "galler_fran = 2026", "dokument.galler_fran"),
        ('roller = ["enhetschef", "namnd"]', "roller = []", "punkt[0].roller"),
        ('roller = ["enhetschef", "namnd"]', 'roller = "namnd"', "punkt[0].roller"),
        ('roller = ["enhetschef", "namnd"]', 'roller = ["namnd", ""]', "punkt[0].roller"),
        ('roller = ["enhetschef", "namnd"]', "", "punkt[0].roller"),
        ('atgarder = ["papekande", "avstaende"]', "atgarder = []", "punkt[0].atgarder"),
        ('former = ["vite"]', 'former = ["bot"]', "punkt[1].former[0]"),
        ('"50000.00"', "50000.00", "punkt[1].hogsta_belopp"),
        ('"50000.00"', '"50000.001"', "punkt[1].hogsta_belopp"),
        ('"50000.00"', '"-1"', "punkt[1].hogsta_belopp"),
        ('id = "4.2"', 'id = "4.1"', "punkt[1].id"),
        ('id = "4.2"', 'id = " "', "punkt[1].id"),
        ('id = "4.2"', 'id = "4.2"\nvem = "jag"', "punkt[1].vem"),
    ],
)
def test_a_fault_is_refused_at_its_place(old: str, new: str, place: str) -> None:
    assert old in TEXT
    with pytest.raises(GuidelineError) as caught:
        parse_delegationsordning(TEXT.replace(old, new, 1))
    assert caught.value.place == place
