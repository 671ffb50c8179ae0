"""The gazetteer: names to candidates, from one SQLite file that is built from data packages."""

from geodata.gazetteer.lookup import Gazetteer, cache_path, prominence
from geodata.gazetteer.names import fold_name, fold_word
from geodata.gazetteer.rows import KnownSite, NameFlag

__all__ = [
    "Gazetteer",
    "KnownSite",
    "NameFlag",
    "cache_path",
    "fold_name",
    "fold_word",
    "prominence",
]
