"""``frister``, ``utforare`` and ``avtal``: what is due, and what is known of one party."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Printed, Run
from tests.recording.municipality import AGREEMENT, DEFICIENCY, NÄMND, PROVIDER, Calendar, record
from tests.streams.cases import SERIOUS, SIGNED, day, told

from avtalsuppfoljning import agreement, deficiency, follow_up, provider, steering
from avtalsuppfoljning.agreement import Party, PriceAgreed, Terms
from avtalsuppfoljning.deficiency import NoticeRecipient
from avtalsuppfoljning.provider import MeetingHeld, MeetingKind, TillståndDecisionReceived
from avtalsuppfoljning.recorded import follow_up_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.steering import FördelningDecided, InformationSent, Share
from avtalsuppfoljning.terms import (
    AgreementId,
    FollowUpId,
    FollowUpMethod,
    Money,
    Myndighet,
    Period,
    Upphandlingsform,
)

SOLE_TRADER = "19121212-1212"
SECRET = (SOLE_TRADER, "191212121212", "Personalbrist", "Obetald skatt", "Olönsamt", "Larmen")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
POST = {
    "id", "vad", "typ", "avser", "senast", "precision", "antal", "vem", "mottagare", "bindande",
    "rullning", "kallor", "avtal", "utforare", "status",
}  # fmt: skip
"""The keys that the contract promises."""


@pytest.fixture(scope="module")
def solgården(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sole trader with everything that a card shows."""
    path = tmp_path_factory.mktemp("solgarden") / "register.sqlite"
    with Register.open(path, clock=Calendar(), synchronous="NORMAL") as register:
        _record_provider(register)
        _record_agreement(register)
        _record_follow_ups(register)
    return path


def _record_provider(register: Register) -> None:
    known = {"name": "Solgården Omsorg", "driftsform": SIGNED.driftsform}
    record(
        register, PROVIDER, provider.register, **known, organisation_number=None,
        sole_trader_number=SOLE_TRADER, registered_on=day(-90),
    )  # fmt: skip
    permit = TillståndDecisionReceived(
        authority=Myndighet.IVO, dnr="IVO 8.2-1", operation="hemtjanst", valid_from=day(-90),
        valid_until=None, received_on=day(-80),
    )  # fmt: skip
    meeting = MeetingHeld(
        kind=MeetingKind.DIALOGMÖTE, held_on=day(-10), matters="Sommarens bemanning.",
        own_matters="Personalbrist.",
    )  # fmt: skip
    for fact in (permit, meeting):
        record(register, PROVIDER, provider.note, fact=fact)
    record(
        register, PROVIDER, provider.report_oegentlighet, authority=Myndighet.SKATTEVERKET,
        matter="Obetald skatt.", dnr="VN 61/2026", reported_on=day(-5),
    )  # fmt: skip


def _record_agreement(register: Register) -> None:
    record(register, AGREEMENT, agreement.sign, **told(SIGNED, ends_as_written="2026-09-31"))
    record(
        register, AGREEMENT, agreement.amend_terms, terms=Terms(refers_to_guideline=True),
        dnr="VN 30/2026", amended_on=day(-20), applies_from=day(10),
    )  # fmt: skip
    record(
        register, AGREEMENT, agreement.give_uppsägning, by=Party.UTFÖRAREN, given_on=day(-15),
        ends_on=day(200), reason="Olönsamt.", dnr="VN 31/2026",
    )  # fmt: skip
    price = PriceAgreed(
        amount=Money(amount=Decimal(390)), unit="utförd timme", covers="07:00-22:00",
        applies_from=day(-60), dnr="VN 12/2026",
    )  # fmt: skip
    record(register, AGREEMENT, agreement.note, fact=price)
    record(
        register, PROVIDER, provider.receive_application, application="a2",
        upphandlingsform=Upphandlingsform.LOV, operation="hemtjanst", dnr="VN 50/2026",
        received_on=day(-2),
    )  # fmt: skip
    share = FördelningDecided(
        shares=(Share(agreement=AgreementId("hemtjanst-1"), percent=Decimal("12.5")),),
        valid_from=day(-30), valid_until=None, is_temporary=True, explanation="Resten kvarstår.",
        dnr="VN 20/2026", decided_on=day(-40),
    )  # fmt: skip
    sent = InformationSent(
        subject="Ny blankett", recipients=(SIGNED.provider,), dnr="VN 60/2026", sent_at=NOW
    )
    for fact in (share, sent):
        record(register, NÄMND, steering.note, fact=fact)


def _record_follow_ups(register: Register) -> None:
    for name, method, announced in (
        ("u1", FollowUpMethod.KVALITETSKRAV, True),
        ("u2", FollowUpMethod.OANMÄLD, False),
    ):
        record(
            register, follow_up_stream(FollowUpId(name)), follow_up.plan, method=method,
            targets=(AGREEMENT,), planned_for=Period(text="mars 2026", ends_on=date(2026, 3, 31)),
            planned_on=day(-3), is_announced=announced,
        )  # fmt: skip
    record(register, DEFICIENCY, deficiency.establish, **told(SERIOUS))
    record(
        register, DEFICIENCY, deficiency.report_acute, what="Larmen är döda.", taken="Tillsyn.",
        reported_at=NOW,
    )  # fmt: skip
    record(
        register, DEFICIENCY, deficiency.receive_acute_notice, person="Eva",
        recipient=NoticeRecipient.SOCIALDIREKTÖR, received_at=NOW,
    )  # fmt: skip
    record(register, DEFICIENCY, deficiency.send_kommunicering, sent_on=day(0), reply_by=day(21))


def read(result: Any) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


class TestFrister:
    def test_json(self, run: Run, register: Path) -> None:
        args = ("frister", "--register", register, "--per", "2025-12-31", "--format", "json")
        answer = read(run(*args))
        assert {"per", "forsenade", "kommande"} <= set(answer)
        posts = [*answer["forsenade"], *answer["kommande"]]
        assert posts
        for post in posts:
            assert set(post) >= POST
            assert post["skal"]
            assert post["precision"] == ("dag" if post["plan"] is None else "manad")
            assert post["status"] == ("forsenad" if post in answer["forsenade"] else "kommande")
        assert answer["forsenade"][0]["senast"] < "2025-12-31"
        first = answer["forsenade"][0]
        assert (first["vad"], first["avtal"], first["utforare"], first["bindande"]) == (
            "egenkontroll", "provlinden-2025", "provlinden", "avtal",
        )  # fmt: skip
        assert first["kallor"] == [{"dokument": "SN 2024/203", "avsnitt": "punkt 8.1"}]

    def test_printed(self, run: Run, printed: Printed, register: Path) -> None:
        args = ("--register", register, "--per", "2025-12-31", "--inom", "60d")
        printed("frister", run("frister", *args).stdout)

    def test_how_far_ahead(self, run: Run, register: Path) -> None:
        def coming(within: str) -> list[str]:
            args = ("--register", register, "--per", "2025-12-31", "--inom", within)
            answer = read(run("frister", *args, "--format", "json"))
            return [post["senast"] for post in answer["kommande"]]

        assert coming("0d") == []
        assert coming("20d") == ["2026-01-20"]
        assert coming("19d") == []
        assert len(coming("3287d")) > 1

    @pytest.mark.parametrize("within", ["30", "d", "-1d", "1e3d", "99999d", "٣d", "4v"])
    def test_what_is_no_span(self, run: Run, register: Path, within: str) -> None:
        result = run("frister", "--register", register, f"--inom={within}")
        assert result.exit_code == 2
        assert "skriv till exempel 30d" in result.output

    def test_strict_ends_with_1_when_something_is_late(self, run: Run, register: Path) -> None:
        args = ("frister", "--strikt", "--register", register, "--per")
        assert run(*args, "2025-12-31").exit_code == 1
        assert run(*args, "2025-01-20").exit_code == 0

    def test_the_last_day_there_is(self, run: Run, register: Path) -> None:
        assert read(
            run("frister", "--register", register, "--per", "9999-12-31", "--format", "json")
        )["forsenade"]


class TestUtforare:
    def test_printed(self, run: Run, printed: Printed, solgården: Path) -> None:
        args = ("utforare", "solgarden", "--register", solgården, "--per", "2026-03-02")
        printed("utforare", run(*args).stdout)

    def test_json(self, run: Run, solgården: Path) -> None:
        args = ("utforare", "solgarden", "--register", solgården, "--format", "json")
        answer = read(run(*args, "--per", "2026-03-02"))
        card = answer["utforare"]
        assert card["registered"]["sole_trader_number"] == "***"
        assert [each["reason"] for each in card["applications"][0]["earlier"]] == ["uppsagning"]
        assert card["meetings"][0]["own_matters"] == "***"
        assert answer["brister"][0]["kvitto_saknas"] == ["namnd"]

    @pytest.mark.parametrize("command", ["utforare", "avtal", "frister --utforare"])
    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("finns-inte", "'finns-inte' finns inte i registret"),
            ("191212121212", "kan inte heta så"),
            ("191212-1212", "kan inte heta så"),
            ("SN 2026/1", "kan inte heta så"),
        ],
    )
    def test_an_unknown_one_is_not_repeated_if_it_may_be_a_number(
        self, run: Run, solgården: Path, command: str, name: str, told: str
    ) -> None:
        result = run(*command.split(), name, "--register", solgården)
        assert result.exit_code == 2
        assert told in result.stderr
        assert "1212" not in result.stderr


class TestAvtal:
    def test_printed(self, run: Run, printed: Printed, solgården: Path) -> None:
        args = ("avtal", "hemtjanst-1", "--register", solgården, "--per", "2026-03-02")
        printed("avtal", run(*args).stdout)

    def test_json(self, run: Run, solgården: Path) -> None:
        args = ("avtal", "hemtjanst-1", "--register", solgården, "--format", "json")
        answer = read(run(*args, "--per", "2026-03-02"))
        assert answer["avtal"]["has_impossible_end"] is True
        assert answer["avtal"]["notices"][0]["reason"] == "***"
        events = [each["handelse"] for each in answer["tidslinje"]]
        assert events.count("follow-up-planned") == 2
        assert list(answer["tidslinje"][0]) == [
            "dag", "handelse", "text", "galler", "av", "strom", "position",
        ]  # fmt: skip

    def test_a_provider_never_sees_what_is_unannounced(self, run: Run, solgården: Path) -> None:
        """O-28."""
        args = ("avtal", "hemtjanst-1", "--register", solgården, "--for-utforaren")
        assert "oanmäld" not in run(*args, "--per", "2026-03-02").stdout
        answer = read(run(*args, "--per", "2026-03-02", "--format", "json"))
        streams = {each["strom"] for each in answer["tidslinje"]}
        assert {each for each in streams if each.startswith("followup")} == {"followup:u1"}

    def test_an_unknown_one(self, run: Run, solgården: Path) -> None:
        result = run("avtal", "finns-inte", "--register", solgården)
        assert (result.exit_code, result.stdout) == (2, "")


def test_an_acute_deficiency_without_its_receipt_stands_first(run: Run, solgården: Path) -> None:
    """T-45."""
    text = run("brister", "--register", solgården, "--per", "2026-03-02").stdout
    assert "kvitto saknas från nämnden" in text
    assert text.index("Akuta brister") < text.index("Brist utan åtgärd")


@pytest.mark.parametrize(
    "args", [("frister",), ("brister",), ("utforare", "solgarden"), ("avtal", "hemtjanst-1")],
    ids=lambda args: args[0],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_not_open_is_never_shown(
    run: Run, solgården: Path, args: tuple[str, ...], form: str
) -> None:
    """O-07."""
    result = run(*args, "--register", solgården, "--per", "2026-03-02", "--format", form)
    assert result.exit_code == 0
    assert [word for word in SECRET if word in result.stdout] == []
