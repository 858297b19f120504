"""Guideline files with something wrong in them: pieces cut, doubled, moved, overwritten."""

import re
from collections.abc import Iterator
from random import Random

from avtalsuppfoljning.guidelines import shipped, shipped_text

PIECES = (
    "", '"', "[", "]", "[[", "=", "é", "nej", "ja", "\n", "{}", "[]", '""', "true", "-1", "nan",
    '"1e999"', '"1000000000000000000000000000000"', "9999-12-31", "0001-01-01", "ingen", "namnd",
)  # fmt: skip


def damaged_files(chance: Random) -> Iterator[str]:
    """Files without end, each one of the shipped with one to three pieces of damage."""
    texts = [shipped_text(*each) for each in shipped()]
    while True:
        text = chance.choice(texts)
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = chance.choice((_characters, _lines, _blocks, _words))(text, chance)
        yield text


def _characters(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    end = min(len(text), at + chance.randrange(60))
    return text[:at] + chance.choice((*PIECES, text[at:end] * 2)) + text[end:]


def _lines(text: str, chance: Random) -> str:
    """One line gone, doubled, or standing elsewhere."""
    lines = text.splitlines(keepends=True)
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.choice((0, 1, 2))):
        lines.insert(chance.randrange(len(lines) + 1), line)
    return "".join(lines)


def _blocks(text: str, chance: Random) -> str:
    """One table gone, doubled, or standing elsewhere."""
    blocks = re.split(r"(?m)^(?=\[)", text)
    block = blocks.pop(chance.randrange(len(blocks)))
    for _ in range(chance.choice((0, 1, 2))):
        blocks.insert(chance.randrange(len(blocks) + 1), block)
    return "".join(blocks)


def _words(text: str, chance: Random) -> str:
    """One quoted word in the place of another."""
    words = re.findall(r'"[^"\n]*"', text)
    if not words:
        return text
    old, new = chance.choice(words), chance.choice((*words, *PIECES))
    places = [found.start() for found in re.finditer(re.escape(old), text)]
    at = chance.choice(places)
    return f"{text[:at]}{new}{text[at + len(old) :]}"
