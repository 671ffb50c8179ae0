"""What a view shows as data: one registry of formats, each read back by the tools it is meant for.

Selection + Context ─▶ FORMATS[ending].write ─▶ bytes
"""

from geodata.exports.context import Context
from geodata.exports.registry import FORMATS, Format

__all__ = ["FORMATS", "Context", "Format"]
