"""Check that a register only grew: ``python -I kontrollera_fortsattning.py SVAR.json SIGILL``.

SVAR.json is what ``avtal forsegla --sedan --format json`` wrote, and the seal is the earlier one,
as you have kept it. Nothing but Python is needed. Who signed is checked by kontrollera_sigill.py.
"""

import json
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

kept = Path(sys.argv[2]).read_text("utf-8")
answer = json.loads(Path(sys.argv[1]).read_bytes())["fortsattning"]
(first, old), (last, new) = (
    (int(size), b64decode(root))
    for size, root in (text.split("\n")[1:3] for text in (kept, answer["till"]))
)
steps = [bytes.fromhex(step) for step in answer["vag"]]
fits = 0 < first <= last and (first < last or (not steps and old == new))
if fits and first < last:
    steps = steps if first & (first - 1) else [old, *steps]
    index, end = first - 1, last - 1
    while index & 1:
        index, end = index >> 1, end >> 1
    before = after = steps[0] if steps else b""
    for step in steps[1:]:
        fits = fits and end > 0
        is_right = index & 1 or index == end
        before = sha256(b"\1" + step + before).digest() if is_right else before
        after = sha256(b"\1" + (step + after if is_right else after + step)).digest()
        while is_right and index and not index & 1:
            index, end = index >> 1, end >> 1
        index, end = index >> 1, end >> 1
    fits = fits and not end and (before, after) == (old, new)
if not fits:
    sys.exit("Registret är INTE en fortsättning på det som du har sigillet för.")
print(f"Registret har vuxit från {first} till {last} händelser, och början är densamma.")
