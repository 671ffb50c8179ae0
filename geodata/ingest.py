"""Paths -> atlas: what is new or changed is read, parsed and kept, the rest stays as it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol

from geodata import spread
from geodata.atlas import Atlas, World, check_free, is_whole, locked
from geodata.atlas.briefing_file import take_in
from geodata.documents import is_foreign, iter_paths, read_path
from geodata.errors import AtlasError, DocumentError
from geodata.gazetteer import Gazetteer
from geodata.model import Document, Parsed

if TYPE_CHECKING:
    from geodata.geocoders import Gaps

_COMMIT_SECONDS = 2.0
_COMMIT_DOCUMENTS = 100


class VersionedWorld(World, Protocol):
    """A world whose change makes an atlas out of date."""

    version: str


class Progress(Protocol):
    """Told what is being done and how far it is; ``total`` None where it cannot be known."""

    def __call__(self, stage: str, done: float, total: float | None) -> None: ...


@dataclass(slots=True)
class BuildReport:
    """What a build did: counts of documents, the errors of those that could not be read, and
    the names of those whose files are gone (still in the atlas unless ``pruned``) and of those
    read that are in another language than English."""

    read: int = 0
    unchanged: int = 0
    failed: list[DocumentError] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pruned: bool = False
    foreign: list[str] = field(default_factory=list)


def build(
    paths: Sequence[Path],
    atlas_path: Path,
    *,
    progress: Progress | None = None,
    prune: bool = False,
    again: bool = False,
    workers: int | None = None,
    parse: Callable[[Document], Parsed] | None = None,
    world: VersionedWorld | None = None,
    gaps: Gaps | None = None,
) -> BuildReport:
    """Bring an atlas up to date with files and folders; a new one appears only when complete.

    ``again`` parses unchanged documents too, ``prune`` takes out those whose files are gone.
    ``parse`` and ``world`` default to the geoparser and the gazetteer; a ``parse`` of one's own
    must be importable by name to run in several processes. Interrupted, what was read is kept and
    the next call goes on from there. ``gaps`` asks an online geocoder for names without a place;
    documents that a geocoder was not asked for are parsed again when it is, and the other way
    round. AtlasError if the atlas cannot be written.
    """
    tell = progress or (lambda *_: None)
    report = BuildReport(pruned=prune)
    files, found = _files(paths, report)
    if not files:
        return report
    world = world or _known_world(tell)
    with locked(atlas_path), _opened(atlas_path) as atlas:
        run = _Run(
            atlas, atlas_path.resolve().parent, report, world.version, again=again, gaps=gaps
        )
        total = len(files) if all(file.suffix != ".jsonl" for file, _ in files) else None
        results = spread.parse_all(run.wanted(files), parse or geoparse_known, workers)
        with closing(results):
            run.keep(results, lambda done: tell("Reading documents", done, total))
        if total:
            tell("Reading documents", total, total)  # what could not be read is done, too
        run.settle(files, found, prune=prune)
        if atlas.stale or atlas.meta("world_version") != world.version:
            tell("Drawing the layers", 0, None)
            atlas.refresh(world)
            atlas.set_meta("world_version", world.version)
        _take_in_briefing(found, atlas, report)
        atlas.note_failures([str(error) for error in report.failed])
    return report


class _Run:
    """One build under way: what the atlas held before, and what has been seen since."""

    def __init__(
        self,
        atlas: Atlas,
        folder: Path,
        report: BuildReport,
        version: str,
        *,
        again: bool,
        gaps: Gaps | None = None,
    ) -> None:
        self._atlas = atlas
        self._folder = folder
        self._report = report
        self._unfilled = version
        self._version = f"{version}+{gaps.service}" if gaps else version
        self._gaps = gaps
        self._again = again
        self._known = {row[0]: row for row in atlas.sources()}
        self._at = {(source, name): id_ for id_, name, source, _ in self._known.values()}
        self._seen: set[str] = set()
        self._broken: set[str] = set()
        self._replaced: set[str] = set()

    def wanted(self, files: Iterable[tuple[Path, Path]]) -> Iterator[Document]:
        """The documents that are new or changed, in the order of the files."""
        for file, root in files:
            source = self._relative(file)
            for found in read_path(file, root):
                if isinstance(found, DocumentError):
                    self._report.failed.append(found)
                    self._broken.add(source)
                elif self._is_wanted(document := replace(found, source=source)):
                    yield document

    def _is_wanted(self, document: Document) -> bool:
        if document.id in self._seen:
            return False
        self._seen.add(document.id)
        known = self._known.get(document.id)
        if known is None or known[3] != self._version or self._again:
            return True
        self._report.unchanged += 1
        if known[1:3] != (document.name, document.source):
            self._atlas.rename(document.id, name=document.name, source=document.source)
        return False

    def keep(self, results: Iterable[Parsed | DocumentError], tell: Callable[[int], None]) -> None:
        """Write results as they come, a few seconds' worth at a time."""
        waiting: list[Parsed | DocumentError] = []
        since = time.monotonic()
        for result in results:
            waiting.append(result)
            late = time.monotonic() - since > _COMMIT_SECONDS
            if late or len(waiting) >= _COMMIT_DOCUMENTS:
                self._write(waiting)
                waiting, since = [], time.monotonic()
            tell(self._report.read + self._report.unchanged + len(waiting))
        self._write(waiting)
        tell(self._report.read + self._report.unchanged)

    def _write(self, results: list[Parsed | DocumentError]) -> None:
        if not results:
            return
        with self._atlas.batch():
            for result in results:
                try:
                    if isinstance(result, DocumentError):
                        raise result
                    self._add(result)
                except DocumentError as error:
                    self._report.failed.append(error)

    def _add(self, parsed: Parsed) -> None:
        document = parsed.document
        if self._gaps:
            parsed = self._gaps.fill(parsed)
        asked = self._gaps is not None and self._gaps.failed is None
        self._atlas.add(parsed, parsed_with=self._version if asked else self._unfilled)
        self._report.read += 1
        if is_foreign(document.text):
            self._report.foreign.append(document.name)
        before = self._at.get((document.source, document.name))
        if before and before != document.id and before not in self._seen:
            self._atlas.remove(before)
            self._replaced.add(before)

    def settle(
        self, files: Iterable[tuple[Path, Path]], paths: Sequence[Path], *, prune: bool
    ) -> None:
        """Report documents whose files are gone from the paths; take them out if told to."""
        asked = {_real(file) for file, _ in files}
        folders = [_real(path) for path in paths if path.is_dir()]
        with self._atlas.batch():
            for id_, name, source, _ in self._known.values():
                file = Path(os.path.normpath(self._folder / source))
                here = file in asked or any(map(file.is_relative_to, folders))
                kept = id_ in self._seen or id_ in self._replaced or self._is_broken(source)
                if here and not kept:
                    self._report.gone.append(name)
                    if prune:
                        self._atlas.remove(id_)

    def _is_broken(self, source: str) -> bool:
        """Whether a file, or a folder that it lies in, is there but could not be read."""
        return not self._broken.isdisjoint((source, *map(str, PurePath(source).parents)))

    def _relative(self, path: Path) -> str:
        """A path as the atlas notes it, from its own folder, so that both can move together.

        A name whose bytes are no text has them written out, so that no two names become one.
        """
        relative = os.fsencode(os.path.relpath(_real(path), self._folder))
        return relative.decode("utf-8", errors="backslashreplace")


def _take_in_briefing(paths: Iterable[Path], atlas: Atlas, report: BuildReport) -> None:
    """The ready briefing of the first folder that has one, where the atlas never had any."""
    for folder in filter(Path.is_dir, paths):
        try:
            take_in(folder, atlas)
        except DocumentError as error:
            report.failed.append(error)


def _real(path: Path) -> Path:
    # Path.resolve raises for a link that leads to itself, but only before Python 3.13.
    return Path(os.path.realpath(path))


def _files(
    paths: Sequence[Path], report: BuildReport
) -> tuple[list[tuple[Path, Path]], list[Path]]:
    """The files that can be found, and the paths they were found under.

    A path with nothing to read is reported, the others go on.
    """
    good = []
    for path in paths:
        try:
            iter_paths([path])
            good.append(path)
        except DocumentError as error:
            report.failed.append(error)
    return (iter_paths(good) if good else []), good


@contextmanager
def _opened(path: Path) -> Iterator[Atlas]:
    """The atlas; a new one is built beside its place and moved there when it is complete."""
    if path.exists():
        with Atlas.open(path, write=True) as atlas:
            yield atlas
        return
    check_free(path)
    part = path.with_name(path.name + ".part")
    with _resumed(part) as atlas:
        yield atlas
        complete = bool(atlas.sources())
    if not complete:
        part.unlink()
    elif is_whole(part):
        part.replace(path)
    else:
        raise AtlasError(
            f"{part}: could not be completed, the disk may be full; make room, then run the same"
            " command again"
        )


def _resumed(part: Path) -> Atlas:
    with suppress(AtlasError):
        return Atlas.open(part, write=True)
    for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):
            leftover.unlink()
    return Atlas.create(part)


def _known_world(tell: Progress) -> VersionedWorld:
    from geodata.atlas.world import KnownWorld

    return KnownWorld(open_gazetteer(tell))


def open_gazetteer(tell: Progress) -> Gazetteer:
    """This process's gazetteer, built first where it has to be."""
    Gazetteer.open(progress=lambda what, done: tell(f"Building the gazetteer: {what}", done, 1.0))
    return _gazetteer()


def geoparse_known(document: Document) -> Parsed:
    """Geoparse with this process's gazetteer."""
    from geodata.geoparse import geoparse

    return geoparse(document, _gazetteer())


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
