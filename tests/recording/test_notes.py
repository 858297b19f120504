"""Keys, notes and seals are those of C2SP, and what is no such thing is refused."""

from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from avtalsuppfoljning.errors import AvtalsuppfoljningError, InputError
from avtalsuppfoljning.recording.integrity.notes import Note, PrivateKey, PublicKey
from avtalsuppfoljning.recording.integrity.sealing import Checkpoint, Seal
from avtalsuppfoljning.recording.integrity.signing import parse_signers

PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KEY = PrivateKey("exempelkoping.se/avtal", b"k" * 32)
OTHER = PrivateKey("exempelkoping.se/avtal", b"o" * 32)
hashes = st.binary(min_size=32, max_size=32)
checkpoints = st.builds(
    Checkpoint,
    origin=st.sampled_from(["exempelkoping.se/avtal", "Åmål"]),
    events=st.integers(0, 10**9),
    root=hashes,
    commands=st.integers(0, 10**9),
    commands_root=hashes,
)


class TestPublished:
    """The key pair that the documentation of Go's package note shows."""

    def test_the_keys_belong_together(self) -> None:
        assert str(PrivateKey.parse(PRIVATE).public) == PUBLIC
        assert PublicKey.parse(PUBLIC) == PrivateKey.parse(PRIVATE).public

    def test_its_signature_is_accepted(self) -> None:
        text = (
            "If you think cryptography is the answer to your problem,\n"
            "then you don't know what your problem is.\n"
        )
        signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="  # noqa: E501
        note = Note.parse(f"{text}\n— PeterNeumann {signature}\n")
        assert note.signer([KEY.public, PublicKey.parse(PUBLIC)]) == PublicKey.parse(PUBLIC)
        assert str(Note(text).signed(PrivateKey.parse(PRIVATE))) == str(note)


class TestKeys:
    def test_a_new_key_is_readable_by_its_owner_only(self, tmp_path: Path) -> None:
        made = PrivateKey.new("anna.berg")
        made.write(tmp_path / "nyckel")
        assert (tmp_path / "nyckel").stat().st_mode & 0o777 == 0o600
        assert PrivateKey.read(tmp_path / "nyckel") == made
        assert made != PrivateKey.new("anna.berg")

    def test_a_key_is_never_written_over(self, tmp_path: Path) -> None:
        KEY.write(tmp_path / "nyckel")
        with pytest.raises(FileExistsError):
            OTHER.write(tmp_path / "nyckel")
        assert PrivateKey.read(tmp_path / "nyckel") == KEY

    def test_a_secret_is_not_shown_by_accident(self) -> None:
        assert "kkk" not in repr(KEY)
        assert KEY.seed.hex() not in repr(KEY)

    @given(st.data())
    def test_a_letter_changed_is_no_key(self, data: st.DataObject) -> None:
        for line, parse in ((PUBLIC, PublicKey.parse), (PRIVATE, PrivateKey.parse)):
            at = data.draw(st.integers(0, len(line) - 1))
            changed = line[:at] + data.draw(st.sampled_from("aZ+/ =\n")) + line[at + 1 :]
            if changed.strip() != line:
                with pytest.raises(InputError):
                    parse(changed)

    @pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n"])
    def test_names_that_would_break_the_line(self, name: str) -> None:
        with pytest.raises(InputError, match="namnet"):
            PrivateKey.new(name)


class TestSeals:
    @given(checkpoints)
    def test_written_and_read_back(self, made: Checkpoint) -> None:
        seal = Seal.of(made, KEY)
        assert Seal.parse(str(seal)) == seal
        assert seal.note.signer([OTHER.public]) is None
        assert seal.note.signer([OTHER.public, KEY.public]) == KEY.public
        assert Seal.parse(str(Seal.of(made))).note.signer([KEY.public]) is None

    @given(checkpoints, checkpoints)
    def test_a_signature_is_for_one_checkpoint(self, made: Checkpoint, other: Checkpoint) -> None:
        signed = Note.parse(str(Seal.of(made, KEY))).signatures
        moved = Note(str(other), signed)
        assert (moved.signer([KEY.public]) is not None) is (made == other)

    def test_several_may_sign(self) -> None:
        made = Checkpoint("a", 1, bytes(32), 1, bytes(32))
        witness = PrivateKey("vittne", b"w" * 32)
        seal = Seal.parse(str(Seal.of(made, KEY).note.signed(witness)))
        assert seal.note.signer([witness.public]) == witness.public
        assert seal.note.signer([KEY.public]) == KEY.public

    @given(st.text(max_size=120))
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(InputError):
            Seal.parse(text)

    @pytest.mark.parametrize(
        ("part", "wrong"),
        [
            ("\n3\n", "\n03\n"),
            ("\n3\n", "\n-3\n"),
            ("\n3\n", "\n3\n\n"),
            ("kommandon", "commands"),
            ("— ", "- "),
            ("A", "!"),
        ],
    )
    def test_what_only_looks_like_a_seal_is_refused(self, part: str, wrong: str) -> None:
        text = str(Seal.of(Checkpoint("a", 3, bytes(32), 3, bytes(32)), KEY))
        assert str(Seal.parse(text)) == text
        with pytest.raises(InputError):
            Seal.parse(text.replace(part, wrong))

    def test_a_huge_file_is_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "sigill").write_bytes(b"a" * 10**6)
        (tmp_path / "bild").write_bytes(b"\xff\xd8")
        for name in ("sigill", "bild"):
            with pytest.raises(InputError, match="för lång eller ingen text"):
                Seal.read(tmp_path / name)


class TestSigners:
    def test_a_key_a_line_and_the_day_it_counts_from(self) -> None:
        found = parse_signers(f"# vilka som undertecknar\n\n{PUBLIC}\n{KEY.public} 2026-03-01\n")
        assert [(each.key.name, each.since.isoformat()) for each in found] == [
            ("PeterNeumann", "0001-01-01"),
            ("exempelkoping.se/avtal", "2026-03-01"),
        ]

    @pytest.mark.parametrize("line", ["anna", f"{PUBLIC} i mars", f"{PUBLIC}x", "+++"])
    def test_a_line_that_cannot_be_read_is_named(self, line: str) -> None:
        with pytest.raises(InputError, match=r"^rad 2"):
            parse_signers(f"{PUBLIC}\n{line}")


def test_every_refusal_says_the_way_out() -> None:
    for wrong in ("", "a+b+c", "a+00000000+" + b64encode(b"\2" + bytes(32)).decode()):
        with pytest.raises(AvtalsuppfoljningError) as refused:
            PublicKey.parse(wrong)
        assert refused.value.way_out
