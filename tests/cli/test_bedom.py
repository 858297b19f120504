"""``avtal bedom`` as the contract has it: one file, many lines, and what is not facts."""

import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Printed, Run, Start

CONTRACT = """
{"regelverk": "orebro", "per": "2026-11-22",
 "driftsform": "privat_regi", "upphandlingsform": "lov",
 "avtal": {"atgarder": ["atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"],
           "ekonomiska_former": ["vite"], "avstangning_kanaler": ["ickeval", "aktiva_val"],
           "havningsgrund_uppfylld": true, "hanvisar_till_riktlinjen": false,
           "slut": null, "endast_individavtal": false},
 "brist": {"avtalsbrist": true, "frekvens": "systematisk",
           "konsekvens": {"individ": "betydande", "kommunen": "liten", "utforaren": "ingen"},
           "medveten": false, "upprepad": false, "risk": false, "akut": false},
 "historik": {"hogsta_atgard": null, "resultat": "ej_uppfoljd"}, "hord": "svar_inkommet"}
"""
FACTS: dict[str, Any] = json.loads(CONTRACT)
LINE = json.dumps(FACTS)
MEASURES = {"papekande", "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"}

is_cited = re.compile(r"^(?=.*dokument)(?=.*avsnitt)").match


def changed(**changes: Any) -> dict[str, Any]:
    """The contract's example with facts changed: ``brist__frekvens="lag"``."""
    facts = copy.deepcopy(FACTS)
    for path, value in changes.items():
        *steps, last = path.split("__")
        place = facts
        for step in steps:
            place = place[step]
        place[last] = value
    return facts


class TestOneFile:
    def test_json_has_the_shape_of_the_contract(self, run: Run) -> None:
        result = run("bedom", "-", "--format", "json", text=CONTRACT)
        assert result.exit_code == 0
        answer = json.loads(result.stdout)
        assert list(answer) == [
            "regelverk", "mindre_omfattande", "grad", "tillatna", "nekade", "rekommendation",
            "skyldigheter", "spar", "avgorande",
        ]  # fmt: skip
        assert list(answer["regelverk"]) == ["id", "version", "dokument", "fingeravtryck"]
        assert {each["atgard"] for each in answer["tillatna"]} == MEASURES - {"papekande"}
        assert {tuple(each) for each in answer["tillatna"]} == {
            ("atgard", "sanktion", "former", "kallor")
        }
        (refused,) = answer["nekade"]
        assert refused["atgard"] == "papekande"
        assert refused["skal"] == ["ej_mindre_omfattande"]
        assert refused["andras_av"] == [
            [
                {"fakta": "brist.frekvens", "till": "lag"},
                {"fakta": "brist.konsekvens.individ", "till": "liten"},
            ]
        ]
        assert list(answer["rekommendation"]) == ["atgard", "niva", "skal", "kallor"]
        cited = [*answer["tillatna"], *answer["nekade"], *answer["skyldigheter"]]
        assert all(is_cited(str(each["kallor"])) for each in [*cited, answer["rekommendation"]])
        assert result.stdout_bytes.decode("utf-8")
        assert all(key.isascii() for key in re.findall(r'"(\w+)":', result.stdout))

    def test_text(self, run: Run, printed: Printed) -> None:
        printed("bedom", run("bedom", "-", text=CONTRACT).stdout)

    def test_text_about_egen_regi(self, run: Run, printed: Printed) -> None:
        facts = changed(driftsform="egen_regi", avtal__atgarder=[], avtal__ekonomiska_former=[])
        result = run("bedom", "-", text=json.dumps(facts))
        printed("bedom-egen-regi", result.stdout)
        assert "avtalet" not in result.stdout

    def test_a_file(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "fakta.json"
        file.write_text(CONTRACT, "utf-8")
        assert run("bedom", file).stdout == run("bedom", "-", text=CONTRACT).stdout

    @pytest.mark.parametrize(
        ("facts", "place"),
        [
            (changed(brist__konsekvens__individ="stor"), "brist.konsekvens.individ"),
            (changed(brist__avtalsbrist="true"), "brist.avtalsbrist"),
            (changed(avtal__atgarder=["hafning"]), "avtal.atgarder[0]"),
            (changed(avtal__slut="2026-13-01"), "avtal.slut"),
            (changed(regelverk="atlantis"), "regelverk"),
            (changed(extra=1), "extra"),
            ({"regelverk": "orebro"}, "driftsform"),
            ([], "(hela)"),
        ],
    )
    def test_a_fault_is_told_with_its_place(self, run: Run, facts: Any, place: str) -> None:
        result = run("bedom", "-", text=json.dumps(facts))
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"avtal: {place}: ")
        assert result.stderr.count("\n") == 1

    def test_a_fault_in_a_file_names_the_file(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "fakta.json"
        file.write_text("{", "utf-8")
        assert f"avtal: {file}: rad 1, kolumn 2: " in run("bedom", file).stderr


class TestLines:
    def test_each_line_is_answered_in_its_place(self, run: Run) -> None:
        bad = LINE.replace("betydande", "stor")
        minor = json.dumps(changed(brist__frekvens="lag", brist__konsekvens__individ="ingen"))
        result = run("bedom", "--rader", "-", text=f"{LINE}\n{bad}\n\n{{\n{minor}")
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert result.exit_code == 2
        assert [each.get("rad") for each in answers] == [None, 2, 3, 4, None]
        assert answers[1]["fel"].startswith("brist.konsekvens.individ: ")
        assert [answers[0]["grad"], answers[4]["grad"]] == ["allvarlig", "mindre"]

    def test_good_lines_end_well(self, run: Run) -> None:
        result = run("bedom", "--rader", "-", text=f"{LINE}\r\n{LINE}\n")
        assert result.exit_code == 0
        first, second = result.stdout.splitlines()
        assert first == second
        whole = run("bedom", "-", "--format", "json", text=LINE).stdout
        assert json.loads(first) == json.loads(whole)

    def test_bytes_that_are_no_text(self, run: Run) -> None:
        result = run("bedom", "--rader", "-", text=b"\xff\n" + LINE.encode())
        assert result.exit_code == 2
        assert json.loads(result.stdout.splitlines()[0])["rad"] == 1

    def test_ten_thousand_lines_in_one_process(self, start: Start) -> None:
        made = random.Random(1)  # noqa: S311  no secret
        lines = [json.dumps(valid(made)) for _ in range(10_000)]
        result = start("bedom", "--rader", "-", text="\n".join(lines).encode())
        assert (result.returncode, result.stderr) == (0, b"")
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert len(answers) == 10_000
        for facts, answer in zip(map(json.loads, lines), answers, strict=True):
            told = [each["atgard"] for each in (*answer["tillatna"], *answer["nekade"])]
            assert sorted(told) == sorted(MEASURES)
            if facts["driftsform"] == "egen_regi":
                assert not {"avstangning", "havning"} & {m["atgard"] for m in answer["tillatna"]}


def valid(made: random.Random) -> dict[str, Any]:
    """Facts drawn among those that the contract allows."""
    levels = ["ingen", "liten", "betydande", "allvarlig"]
    return changed(
        driftsform=made.choice(["egen_regi", "privat_regi", "kommunalt_bolag"]),
        upphandlingsform=made.choice(["lov", "lou", "uppdragsdirektiv", "ingen"]),
        avtal__atgarder=made.sample(sorted(MEASURES), made.randrange(6)),
        avtal__slut=made.choice([None, "2020-01-01", "2030-01-01"]),
        brist__avtalsbrist=made.random() < 0.9,
        brist__frekvens=made.choice(["lag", "systematisk"]),
        brist__konsekvens={
            whose: made.choice(levels) for whose in ("individ", "kommunen", "utforaren")
        },
        brist__medveten=made.random() < 0.5,
        historik__hogsta_atgard=made.choice([None, *sorted(MEASURES)]),
        historik__resultat=made.choice(["ej_uppfoljd", "atgardad", "plan_utebliven", "kvarstar"]),
    )


# ── mutations ──

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e308, 10**30, "", "lag", "ja", "2026-02-30", "\x1b[2J", "å" * 5_000,
    [], ["vite", "vite"], [None], {}, {"": {}}, [[[[]]]],
)  # fmt: skip


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the data."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    for step, inner in steps:
        yield (*path, step)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*path, step))


def mutated(made: random.Random) -> str:
    """The contract's example with one fault or more, in its data or in its text."""
    facts = copy.deepcopy(FACTS)
    for _ in range(made.choice([1, 1, 1, 2, 3])):
        *steps, last = made.choice(list(paths(facts)))
        place = facts
        for step in steps:
            place = place[step]
        match made.randrange(4):
            case 0:
                del place[last]
            case 1 if isinstance(place, dict):
                place[made.choice(["x", "Frekvens", "åäö", "\x00", "a b"])] = place.pop(last)
            case _:
                place[last] = made.choice(ODD)
    text = json.dumps(facts, ensure_ascii=made.random() < 0.5)
    match made.randrange(6):
        case 0:
            at = made.randrange(len(text))
            return text[:at] + made.choice(['"', "{", "]", ",", "\\", "NaN", "\x00"]) + text[at:]
        case 1:
            return text[: made.randrange(len(text))]
        case _:
            return text


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_mutated_files(run: Run, seed: int) -> None:
    made = random.Random(seed)  # noqa: S311  no secret
    refused = 0
    for _ in range(100):
        text = mutated(made)
        result = run("bedom", "-", "--format", "json", text=text)
        if result.exit_code == 0:
            assert json.loads(result.stdout)["regelverk"]["id"] == "orebro"
            assert result.stderr == ""
            continue
        refused += 1
        assert result.exit_code == 2, (text, result.stderr)
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert result.stderr[:-1].isprintable()
        place = re.match(r"avtal: ([^:]+): .+", result.stderr)
        assert place, result.stderr
        assert is_place(place[1]), result.stderr
        assert "Traceback" not in result.stderr
    assert refused > 50


def is_place(text: str) -> bool:
    """A path of keys and indexes, a spot in the text, or the whole."""
    key = r"(\w+|'[^']*')"
    return bool(
        re.fullmatch(rf"{key}(\.{key}|\[\d+\])*", text)
        or re.fullmatch(r"rad \d+, kolumn \d+|\(hela\)|byte \d+", text)
    )
