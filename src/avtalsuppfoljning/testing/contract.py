"""The rules every store of a register keeps.

Inherit them, and say how one and the same register is opened again and again::

class TestSQLite(RegisterContract):
    @pytest.fixture
    def open_register(self, tmp_path):
        return lambda **settings: Register.open(tmp_path / "r.sqlite", **settings)
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import islice
from threading import Barrier
from time import sleep
from typing import Any

import pytest

from avtalsuppfoljning import agreement, follow_up, guidelines, provider, steering
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import (
    CommandReusedError,
    DecisionRefusedError,
    InvalidValueError,
)
from avtalsuppfoljning.recorded import (
    Recorded,
    agreement_stream,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.recording import Register, Unit, catalogue
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    DocumentKind,
    Driftsform,
    FollowUpId,
    FollowUpMethod,
    Period,
    ProviderId,
    SteeringId,
    Upphandlingsform,
)

OpenRegister = Callable[..., Register]

PROVIDER = ProviderId("solgarden")
AGREEMENT = AgreementId("hemtjanst-1")
NÄMND = SteeringId("vardnamnden")
DAY = date(2026, 1, 7)
SOURCE = Citation(document="Avtalet", section="7.2")


def register_provider(unit: Unit) -> None:
    """Register the provider of the examples."""
    unit.apply(
        provider_stream(PROVIDER),
        provider.register,
        name="Solgården Omsorg",
        driftsform=Driftsform.PRIVAT_REGI,
        registered_on=DAY,
        organisation_number="400000-0010",
    )


def sign_agreement(unit: Unit) -> None:
    """Register the provider, and sign its agreement."""
    register_provider(unit)
    unit.apply(
        agreement_stream(AGREEMENT),
        agreement.sign,
        provider=PROVIDER,
        steering=NÄMND,
        kind=AgreementKind.AVTAL,
        driftsform=Driftsform.PRIVAT_REGI,
        upphandlingsform=Upphandlingsform.LOV,
        operation="hemtjanst",
        dnr="VN 12/2026",
        signed_on=DAY,
        starts_on=DAY,
    )


def request(number: int) -> Callable[[Unit], None]:
    """Ask for one document, another one for each number."""

    def work(unit: Unit) -> None:
        unit.apply(
            agreement_stream(AGREEMENT),
            agreement.request_submission,
            document=DocumentKind("verksamhetsplan"),
            period=Period(text=str(number)),
            due_on=DAY,
            source=SOURCE,
        )

    return work


def requests(numbers: Iterable[int]) -> Callable[[Unit], None]:
    """Ask for many documents at once."""

    def work(unit: Unit) -> None:
        for number in numbers:
            request(number)(unit)

    return work


def stored_name(recorded: Recorded) -> str:
    """The name that an event is stored under."""
    return catalogue.NAMES[type(recorded.event)]


NAMES_OF_TWO = frozenset({"provider-registered@1", "submission-requested@1"})


class RegisterContract:
    """What holds for a register whatever it is stored in."""

    @pytest.fixture
    def open_register(self) -> OpenRegister:
        """Gives a function that opens one and the same register, again and again."""
        raise NotImplementedError

    def test_a_unit_over_several_streams_is_recorded_in_order(
        self, open_register: OpenRegister
    ) -> None:
        """Positions start at 1, versions at 0, neither has a gap."""
        with open_register() as register:
            receipt = register.transact(sign_agreement, actor="anna")
            register.transact(request(1), actor="anna")
            log = list(register.events())
        assert [e.position for e in log] == [1, 2, 3]
        assert [(e.stream, e.version) for e in log] == [
            ("provider:solgarden", 0),
            ("agreement:hemtjanst-1", 0),
            ("agreement:hemtjanst-1", 1),
        ]
        assert receipt.events == tuple(log[:2])

    def test_a_refused_unit_leaves_nothing(self, open_register: OpenRegister) -> None:
        """What was decided before the refusal is not recorded either."""

        def work(unit: Unit) -> None:
            register_provider(unit)
            request(1)(unit)

        with open_register() as register:
            with pytest.raises(DecisionRefusedError):
                register.transact(work, actor="anna", command="k1")
            assert list(register.events()) == []
            assert not register.transact(sign_agreement, actor="anna", command="k1").is_repeat

    def test_a_command_is_carried_out_once(self, open_register: OpenRegister) -> None:
        """The same command id again changes nothing and gives the same receipt."""
        with open_register() as register:
            first = register.transact(sign_agreement, actor="anna", command="k1")
        with open_register() as register:
            again = register.transact(sign_agreement, actor="bo", command="k1")
            assert again.is_repeat
            assert again.events == first.events
            assert len(list(register.events())) == len(first.events)

    def test_a_command_that_had_nothing_to_do_stays_done(self, open_register: OpenRegister) -> None:
        """Also a command that recorded nothing is not carried out later."""
        with open_register() as register:
            register.transact(sign_agreement, actor="anna")
            register.transact(sign_agreement, actor="anna", command="k1")
            assert register.transact(request(1), actor="anna", command="k1").is_repeat
            assert len(list(register.events())) == 2

    def test_a_command_id_belongs_to_one_command(self, open_register: OpenRegister) -> None:
        """Another decision under a used id is refused, not swallowed."""
        facts: dict[str, Any] = {
            "text": guidelines.shipped_text("orebro"),
            "dnr": "KS 1",
            "adopted_on": DAY,
        }
        stream = steering_stream(NÄMND)
        with open_register() as register:
            register.record(stream, steering.adopt_guideline, actor="a", command="k1", **facts)
            register.record(stream, steering.adopt_guideline, actor="a", command="k1", **facts)
            with pytest.raises(CommandReusedError):
                register.record(
                    stream,
                    steering.adopt_guideline,
                    actor="a",
                    command="k1",
                    **(facts | {"dnr": "KS 2"}),
                )
            assert len(list(register.events())) == 1

    def test_writers_at_once_lose_nothing(self, open_register: OpenRegister) -> None:
        """Eight writers to one stream: each decides on what the others recorded."""
        writers, each = 8, 5
        barrier = Barrier(writers)

        def write(number: int) -> None:
            with open_register() as register:
                barrier.wait()
                for turn in range(each):
                    register.transact(request(number * each + turn), actor=f"w{number}")

        with open_register() as register:
            register.transact(sign_agreement, actor="anna")
            with ThreadPoolExecutor(writers) as pool:
                list(pool.map(write, range(writers)))
            log = list(register.events())
        assert [e.position for e in log] == list(range(1, 2 + writers * each + 1))
        asked = [e.event.period.text for e in log[2:]]
        assert sorted(asked, key=int) == [str(n) for n in range(writers * each)]

    def test_a_stream_that_was_only_read_must_stand_still(
        self, open_register: OpenRegister
    ) -> None:
        """A unit that read what others changed meanwhile decides again."""
        runs = []

        with open_register() as register, open_register() as other:

            def work(unit: Unit) -> None:
                seen = unit.state(provider_stream(PROVIDER)).is_known
                runs.append(seen)
                if not seen:
                    other.transact(sign_agreement, actor="bo")
                    unit.apply(
                        steering_stream(NÄMND),
                        steering.adopt_guideline,
                        text=guidelines.shipped_text("orebro"),
                        dnr="KS 1",
                        adopted_on=DAY,
                    )

            register.transact(work, actor="anna")
            assert runs == [False, True]
            assert steering_stream(NÄMND) not in register.replay()

    def test_the_clock_and_the_ids_are_the_callers(self, open_register: OpenRegister) -> None:
        """Instants are stored in UTC beside the civil day in Sweden."""
        at = datetime(2025, 11, 20, 23, 30, tzinfo=UTC)
        with open_register(clock=lambda: at, ids=lambda: "id-1") as register:
            register.transact(register_provider, actor="anna")
            (recorded,) = register.events()
        assert recorded.entry.at == at
        assert recorded.entry.day == date(2025, 11, 21)
        assert (recorded.entry.by, recorded.entry.command) == ("anna", "id-1")

    def test_replay_equals_what_was_recorded(self, open_register: OpenRegister) -> None:
        """The log alone gives the states that the writers saw."""
        with open_register() as register:
            live = dict(register.transact(sign_agreement, actor="anna").states)
            live |= register.transact(request(1), actor="anna").states
        with open_register() as register:
            assert register.replay() == live
            assert {stream: register.state(stream) for stream in live} == live

    def test_replay_as_of_a_day(self, open_register: OpenRegister) -> None:
        """What was recorded later is not there yet."""
        now = [datetime(2026, 1, 7, 12, tzinfo=UTC)]
        with open_register(clock=lambda: now[0]) as register:
            live = dict(register.transact(sign_agreement, actor="anna").states)
            now[0] = datetime(2026, 1, 8, 12, tzinfo=UTC)
            register.transact(request(1), actor="anna")
            assert register.replay(on=date(2026, 1, 7)) == live
            assert register.replay(on=date(2026, 1, 6)) == {}

    def test_events_after_a_position_and_of_a_stream(self, open_register: OpenRegister) -> None:
        """The log can be read on from anywhere, and stream by stream."""
        with open_register() as register:
            register.transact(sign_agreement, actor="anna")
            register.transact(request(1), actor="anna")
            log = list(register.events())
            assert list(register.events(after=2)) == log[2:]
            assert list(register.events(stream=provider_stream(PROVIDER))) == log[:1]
            assert list(register.events(stream=agreement_stream(AGREEMENT), after=2)) == log[2:]

    def test_events_by_name_and_by_streams(self, open_register: OpenRegister) -> None:
        """A filter gives what reading all and choosing would; a name that no event has is refused.

        More events than a page holds are read, so that the filters meet the edges of pages.
        """
        with open_register() as register:
            register.transact(sign_agreement, actor="anna")
            for part in range(3):
                register.transact(requests(range(part * 200, part * 200 + 200)), actor="anna")
            log = list(register.events())
            for names in ({"agreement-signed@1"}, {"submission-requested@1"}, NAMES_OF_TWO):
                chosen = [e for e in log if stored_name(e) in names]
                assert list(register.events(names=names)) == chosen
                assert list(register.events(names=names, after=2)) == [
                    e for e in chosen if e.position > 2
                ]
            for prefix in ("provider:", "agreement:", "agreement:hemtjanst-1/", "followup:"):
                chosen = [e for e in log if e.stream.startswith(prefix)]
                assert list(register.events(streams=prefix)) == chosen
            assert list(register.events(streams="agreement:", names={"agreement-signed@1"})) == [
                log[1]
            ]
            with pytest.raises(InvalidValueError, match="agreement-signed"):
                register.events(names=["agreement-signed"])

    def test_a_follower_gets_what_was_recorded_and_what_comes(
        self, open_register: OpenRegister
    ) -> None:
        """It begins after the position that it is told, and goes on with what others record."""
        with open_register() as register, open_register() as other:
            register.transact(sign_agreement, actor="anna")
            with register.follow(after=1) as following:
                assert next(following).position == 2
                other.transact(request(1), actor="bo")
                assert next(following).event.period.text == "1"
                register.transact(request(2), actor="anna")
                assert next(following).event.period.text == "2"

    def test_a_follower_that_waits_can_be_stopped(self, open_register: OpenRegister) -> None:
        """Its loop ends, also when nothing is recorded any more."""
        with open_register() as register, ThreadPoolExecutor(1) as pool:
            register.transact(sign_agreement, actor="anna")
            following = register.follow()
            seen = pool.submit(lambda: [e.position for e in following])
            sleep(0.05)
            following.stop()
            assert seen.result(timeout=30) in ([1, 2], [1], [])
            assert list(following) == []

    def test_a_follower_beside_writers_misses_nothing(self, open_register: OpenRegister) -> None:
        """Eight writers append; one who follows sees each event once, in the order of the log."""
        writers, each = 8, 10
        last = 2 + writers * each

        def write(number: int) -> None:
            with open_register() as register:
                for turn in range(each):
                    register.transact(request(number * each + turn), actor=f"w{number}")

        with (
            open_register() as register,
            ThreadPoolExecutor(writers) as pool,
            register.follow() as following,
        ):
            register.transact(sign_agreement, actor="anna")
            done = [pool.submit(write, number) for number in range(writers)]
            seen = list(islice(following, last))
            for each_done in done:
                each_done.result()
            assert [e.position for e in seen] == list(range(1, last + 1))
            assert seen == list(register.events())

    def test_it_verifies(self, open_register: OpenRegister) -> None:
        """What is stored is what the trees cover, and a receipt for each event can be given."""
        with open_register() as register:
            register.transact(sign_agreement, actor="anna")
            register.transact(sign_agreement, actor="anna", command="nothing to do")
            register.transact(request(1), actor="anna")
        with open_register() as register:
            register.transact(request(2), actor="anna")
            found = register.verify()
            assert found.is_sound
            assert found.held.events.size == 4

    def test_what_would_not_come_back_equal_is_refused(self, open_register: OpenRegister) -> None:
        """A datetime where a date belongs is stopped before it is stored for ever."""
        instant = datetime(2026, 1, 7, 12, tzinfo=UTC)
        with open_register() as register:
            register.transact(sign_agreement, actor="anna")
            register.record(
                follow_up_stream(FollowUpId("u1")),
                follow_up.plan,
                actor="anna",
                method=FollowUpMethod.KVALITETSKRAV,
                targets=(agreement_stream(AGREEMENT),),
                planned_for=Period(text="2026"),
                planned_on=DAY,
            )
            with pytest.raises(InvalidValueError):
                register.record(
                    follow_up_stream(FollowUpId("u1")),
                    follow_up.open_,
                    actor="anna",
                    opened_on=instant,
                )
            assert len(list(register.events())) == 3
