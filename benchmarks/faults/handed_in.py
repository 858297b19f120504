"""Files that are handed in, tampered with: refused with a place, or taken exactly as they say.

``python -m benchmarks.faults.handed_in [--files N] [--seed S]``. Facts about a deficiency and an
agreement (JSON), guidelines, delegationsordningar and mappings of columns (TOML), seals. Workbooks
and other tables have a run of their own, ``benchmarks.mutated_files``.
"""

import argparse
import copy
import json
import random
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from avtalsuppfoljning.cli.exempelkoping.municipality import DELEGATION
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.bedom import FILE_OF_FACTS, read_facts
from avtalsuppfoljning.exchange.mapping import read_own
from avtalsuppfoljning.exchange.plan import read_agreement
from avtalsuppfoljning.guidelines import load, parse, parse_delegationsordning, shipped_text
from avtalsuppfoljning.guidelines.delegation import Fil as Delegation
from avtalsuppfoljning.guidelines.shape import Fil as Shape
from avtalsuppfoljning.policy import assess
from avtalsuppfoljning.recording.integrity.sealing import Checkpoint, Seal
from avtalsuppfoljning.strict import read_json, structure, unstructure
from avtalsuppfoljning.strict.reading import MAX_BYTES

FILES: Final = 100_000
TODAY: Final = date(2026, 11, 22)
SHOWN: Final = 5
SLOW_SHARE: Final = 0.06
"""A guideline takes a hundred times as long to read as the facts of a deficiency."""

FACTS: Final[dict[str, Any]] = {
    "regelverk": "orebro",
    "per": "2026-11-22",
    "driftsform": "privat_regi",
    "upphandlingsform": "lov",
    "avtal": {
        "atgarder": ["atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"],
        "ekonomiska_former": ["vite"],
        "avstangning_kanaler": ["ickeval", "aktiva_val"],
        "havningsgrund_uppfylld": True,
        "hogsta_belopp": {"vite": "50000.00"},
        "slut": None,
    },
    "brist": {
        "avtalsbrist": True,
        "frekvens": "systematisk",
        "konsekvens": {"individ": "betydande", "kommunen": "liten", "utforaren": "ingen"},
        "matt": {},
    },
    "historik": {"hogsta_atgard": None, "resultat": "ej_uppfoljd", "rattelse_senast": []},
    "hord": "svar_inkommet",
}

TERMS: Final[dict[str, Any]] = {
    "driftsform": "privat_regi",
    "upphandlingsform": "lov",
    "start": "2024-03-01",
    "slut": None,
    "verksamhet": "hemtjanst",
    "lagrum": ["sol", "hsl"],
    "endast_individavtal": False,
    "kkik_ar": [2026],
    "frister": {"verksamhetsplan": "02-15"},
    "senast_genomford": {"kvalitetskrav": "2023-03-01"},
}

MAPPING: Final = """[blad]
"Leverantörsregister 2025" = "utforare"
"Anteckningar" = ""

[kolumner.utforare]
"Firma" = "namn"
"Anmärkning" = ""

[standard.avtal]
namnd = "socialnamnden"
upphandlingsform = "lov"
"""

HOSTILE: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 0.0, 1.5, 1e308, float("nan"), float("inf"), 10**40, 10**4_000,
    "", " ", "lov ", "LOV", "lo\u0301v", "LÅG", "la\u030ag", "\x00", "\ud800", "\u202e", "𝟏", "१२",
    "2026-02-30", "20261122", "2026-W47-7", "2026-11-22T00:00", "0000-01-01", "9999-12-31",
    "1e5", "NaN", "-0", "٣", "5000,00", "1_000", "../../etc/passwd", "file:///etc/passwd",
    "__import__('os').system('true')", "os:system", "{{7*7}}", "${HOME}", "%s%n", "'; DROP TABLE",
    [], {}, [[]], [None], {"": None}, {"__class__": "os.system"}, "x" * 2_000, ["vite"] * 2_000,
)  # fmt: skip

WATCHED: Final = ("import", "exec", "compile", "os.system", "subprocess.Popen", "socket.connect")
"""What Python tells an audit hook of, and no file may bring about."""

_IGNORED: Final = ("unicodedata",)

Read = Callable[[bytes], Any]


# ── the readers, and what they must have made of what they took ──


def read_deficiency(raw: bytes) -> tuple[Any, Any]:
    """A file of facts: what it says, and what was made of it; all the way to an assessment."""
    said = read_json(raw)
    guideline, facts = read_facts(said, today=TODAY)
    assess(facts, load(guideline))
    return said, unstructure(structure(said, FILE_OF_FACTS))


def read_terms(raw: bytes) -> tuple[Any, Any]:
    """A file of an agreement to be planned for."""
    said = read_json(raw)
    made = read_agreement(said)
    first, last = made.starts_on, made.ends_on
    days = {"start": first.isoformat(), "slut": last.isoformat() if last else None}
    words = {"driftsform": made.driftsform.value, "upphandlingsform": made.upphandlingsform.value}
    told = {
        "verksamhet": made.operation,
        "lagrum": [each.value for each in made.laws],
        "endast_individavtal": made.only_individavtal,
        "kkik_ar": list(made.kkik_years),
        "frister": {str(each.what): str(each.by) for each in made.own_days},
        "senast_genomford": {str(each.what): each.on.isoformat() for each in made.last_done},
    }
    return said, days | words | told


def read_mapping(raw: bytes) -> tuple[Any, Any]:
    """A file that says what the columns of a register are called."""
    read_own(raw)
    return None, None


def read_seal(raw: bytes) -> tuple[Any, Any]:
    """A seal; what is signed is what was made of it."""
    with NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        seal = Seal.read(Path(file.name))
    made = str(seal.checkpoint)
    return seal.note.text[: len(made)], made  # lines of other programs may follow


def read_guideline(raw: bytes) -> tuple[Any, Any]:
    """A file of a guideline."""
    parse(raw)
    said = tomllib.loads(raw.decode("utf-8-sig"))
    said.pop("matris", None)
    return said, unstructure(structure(said, Shape))


def read_delegation(raw: bytes) -> tuple[Any, Any]:
    """A file of a delegationsordning."""
    parse_delegationsordning(raw)
    said = tomllib.loads(raw.decode("utf-8-sig"))
    return said, unstructure(structure(said, Delegation))


def is_as_said(said: Any, made: Any) -> bool:
    """Whether everything that was said is there, of the same type, composed and else unchanged."""
    match said:
        case dict():
            keys = {_composed(key): each for key, each in said.items()}
            return isinstance(made, dict) and all(
                key in made and is_as_said(each, made[key]) for key, each in keys.items()
            )
        case list():
            return (
                isinstance(made, list | tuple)
                and len(said) == len(made)
                and all(map(is_as_said, said, made))
            )
        case str():
            return type(made) is str and made == _composed(said)
        case date() | datetime():
            return bool(made == said.isoformat())
        case _:
            return type(made) is type(said) and made == said


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# ── tampering ──


def tampered_facts(dice: random.Random) -> bytes:
    """The facts with one to three things changed, as JSON, and sometimes its bytes too."""
    return tampered_json(FACTS, dice)


def tampered_terms(dice: random.Random) -> bytes:
    """The same of an agreement's terms."""
    return tampered_json(TERMS, dice)


def tampered_json(sound: dict[str, Any], dice: random.Random) -> bytes:
    """Plain data with one to three things changed, as JSON, and sometimes its bytes too."""
    data = copy.deepcopy(sound)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        _change(data, dice)
    text = json.dumps(data, ensure_ascii=dice.random() < 1 / 2)
    if dice.random() < 1 / 20:
        text = text.replace("{", '{"regelverk": "sundsvall", ', 1)
    elif dice.random() < 1 / 50:
        text = f"{'[' * 100}{text}{']' * 100}"
    elif dice.random() < 1 / 50:
        text = text.replace('"2026-11-22"', "9" * 5_000)
    return _bytes(text, dice)


def tampered_toml(text: str, dice: random.Random) -> bytes:
    """A guideline with one to three of its lines changed, and sometimes its bytes too."""
    lines = text.splitlines(keepends=True)
    for _ in range(dice.choice((1, 1, 2, 3))):
        place = dice.randrange(len(lines))
        line = lines[place]
        key, is_pair, _ = line.partition("=")
        match dice.randrange(6):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, line)
            case 2:
                other = dice.randrange(len(lines))
                lines[place], lines[other] = lines[other], line
            case 3:
                lines[place] = unicodedata.normalize("NFD", line)
            case 4 if is_pair:
                lines[place] = f"{key}= {_toml(_hostile(dice))}\n"
            case _:
                lines[place] = line.swapcase()
    return _bytes("".join(lines), dice)


def _change(data: Any, dice: random.Random) -> None:
    holder = dice.choice(list(_holders(data)))
    if isinstance(holder, list):
        holder.insert(dice.randrange(len(holder) + 1), _hostile(dice))
        return
    if not holder:
        holder[dice.choice(("vite", "x", ""))] = _hostile(dice)
        return
    key = dice.choice(list(holder))
    match dice.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key + dice.choice((" ", "\u0301", "\u200b", "x"))] = holder.pop(key)
        case 2:
            holder[dice.choice(("__class__", "okand", "", key.upper()))] = _hostile(dice)
        case 3:
            holder[key] = [holder[key]]
        case _:
            holder[key] = _hostile(dice)


def _hostile(dice: random.Random) -> Any:
    return copy.deepcopy(dice.choice(HOSTILE))  # some can be changed, and would be


def _holders(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield data
        for each in data.values() if isinstance(data, dict) else data:
            yield from _holders(each)


def _toml(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value)
        case dict():
            return "{}"
        case list():
            return f"[{', '.join(_toml(each) for each in value[:SHOWN])}]"
        case _:
            return str(value)


def _bytes(text: str, dice: random.Random) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    match dice.randrange(40):
        case 0:
            return raw[: dice.randrange(len(raw))]
        case 1:
            place = dice.randrange(len(raw))
            return raw[:place] + bytes([raw[place] ^ 1 << dice.randrange(8)]) + raw[place + 1 :]
        case 2:
            return text.encode(dice.choice(("utf-16", "utf-32", "latin-1")), "replace")
        case 3:
            return b"\xef\xbb\xbf" + raw
        case 4 if dice.random() < 1 / 50:
            return raw + b" " * MAX_BYTES
        case 4:
            return raw + dice.choice((b"\0", b"{}", b"\xff", b"\n[[x", b"]"))
        case _:
            return raw


# ── reading them all ──


class Watch:
    """Tells what Python was made to do while it was on."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.is_on and event in WATCHED and not str(arguments[0]).startswith(_IGNORED):
            self.seen.append(f"{event} {arguments[0]!r:.80}")

    @contextmanager
    def on(self) -> Iterator[None]:
        """While a file is read."""
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False


def figure(files: int, seed: int, watch: Watch) -> dict[str, Any]:
    """What became of so many files."""
    dice = random.Random(seed)  # noqa: S311  a seed, not a secret
    guidelines = [shipped_text(id_) for id_ in ("orebro", "sundsvall", "sodertalje")]
    delegation = DELEGATION
    seal = str(Seal.of(Checkpoint("exempelkoping", 49, bytes(32), 49, b"x" * 32)))
    slow: list[tuple[Read, Callable[[random.Random], bytes]]] = [
        (read_guideline, lambda dice: tampered_toml(dice.choice(guidelines), dice)),
        (read_delegation, lambda dice: tampered_toml(delegation, dice)),
        (read_mapping, lambda dice: tampered_toml(MAPPING, dice)),
        (read_seal, lambda dice: tampered_toml(seal, dice)),
    ]
    quick: list[tuple[Read, Callable[[random.Random], bytes]]] = [
        (read_deficiency, tampered_facts),
        (read_terms, tampered_terms),
    ]
    whole: list[tuple[Read, bytes]] = [
        (read_deficiency, json.dumps(FACTS).encode()),
        (read_terms, json.dumps(TERMS).encode()),
        (read_delegation, delegation.encode()),
        (read_mapping, MAPPING.encode()),
        (read_seal, seal.encode()),
        *((read_guideline, text.encode()) for text in guidelines),
    ]
    for read, raw in whole * 2:  # what reads a class is compiled when it is first read
        assert is_as_said(*read(raw)), "the file that has not been tampered with is not taken"
    counted: Counter[str] = Counter()
    examples: list[str] = []
    for _ in range(files):
        read, make = dice.choice(slow if dice.random() < SLOW_SHARE else quick)
        raw = make(dice)
        kind = _outcome(read, raw, watch)
        counted[kind] += 1
        if kind not in ("tagna", "nekade") and len(examples) < SHOWN:
            examples.append(f"{kind} {read.__name__}: {raw!r:.600}")
    kinds = ("tagna", "nekade", "utan_plats", "otypade", "tysta")
    return {
        "filer": files,
        **{kind: counted[kind] for kind in kinds},
        "kod": len(watch.seen),
        "exempel": examples + watch.seen[:SHOWN],
    }


def _outcome(read: Read, raw: bytes, watch: Watch) -> str:
    try:
        with watch.on():
            said, made = read(raw)
    except InputError as refusal:
        is_placed = bool(refusal.place) or read is read_seal  # a few lines that fit or do not
        return "nekade" if is_placed and refusal.way_out else "utan_plats"
    except Exception:  # noqa: BLE001  that is what is looked for
        return "otypade"
    return "tagna" if is_as_said(said, made) else "tysta"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read them all and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.handed_in")
    parser.add_argument("--files", type=int, default=FILES, help="how many files")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    found = figure(given.files, given.seed, Watch())
    print(json.dumps({"namn": "inlamnade_filer", **found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
