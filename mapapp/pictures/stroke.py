"""Widths that all renderers of pictures share, in page units."""

HALO = 5.0
"""Of the stroke around text, in the colour beneath."""
LEADER = 1.5
HATCH_WIDTH = 2.2
HATCH_OPACITY = 0.55
