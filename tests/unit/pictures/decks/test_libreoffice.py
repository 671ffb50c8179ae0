"""LibreOffice opens a deck and makes a page of every slide, with its words on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.sample import VIEWS


@pytest.fixture(scope="module")
def soffice() -> str:
    """The program; CI must have it."""
    found = shutil.which("soffice")
    if found:
        return found
    if os.environ.get("MAPAPP_REQUIRE_LIBREOFFICE"):
        pytest.fail("LibreOffice is missing: apt install libreoffice-impress-nogui")
    pytest.skip("no LibreOffice here (Debian: libreoffice-impress-nogui)")


def test_libreoffice_converts_every_slide(made: bytes, soffice: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(made)
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = [page.extract_text() for page in PdfReader(tmp_path / "deck.pdf").pages]
    assert len(pages) == len(VIEWS) + 1
    for word in ("Moscow", "Tehran", "Mumbai"):
        assert word in pages[0]
    assert "by ship and rail" in " ".join(pages[0].split())
    assert pages[-1].startswith("Sources")
