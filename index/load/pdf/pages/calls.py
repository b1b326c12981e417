"""Calls of C functions by the hundred thousand (批量调用): of one function, for each item of arrays.

A call from Python takes longer than most of pdfium's functions do. Where a compiler was there at the installation,
`_calls.c` makes all calls for one from Python; without it ctypes does the same, with the same results and in more time.

Objects are addresses, integers of 64 bits, as are results; each of `numbers` holds one of 32 bits for each object.
"""

from __future__ import annotations

import ctypes
from itertools import starmap
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Buffer = NDArray[Any]


def asked(function: int, objects: Buffer, numbers: tuple[Buffer, ...], results: Buffer) -> None:
    """Call the function at an address for each object, and keep the numbers that it gives."""
    calls = starmap(_bound(function, ctypes.c_int), _arguments(objects, numbers))
    results[:] = np.fromiter(calls, np.intp, len(objects))


def addressed(function: int, objects: Buffer, numbers: tuple[Buffer, ...], results: Buffer) -> None:
    """Call the function at an address for each object, and keep the addresses that it gives."""
    calls = starmap(_bound(function, ctypes.c_size_t), _arguments(objects, numbers))
    results[:] = np.fromiter(calls, np.intp, len(objects))


def written(function: int, objects: Buffer, numbers: tuple[Buffer, ...], parts: int, room: Buffer) -> bytes:
    """Call the function at an address for each object: it writes into each part of its row of `room`.

    Tells of each call, in one byte, whether it succeeded.
    """
    base, width = room.ctypes.data, room.shape[1] * room.itemsize
    starts = (range(base + width // parts * part, base + width * len(room), width) for part in range(parts))
    places = [_passed(addresses) for addresses in starts]
    calls = starmap(_bound(function, ctypes.c_int), _arguments(objects, numbers, *places))
    return np.fromiter(calls, np.bool_, len(objects)).tobytes()


def _bound(function: int, result: Any) -> Any:
    """A function at an address; it keeps Python's lock, as pdfium is for one thread at a time."""
    return ctypes.PYFUNCTYPE(result)(function)


def _arguments(objects: Buffer, numbers: tuple[Buffer, ...], *places: list[Any]) -> Iterator[tuple[Any, ...]]:
    return zip(_passed(objects.tolist()), *(one.tolist() for one in numbers), *places, strict=True)


def _passed(addresses: Iterable[int]) -> list[Any]:
    """Addresses made ready for being passed."""
    return list(map(ctypes.c_void_p.from_param, addresses))
