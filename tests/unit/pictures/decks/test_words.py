"""Text in any script and direction, and what is no text."""

from __future__ import annotations

import pytest
from lxml import etree
from pptx.oxml.ns import nsdecls, qn

from mapapp.pictures.decks.paint import Paint
from mapapp.pictures.decks.words import Look, language, right_to_left, write
from mapapp.pictures.decks.xml import Element, clean

NAMES = {
    "Tehran": "en-US",
    "Москва": "ru-RU",
    "تهران": "ar-SA",
    "ירושלים": "he-IL",
    "北京市": "zh-CN",
    "東京タワー": "ja-JP",
    "서울": "ko-KR",
    "กรุงเทพ": "th-TH",
    "दिल्ली": "hi-IN",
    "Αθήνα": "el-GR",
    "თბილისი": "ka-GE",
    "Երևան": "hy-AM",
    "አዲስ አበባ": "am-ET",
    "162 km": "en-US",
    "": "en-US",
}


def written(text: str, **look: object) -> Element:
    """The text as a body with its paragraphs."""
    body = etree.fromstring(f"<p:txBody {nsdecls('p', 'a')}/>")
    write(body, text, Look(19, "#1A2229", **look), Paint("light"))  # type: ignore[arg-type]
    return body


@pytest.mark.parametrize(("name", "tag"), NAMES.items())
def test_the_language_follows_the_script(name: str, tag: str) -> None:
    assert language(name) == tag


@pytest.mark.parametrize("name", NAMES)
def test_names_are_written_as_they_are(name: str) -> None:
    assert "".join(written(name).itertext()) == name


def test_letters_that_the_condensed_face_lacks_are_set_in_the_plain_one() -> None:
    faces = [
        written(name, face="condensed").find(f".//{qn('a:latin')}").get("typeface")
        for name in ("Moscow", "Москва", "Αθήνα")
    ]
    assert faces == ["IBM Plex Sans Condensed", "+mn-lt", "+mn-lt"]


def test_text_from_right_to_left_is_set_so() -> None:
    assert right_to_left("«تهران» and Moscow")
    assert not right_to_left("Moscow and تهران")
    leftward, rightward = written("تهران\nTehran").iterfind(f".//{qn('a:pPr')}")
    assert (leftward.get("rtl"), leftward.get("algn")) == ("1", "r")
    assert (rightward.get("rtl"), rightward.get("algn")) == ("0", "l")


def test_a_line_is_a_paragraph() -> None:
    assert len(written("Caspian\nSea").findall(qn("a:p"))) == 2
    assert len(written("").findall(qn("a:p"))) == 1, "a text without one is not valid"


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert clean("a\x00b\x0bc\x1f\ud800d\ufffee\uffff\r\nf\tg") == "abcde\nf\tg"
    assert clean("😀 &<>\"'") == "😀 &<>\"'"
    body = written("a\x00\x0b<b>&amp;\x1f")
    assert "".join(etree.fromstring(etree.tostring(body)).itertext()) == "a<b>&amp;"


def test_names_have_a_halo_and_plain_text_has_none() -> None:
    assert written("Tehran", glow="#EFEFEC").find(f".//{qn('a:glow')}") is not None
    assert written("Tehran").find(f".//{qn('a:effectLst')}") is None
