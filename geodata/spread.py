"""Parsing many documents: in this process when they are few, in several when they are many.

A document that raises, or kills its process, becomes a DocumentError; the others go on.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import parent_process

from geodata.errors import DocumentError, GazetteerError
from geodata.model import Document, Parsed

Parse = Callable[[Document], Parsed]
Result = Parsed | DocumentError

# Below this, starting processes costs more than it saves.
MANY_DOCUMENTS = 200
_BATCH = 16
_MOST_WORKERS = 16
_NEW_OBJECTS = 20_000  # between two looks for garbage; Python's own measure is 700


def collect_seldom() -> None:
    """Let this process look for garbage less often: for programs and workers, not for libraries.

    Parsing leaves next to no cycles, and keeps much that is looked through in vain. What is loaded
    when this is called is not looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)


def parse_all(
    documents: Iterable[Document], parse: Parse, workers: int | None = None
) -> Generator[Result, None, None]:
    """Results in the order of the documents; ``workers`` None means one for each core."""
    workers = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
    remaining = iter(documents)
    first = list(islice(remaining, MANY_DOCUMENTS))
    everything = chain(first, remaining)
    if workers == 1 or len(first) < MANY_DOCUMENTS:
        yield from (_attempt(parse, document) for document in everything)
    else:
        yield from _in_processes(everything, parse, workers)


def _attempt(parse: Parse, document: Document) -> Result:
    try:
        return parse(document)
    except GazetteerError:
        raise
    except Exception as error:  # whatever a text brings about, it must not stop the others
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return DocumentError(f"{document.source}: could not be parsed ({what}); it was left out")


def _attempt_all(parse: Parse, documents: list[Document]) -> list[Result]:
    return [_attempt(parse, document) for document in documents]


def _in_processes(documents: Iterator[Document], parse: Parse, workers: int) -> Iterator[Result]:
    batches = iter(lambda: list(islice(documents, _BATCH)), [])
    while True:
        lost: list[Document] = []
        with _pool(workers) as pool:
            yield from _spread(pool, batches, parse, 2 * workers, lost)
        if not lost:
            return
        yield from _one_by_one(lost, parse)


def _spread(
    pool: ProcessPoolExecutor,
    batches: Iterator[list[Document]],
    parse: Parse,
    ahead: int,
    lost: list[Document],
) -> Iterator[Result]:
    """Keep ``ahead`` batches under way; when a process dies, note what is lost with it."""
    waiting: deque[tuple[list[Document], Future[list[Result]]]] = deque()
    batch: list[Document] | None = []
    while batch is not None or waiting:
        batch = next(batches, None) if batch is not None else None
        try:
            if batch:
                waiting.append((batch, pool.submit(_attempt_all, parse, batch)))
            if waiting and (batch is None or len(waiting) > ahead):
                results = waiting[0][1].result()
                waiting.popleft()
                yield from results
        except BrokenProcessPool:
            pending = [documents for documents, _ in waiting]
            if batch and (not pending or pending[-1] is not batch):
                pending.append(batch)
            lost += chain.from_iterable(pending)
            return


def _one_by_one(documents: Iterable[Document], parse: Parse) -> Iterator[Result]:
    """One document at a time in a process of its own, to tell which of them it dies of."""
    waiting = deque(documents)
    while waiting:
        with _pool(1) as pool:
            try:
                while waiting:
                    result = pool.submit(_attempt, parse, waiting[0]).result()
                    waiting.popleft()
                    yield result
            except BrokenProcessPool:
                yield DocumentError(
                    f"{waiting.popleft().source}: parsing it crashed or took all memory;"
                    " it was left out"
                )


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers, initializer=_belong)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _belong() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker waits for work for ever; killed, the parent cannot tell it that none will come.
    if parent := parent_process():
        parent.join()
        os._exit(1)
