"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# A machine that does something else beside is no defect; how time grows is tested where it matters.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
