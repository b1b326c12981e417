"""PDFs gone wrong (损坏的 PDF): sound ones damaged at random but repeatably, and ones made wrong object by object."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.pdf_crafted import crafted
from tests.pdf_sound import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged PDF; `greedy` ones ask for more time or memory than they may have."""

    name: str
    data: bytes
    greedy: bool = False


def mutants(seed: int = 20310101) -> list[Mutant]:
    """Three hundred of them, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    made = [Mutant(name, data, greedy="greedy" in name) for name, data in crafted()]
    kinds = (_cut, _flipped, _numbers_swapped, _words_swapped, _chunk_moved, _object_lost)
    known = {*sound(), *(mutant.data for mutant in made)}
    number = 0
    while len(made) < 300:
        kind = kinds[number % len(kinds)]
        data = kind(sound()[number // len(kinds) % len(sound())], chance)
        if data not in known:
            made.append(Mutant(f"{kind.__name__.strip('_')}-{number}", data))
        known.add(data)
        number += 1
    return made


def damaged(data: bytes, count: int, seed: int) -> Iterator[Mutant]:
    """A given PDF damaged in `count` ways."""
    chance = random.Random(seed)  # noqa: S311
    kinds = (_cut, _flipped, _numbers_swapped, _words_swapped, _chunk_moved, _object_lost)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield Mutant(f"{kind.__name__.strip('_')}-{number}", kind(data, chance))


def _cut(data: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice((data[:last], data[:first] + data[last:], b"%PDF-1.7\n" + data[first:]))


def _flipped(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _replaced(data: bytes, pattern: bytes, by: Callable[[bytes], bytes], times: int, chance: random.Random) -> bytes:
    found = list(re.finditer(pattern, data))
    chosen = sorted(chance.sample(found, min(times, len(found))), key=lambda match: -match.start())
    for match in chosen:
        data = data[: match.start()] + by(match.group()) + data[match.end() :]
    return data


def _numbers_swapped(data: bytes, chance: random.Random) -> bytes:
    wild = (b"0", b"-1", b"1", b"7", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"1e308", b"0.0")
    return _replaced(
        data, rb"(?<=[ \[/])\d+(?=[ \]\n>])", lambda _old: chance.choice(wild), chance.choice((1, 4, 20)), chance
    )


def _words_swapped(data: bytes, chance: random.Random) -> bytes:
    words = [match.group() for match in re.finditer(rb"/[A-Z]\w+", data)]
    return _replaced(data, rb"/[A-Z]\w+", lambda _old: chance.choice(words), chance.choice((1, 3, 10)), chance)


def _chunk_moved(data: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(data)) for _ in range(2))
    to = chance.randrange(len(data))
    return data[:to] + data[first:last] + data[to:]


def _object_lost(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, rb"(?s)\d+ 0 obj.*?endobj", lambda _old: b"", chance.choice((1, 2)), chance)
