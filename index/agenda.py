"""What there is to read (待读清单): new and changed files; unchanged ones, copies and unusable files are settled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.load.guard import check_file
from index.model.errors import UnreadableDocumentError
from index.report import FileResult, duplicate, failed, unchanged
from index.store.viewing import owner_of_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.settings import IndexSettings
    from index.store.reader import LoadedDocument


@dataclass(frozen=True, slots=True)
class Agenda:
    """The work of one building: `reading` is to be read, `settled` needs none.

    `leaving` holds the ids of documents to take out: those under None now, because their file has become a copy of
    another one, the others together with the writing of the path to which their file has moved.
    """

    files: tuple[Path, ...]
    reading: tuple[Path, ...]
    settled: Mapping[Path, FileResult]
    earlier: frozenset[Path]
    leaving: Mapping[Path | None, tuple[int, ...]]


def plan(files: Sequence[Path], settings: IndexSettings, stored: Sequence[LoadedDocument], *, outdated: bool) -> Agenda:
    """Compare files with what is stored. `outdated` says that what is stored must be read again in any case."""
    loaded = {Path(document.path): document for document in stored}
    digests, settled = _digests(files, settings, loaded)
    holders = _Holders(digests, loaded, settings.home_directory)
    reading: list[Path] = []
    copies: list[int] = []
    for path, digest in digests.items():
        document = loaded.get(path)
        if (holder := holders.of(path, digest)) != path:
            settled[path] = duplicate(path, holder)
            copies.extend([document.id] if document else [])
        elif document and document.sha256 == digest and not outdated:
            settled[path] = unchanged(path, document)
        else:
            reading.append(path)
    leaving: dict[Path | None, tuple[int, ...]] = {None: tuple(copies)}
    for path in reading:
        leaving[path] = tuple(
            document.id
            for place, document in loaded.items()
            if document.sha256 == digests[path] and place not in digests and not place.exists()
            if document.owner == owner_of_path(settings.home_directory, path)
        )
    return Agenda(tuple(files), tuple(reading), settled, frozenset(loaded), leaving)


def _digests(
    files: Sequence[Path], settings: IndexSettings, loaded: Mapping[Path, LoadedDocument]
) -> tuple[dict[Path, str], dict[Path, FileResult]]:
    """Digest the content of every usable file; settle the others as failed."""
    digests: dict[Path, str] = {}
    unusable: dict[Path, FileResult] = {}
    for path in files:
        try:
            digests[path] = hashlib.sha256(check_file(path, settings)).hexdigest()
        except UnreadableDocumentError as error:
            unusable[path] = failed(path, error.reason, earlier=path in loaded)
    return digests, unusable


class _Holders:
    """The paths by which contents are loaded: the stored one while its file still has it, else the first.

    Each owner's files are apart: what one has is no reason not to load what another brings.
    """

    def __init__(self, digests: Mapping[Path, str], loaded: Mapping[Path, LoadedDocument], home: Path) -> None:
        self._home = home
        self._paths: dict[tuple[str, str], Path] = {}
        for path, document in loaded.items():
            current = digests.get(path) or (document.sha256 if path.is_file() else "")
            if current == document.sha256:
                self._paths.setdefault((document.owner, current), path)
        for path, digest in digests.items():
            self._paths.setdefault((owner_of_path(home, path), digest), path)

    def of(self, path: Path, digest: str) -> Path:
        """Return the path by which the content of `path` is loaded for its owner."""
        return self._paths[owner_of_path(self._home, path), digest]
