"""Make the word lists that recognition uses, from two public lists.

    python scripts/extract_words.py DICTIONARY NAMES_DIR

DICTIONARY is an English word list with one word a line that keeps capitals (SCOWL's
``american-english-small``, Debian package ``wamerican-small``); NAMES_DIR holds the US Census
1990 name files ``dist.female.first``, ``dist.male.first`` and ``dist.all.last`` (in the source
archive of the PyPI package ``names``). The lists land in ``geodata/mentions/data/``.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "geodata" / "mentions" / "data"
SURNAMES_KEPT = 20_000


def ordinary_words(dictionary: Path) -> list[str]:
    """Words that stand in lower case in the dictionary, without possessives."""
    words = dictionary.read_text(encoding="utf-8").split("\n")
    return sorted({word for word in words if word.islower() and word.isalpha()})


def census(path: Path, kept: int | None = None) -> list[str]:
    """Names of one census file, the most frequent first."""
    rows = path.read_text(encoding="ascii").splitlines()
    return [row.split()[0].lower() for row in rows if row.strip()][:kept]


def write(name: str, words: list[str]) -> None:
    """Write one list, compressed so that the same words give the same bytes."""
    data = gzip.compress("\n".join(words).encode(), 9, mtime=0)
    (OUT / f"{name}.txt.gz").write_bytes(data)
    print(f"{name}: {len(words):,} words, {len(data):,} bytes")


def main() -> None:
    dictionary, names = map(Path, sys.argv[1:3])
    first = census(names / "dist.male.first") + census(names / "dist.female.first")
    write("ordinary", ordinary_words(dictionary))
    write("first-names", list(dict.fromkeys(first)))
    write("surnames", census(names / "dist.all.last", SURNAMES_KEPT))


if __name__ == "__main__":
    main()
