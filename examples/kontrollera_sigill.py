"""Check who signed a seal, without the register: ``python -I kontrollera_sigill.py SIGILL NYCKEL``.

Nothing but Python is needed. The key is the public line that the municipality gave you. The
signature is Ed25519, RFC 8032, written out so that it can be read; it takes a moment.
"""

import sys
from base64 import b64decode
from hashlib import sha256, sha512
from pathlib import Path

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def add(one: Point, other: Point) -> Point:
    """The sum of two points of the curve."""
    (a, b), (c, d) = one, other
    cross = D * a * b * c * d
    x = (a * d + b * c) * pow(1 + cross, -1, P)
    return x % P, (b * d + a * c) * pow(1 - cross, -1, P) % P


def times(number: int, point: Point) -> Point:
    """A point, so many times."""
    total = (0, 1)
    for bit in f"{number:b}":
        total = add(total, total)
        total = add(total, point) if bit == "1" else total
    return total


def opened(written: bytes) -> Point:
    """The point that 32 bytes stand for."""
    y = int.from_bytes(written, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P:
        raise ValueError("no point of the curve")
    return (P - x if x & 1 != written[31] >> 7 else x), y


def is_signed(text: bytes, made: bytes, key: bytes) -> bool:
    """Whether the signature of the text was made by the owner of the key."""
    base = opened((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    scalar = int.from_bytes(made[32:], "little")
    asked = int.from_bytes(sha512(made[:32] + key + text).digest(), "little") % ORDER
    left, right = times(scalar, base), add(opened(made[:32]), times(asked, opened(key)))
    return scalar < ORDER and left == right


body, _, lines = Path(sys.argv[1]).read_text("utf-8").rpartition("\n\n")
name, number, encoded = Path(sys.argv[2]).read_text("utf-8").strip().split("+", 2)
raw = b64decode(encoded)
is_key = raw[0] == 1 and sha256(f"{name}\n".encode() + raw).hexdigest()[:8] == number
signed = [line.split(" ") for line in lines.splitlines()]
signatures = [b64decode(made) for _, signer, made in signed if signer == name]
if not is_key or not any(
    made[:4].hex() == number and is_signed(f"{body}\n".encode(), made[4:], raw[1:])
    for made in signatures
):
    sys.exit(f"Sigillet är INTE undertecknat av {name}.")
print(f"Sigillet är undertecknat av {name}.")
