"""What an export took is given back, so that a server stays as small as what it keeps."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")

# Of a hundred megabytes in small pieces a few remain, between and above the others.
EXPORT = """
import os
from pathlib import Path
from threading import Thread
from mapapp import memory
from mapapp.exporting.store import Exports

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

kept = []
def make():
    pieces = [bytes(1_000) for _ in range(100_000)]
    kept.extend(pieces[::1_000])
    return b"made"

memory.share_pool()
exports, before = Exports(), megabytes()
for number in range(4):
    thread = Thread(target=exports.get, args=(str(number), make))
    thread.start()
    thread.join()
print(megabytes() - before)
"""


@pytest.mark.skipif(not GLIBC, reason="only the GNU C library keeps what was freed")
def test_memory_is_given_back_after_an_export() -> None:
    done = subprocess.run([sys.executable, "-c", EXPORT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 20
