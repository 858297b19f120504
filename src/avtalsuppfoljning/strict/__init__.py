"""The door for everything that comes from outside: strict types, bounded sizes, located errors.

`read_json` and `read_toml` turn hostile text into plain data, `structure` plain data into typed
objects, and `unstructure` goes back. Nothing is coerced: ``"false"`` is not ``False``, ``1.0`` is
not ``1``. A fault is always an `InputError` whose ``place`` is a path such as
``brist.konsekvens.individ``.
"""

from avtalsuppfoljning.strict.reading import MAX_BYTES, MAX_DEPTH, read_json, read_toml
from avtalsuppfoljning.strict.structuring import MAX_ITEMS, MAX_TEXT, structure, unstructure

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ITEMS",
    "MAX_TEXT",
    "read_json",
    "read_toml",
    "structure",
    "unstructure",
]
