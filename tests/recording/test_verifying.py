"""What `verify` finds, and what it calls it. That nothing else is missed: test_tampering.py."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from benchmarks.faults import adversary, database
from benchmarks.faults.adversary import Held

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.examining import examine
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.tree import Trunk, command_leaf, leaf
from avtalsuppfoljning.recording.integrity.verifying import CLOCKS_DIFFER, EACH, Fault, verify
from avtalsuppfoljning.recording.store import Store
from avtalsuppfoljning.recording.upkeep.moving import move
from avtalsuppfoljning.testing.contract import request, sign_agreement

KEY = PrivateKey("exempelkoping.se/avtal", b"k" * 32)
ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "avtalsuppfoljning"
DOCUMENTS = 9
EVENTS = DOCUMENTS + 2


class _Early:
    """A store whose tree and last position were asked for before the rest."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = store.max_notification_id()
        self._trunks = iter([store.trunk()])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def max_notification_id(self) -> int | None:
        return self._last

    def trunk(self) -> bytes:
        return next(self._trunks, None) or self._store.trunk()


def fill(register: Register, documents: int = DOCUMENTS) -> None:
    register.transact(sign_agreement, actor="anna")
    for number in range(documents):
        register.transact(request(number), actor="anna")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Register.open(tmp_path / "register.sqlite", synchronous="NORMAL") as register:
        fill(register)
    return tmp_path / "register.sqlite"


def found(path: Path, change: Callable[[Held], object], *, covered: bool) -> tuple[Fault, ...]:
    held = database.read(path)
    change(held)
    if covered:
        held.cover_up()
    database.write(path, held)
    return examine(path).faults


class TestAnUntouchedRegister:
    def test_it_is_sound_in_every_store(self, register: Register) -> None:
        assert register.verify().is_sound
        fill(register)
        verified = register.verify()
        assert verified.is_sound
        assert (verified.held.events.size, verified.held.commands.size) == (EVENTS, DOCUMENTS + 1)

    def test_the_stored_tree_is_the_one_over_the_rows(self, register: Register) -> None:
        fill(register)
        rows, commands = register.store.page(0, EVENTS), register.store.commands(0)
        grown = Trunk().grow([leaf(*r) for r in rows], [command_leaf(*r) for r in commands])
        assert register.store.trunk() == bytes(grown)

    def test_examining_changes_nothing(self, path: Path) -> None:
        before = path.read_bytes()
        assert examine(path).is_sound
        assert path.read_bytes() == before

    def test_it_needs_no_keys(self, tmp_path: Path) -> None:
        """What is encrypted is covered as it is stored, by whoever verifies."""
        place, keys = tmp_path / "r.sqlite", tmp_path / "nycklar.sqlite"
        with Register.open(place, keys=keys) as register:
            fill(register)
            seal = register.seal(KEY)
            provider = next(e.stream for e in register.events() if e.stream.startswith("provider"))
        assert examine(place, seals=[seal]).faults == ()
        with Register.open(place, keys=keys) as register:
            at = register.today()
            facts = {"dnr": "SN 1", "decided_by": "Nämnden", "decided_on": at, "actor": "arkiv"}
            register.gallra(provider, **facts)  # type: ignore[arg-type]
        assert examine(place, seals=[seal]).faults == ()

    def test_nobody_is_blamed_who_writes_meanwhile(self, register: Register) -> None:
        fill(register)
        seal = register.seal(KEY)
        with ThreadPoolExecutor(2) as pool:
            writer = pool.submit(
                lambda: [register.transact(request(n), actor="bo") for n in range(100, 130)]
            )
            while not writer.done():
                assert register.verify(seals=[seal]).faults == ()
            writer.result()

    def test_what_is_recorded_while_it_is_verified_is_no_fault(self, register: Register) -> None:
        """The tree is read first, and what comes after it is of later."""
        fill(register)
        early = _Early(register.store)
        register.transact(request(100), actor="bo")
        register.transact(request(100), actor="bo", command="k1")
        assert verify(early, register._decoded).faults == ()  # noqa: SLF001  # type: ignore[arg-type]

    def test_it_moves_between_stores_and_keeps_its_seals(self, place: str, tmp_path: Path) -> None:
        """Positions and roots are the same in a file and on a server."""
        with Register.open(place) as register:
            fill(register)
            earlier = register.seal(KEY)
            register.transact(request(100), actor="bo")
        moved = move(place, tmp_path / "flyttat.sqlite")
        verified = examine(tmp_path / "flyttat.sqlite", seals=[earlier])
        assert verified.faults == ()
        assert verified.held.events.root.hex() == moved.root
        with Register.open(tmp_path / "flyttat.sqlite") as register:
            register.transact(request(101), actor="bo")
            assert register.prove_continuation(earlier, register.seal(KEY)).holds


class TestFaults:
    """One by one: what it is called, and where it is."""

    @pytest.mark.parametrize("covered", [False, True])
    def test_a_missing_event(self, path: Path, *, covered: bool) -> None:
        faults = found(path, lambda held: held.events.pop(4), covered=covered)
        assert Fault("lucka", 5, "agreement:hemtjanst-1") in faults

    def test_a_missing_end(self, path: Path) -> None:
        assert Fault("lucka", EVENTS) in found(path, lambda held: held.events.pop(), covered=False)

    def test_a_changed_event_is_found_as_near_as_the_tree_tells(self, path: Path) -> None:
        """Eleven events are three full subtrees: 1–8, 9–10 and 11."""

        def change(held: Held) -> None:
            row = held.events[8]
            held.events[8] = (*row[:4], row[4].replace(b"Avtalet", b"Avtalen"))

        assert found(path, change, covered=False) == (Fault("trad_avviker", 9, detail="10"),)

    def test_an_earlier_time(self, path: Path) -> None:
        def change(held: Held) -> None:
            row = held.events[5]
            old = b'"at":"' + adversary.member(row[4], b"at")
            held.events[5] = (*row[:4], row[4].replace(old, b'"at":"2001-01-01T00:00:00Z'))

        codes = {(each.code, each.position) for each in found(path, change, covered=True)}
        assert codes == {("tid_bakat", 6), ("dag_avviker", 6)}

    def test_clocks_may_differ_a_little(self, tmp_path: Path) -> None:
        now = datetime(2026, 3, 2, 12, tzinfo=UTC)
        times = iter([now, now - CLOCKS_DIFFER, now - CLOCKS_DIFFER - timedelta(seconds=1)])
        with Register.open(tmp_path / "r.sqlite", clock=lambda: next(times)) as register:
            register.transact(sign_agreement, actor="anna")
            register.transact(request(1), actor="anna")
            assert register.verify().is_sound
            register.transact(request(2), actor="anna")
            assert [(f.code, f.position) for f in register.verify().faults] == [("tid_bakat", 4)]

    def test_a_wrong_clock_is_told_until_it_has_been_sealed(self, tmp_path: Path) -> None:
        """Or nothing could ever be sealed again."""
        now = datetime(2026, 3, 2, 12, tzinfo=UTC)
        day = timedelta(days=1)
        times = iter([now, now - day, now + day, now])
        place = tmp_path / "r.sqlite"
        with Register.open(place, clock=lambda: next(times)) as register:
            register.transact(sign_agreement, actor="anna")
            register.transact(request(1), actor="anna")
            found = register.verify()
            assert (found.is_sound, found.is_whole) == (False, True)
            seal = register.seal(KEY)
            move(place, tmp_path / "flyttat.sqlite")
            assert register.verify(seals=[seal]).is_sound
            register.transact(request(2), actor="anna")
            register.transact(request(3), actor="anna")
            assert [f.position for f in register.verify(seals=[seal]).faults] == [5]
            assert [f.position for f in register.verify().faults] == [3, 5]

    def test_an_event_in_a_stream_of_another_kind(self, path: Path) -> None:
        def change(held: Held) -> None:
            one, other = held.events[0], held.events[1]
            held.events[0] = (*one[:3], *other[3:])
            held.events[1] = (*other[:3], *one[3:])

        faults = found(path, change, covered=True)
        assert {(each.code, each.position) for each in faults} == {
            ("fel_strom", 1),
            ("fel_strom", 2),
        }

    def test_a_name_that_nobody_knows(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.events[3] = (*held.events[3][:3], "os.system@1", b"{}")

        codes = {(each.code, each.position) for each in found(path, change, covered=True)}
        assert codes == {("namn_okant", 4), ("oavkodbar", 4)}

    def test_a_stream_without_an_id(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.events[0] = (1, "../etc", *held.events[0][2:])

        assert Fault("strom_okand", 1, "../etc") in found(path, change, covered=True)

    def test_a_command_for_another_place(self, path: Path) -> None:
        def change(held: Held) -> None:
            number, command, request_, after, events = held.commands[4]
            held.commands[4] = (number, command, request_, after, events + 1)

        assert "kommando_avviker" in {each.code for each in found(path, change, covered=True)}

    def test_an_event_of_another_command(self, path: Path) -> None:
        def change(held: Held) -> None:
            number, _, *rest = held.commands[4]
            held.commands[4] = (number, "bytt", *rest)  # type: ignore[assignment]

        faults = found(path, change, covered=True)
        assert [(each.code, each.position) for each in faults] == [("kommando_avviker", 6)]

    def test_a_command_for_another_place_is_seen_without_decoding(self, path: Path) -> None:
        def change(held: Held) -> None:
            number, command, request_, after, events = held.commands[4]
            held.commands[4] = (number, command, request_, after + 1, events - 1)

        found(path, change, covered=True)
        with Register.open(path) as register:
            faults = register.verify(is_deep=False).faults
        assert [each.code for each in faults] == ["kommando_avviker"]

    def test_a_command_outside_the_chain(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.commands.append((len(held.commands) + 1, "inskjutet", bytes(16), EVENTS, 0))

        assert found(path, change, covered=False) == (
            Fault("kommando_utanfor", detail="inskjutet"),
        )

    def test_a_command_before_the_first(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.commands.insert(0, (0, "inskjutet", bytes(16), 0, 0))

        assert "kommando_saknas" in {each.code for each in found(path, change, covered=False)}

    def test_an_event_outside_the_tree(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.append(*held.events[5][3:4], held.events[5][1], held.events[5][4], "k1")

        assert Fault("utanfor_tradet", EVENTS + 1) in found(path, change, covered=False)

    def test_a_tree_that_cannot_be_read(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.trunk = b"x"

        assert [each.code for each in found(path, change, covered=False)] == ["trad_saknas"]

    def test_a_trigger_that_is_gone(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TRIGGER events_no_update")
        assert examine(path).faults == (Fault("tabell_andrad", detail="events_no_update"),)

    def test_nothing_is_added_to_a_torn_register(self, path: Path) -> None:
        found(path, lambda held: held.events.pop(), covered=False)
        with Register.open(path) as register, pytest.raises(RegisterError, match="nothing can be"):
            register.transact(request(77), actor="anna")

    def test_only_the_first_of_each_kind_are_told(self, path: Path) -> None:
        def change(held: Held) -> None:
            held.events[:] = [(*row[:4], b"{") for row in held.events]

        assert [each.code for each in found(path, change, covered=True)].count("oavkodbar") == EACH

    def test_each_is_named_and_explained(self) -> None:
        """The codes in the code, in Swedish, and on the page about integrity are the same."""
        code = "".join(
            (SOURCES / name).read_text("utf-8")
            for name in (
                "recording/integrity/verifying.py",
                "recording/integrity/signing.py",
                "cli/verifiera.py",
            )
        )
        used = set(re.findall(r'(?:add|Fault)\(\s*"([a-z_]+)"|"(signatur_[a-z]+)"', code))
        assert {each or other for each, other in used} == set(swedish.FAULT)
        page = (ROOT / "docs/explanation/integrity.md").read_text("utf-8")
        table = page.partition("| code | meaning |")[2].partition("\n\n")[0]
        codes = re.findall(r"`([a-z_]+)`", table)
        assert sorted(codes) == sorted(swedish.FAULT)

    def test_each_has_a_sentence(self) -> None:
        for code in swedish.FAULT:
            text = swedish.fault(code, 3, "provider:x", "y")
            assert text.startswith("Plats 3 i provider:x: ")
            assert "{" not in text


class TestSeals:
    def test_a_seal_holds_as_long_as_the_register_only_grows(self, register: Register) -> None:
        seals = [register.seal(KEY)]
        fill(register)
        for number in range(50, 60):
            seals.append(register.seal(KEY))
            register.transact(request(number), actor="anna")
        assert register.verify(seals=seals, is_deep=False).faults == ()
        for earlier in seals[1:]:
            assert register.prove_continuation(earlier, seals[-1]).holds

    @pytest.mark.parametrize(
        ("size", "code", "position"),
        [(EVENTS, "sigill_avviker", 1), (EVENTS + 3, "sigill_langre", EVENTS + 1)],
    )
    def test_a_seal_over_something_else(
        self, path: Path, size: int, code: str, position: int
    ) -> None:
        with Register.open(path) as register:
            made = register.seal(KEY).checkpoint
        other = attrs.evolve(made, events=size, root=bytes(32))
        faults = examine(path, seals=[Seal.of(other, KEY)]).faults
        assert faults == (Fault(code, position, detail=str(size)),)

    @pytest.mark.parametrize("more", [-1, 0, 1])
    def test_a_seal_over_other_commands(self, path: Path, more: int) -> None:
        with Register.open(path) as register:
            made = register.seal(KEY).checkpoint
        size = made.commands + more
        other = attrs.evolve(made, commands=size, commands_root=bytes(32))
        faults = examine(path, seals=[Seal.of(other, KEY)]).faults
        assert faults == (Fault("sigill_kommandon", detail=str(size)),)

    def test_an_earlier_seal_tells_that_what_came_before_it_is_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "r.sqlite"
        with Register.open(path) as register:
            fill(register)
            seals = [register.seal(KEY)]
            register.transact(request(100), actor="anna")
            seals.append(register.seal(KEY))
            register.transact(request(101), actor="anna")
            seals.append(register.seal(KEY))

        def change(held: Held) -> None:
            row = held.events[EVENTS]
            held.events[EVENTS] = (*row[:4], row[4].replace(b"Avtalet", b"Avtalen"))

        found(path, change, covered=True)
        assert examine(path, seals=seals).faults == (
            Fault("sigill_avviker", EVENTS + 1, detail=str(EVENTS + 1)),
            Fault("sigill_avviker", EVENTS + 1, detail=str(EVENTS + 2)),
        )

    def test_what_is_not_sound_is_not_sealed(self, path: Path) -> None:
        found(path, lambda held: held.events.pop(), covered=False)
        with Register.open(path) as register, pytest.raises(RegisterError, match="not sound"):
            register.seal(KEY)
