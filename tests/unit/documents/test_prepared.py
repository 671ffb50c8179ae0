"""The word before the day of a note is no publisher."""

import pytest

from geodata.documents import document_from_text


@pytest.mark.parametrize("label", ["Prepared", "Drafted on", "Revised"])
def test_the_label_of_a_date_is_no_publisher(label: str) -> None:
    text = f"The Middle Corridor: a note\n\n{label} 14 October 2025\n\nFreight rose in Baku.\n"
    document = document_from_text(text)
    assert (document.publisher, document.published) == (None, "2025-10-14")
