"""A view survives the way through an address; what cannot be is refused in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import LAYERS, View
from mapapp.errors import BadRequestError
from mapapp.view_arguments import arguments_of, view_of

DAYS = st.none() | st.dates().map(str)
LONGITUDES = st.integers(-180, 179)
EXTENTS = st.builds(
    lambda w, s, width, height: (float(w), float(s), float(w + width), float(s + height)),
    LONGITUDES, st.integers(-90, 0), st.integers(1, 180), st.integers(1, 90),
)  # fmt: skip
IDS = st.text("0123456789abcdef", min_size=1, max_size=12)
VIEWS = st.builds(
    View,
    title=st.text(max_size=50),
    caption=st.text(max_size=50),
    extent=st.none() | EXTENTS,
    layers=st.none()
    | st.sets(st.sampled_from(LAYERS)).map(lambda some: tuple(n for n in LAYERS if n in some)),
    reading=st.sampled_from(("both", "literal", "associative")),
    documents=st.none() | st.lists(IDS, min_size=1).map(tuple),
    dated=st.sampled_from(("published", "text")),
    since=DAYS,
    until=DAYS,
    undated=st.booleans(),
    place=st.none() | IDS,
)


@given(VIEWS)
def test_a_view_survives_its_address(view: View) -> None:
    assert view_of(arguments_of(view)) == view


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("extent", "1,2,3"), ("extent", "nan,0,1,1"), ("extent", "10,0,5,5"), ("extent", "a,b,c,d"),
        ("layers", "moons"), ("reading", "loud"), ("since", "yesterday"), ("undated", "maybe"),
        ("documents", ",".join(["a"] * 501)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(name: str, value: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        view_of({name: value})
    assert name in str(caught.value) or value in str(caught.value)
    assert "\n" not in str(caught.value)
