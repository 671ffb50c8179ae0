"""The store: one GeoPackage file with everything read out of the documents, and the layers."""

from geodata.atlas.database import check_free, is_atlas, is_whole
from geodata.atlas.lock import locked
from geodata.atlas.records import (
    Decision,
    DocumentInfo,
    DocumentPassages,
    MentionRow,
    Passage,
    SearchResult,
    World,
)
from geodata.atlas.store import Atlas
from geodata.atlas.views import SavedView

__all__ = [
    "Atlas",
    "Decision",
    "DocumentInfo",
    "DocumentPassages",
    "MentionRow",
    "Passage",
    "SavedView",
    "SearchResult",
    "World",
    "check_free",
    "is_atlas",
    "is_whole",
    "locked",
]
