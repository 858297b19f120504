"""Check a receipt without the register: ``python -I kontrollera_kvitto.py KVITTO.json SIGILL``.

Nothing but Python is needed. The seal is the one that you, or somebody you trust, kept; who signed
it is checked by kontrollera_sigill.py. The tree is that of RFC 9162, section 2.1.
"""

import json
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

receipt = json.loads(Path(sys.argv[1]).read_bytes())
size, root = Path(sys.argv[2]).read_text("utf-8").split("\n")[1:3]
stream, name = receipt["strom"], receipt["handelse"]
place = f"{receipt['position']} {receipt['version']} {len(stream)} {len(name)}"
head = f"\0avtalsuppfoljning/handelse/1 {place}\n{stream}{name}"
found = sha256((head + receipt["post"]).encode()).digest()

index, last = receipt["position"] - 1, int(size) - 1
fits = 0 <= index <= last
for step in map(bytes.fromhex, receipt["vag"]):
    fits = fits and last > 0
    is_right = index & 1 or index == last
    found = sha256(b"\1" + (step + found if is_right else found + step)).digest()
    while is_right and index and not index & 1:
        index, last = index >> 1, last >> 1
    index, last = index >> 1, last >> 1
if not fits or last or found != b64decode(root):
    sys.exit("Kvittot stämmer INTE: händelsen är inte den som förseglades.")
print(f"Kvittot stämmer: plats {receipt['position']} av {size} är {stream}, {name}.")
