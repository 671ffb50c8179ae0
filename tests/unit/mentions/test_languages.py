"""Texts in other languages give their cities and countries too, in the forms that they stand in."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse

TEXTS = {
    "Russian": (
        "Поезд из Самары прибыл в Оренбург утром. Груз отправят в Ташкент через Казахстан. "
        "В Москве говорят, что договор с Узбекистаном готов. Делегация вернулась из России.",
        ["Samara", "Orenburg", "Tashkent", "Kazakhstan", "Moscow", "Uzbekistan", "Russia"],
    ),
    "Persian": (
        "وزیر راه از تبریز به اصفهان رفت. قطار تازه ایران را به ترکیه پیوند می‌دهد. "
        "نشست بعدی در بغداد است.",
        ["Tabriz", "Isfahan", "Iran", "Turkey", "Baghdad"],
    ),
    "Arabic": (
        "سافر الوفد من بيروت إلى دمشق ثم إلى بغداد. وقالت مصر إنها سترسل سفينة إلى السودان.",
        ["Beirut", "Damascus", "Baghdad", "Egypt", "Sudan"],
    ),
    "Turkish": (
        "Tren sabah İzmir'den kalktı ve akşam Konya'ya vardı. Heyet Gürcistan'dan Azerbaycan'a "
        "geçti. Toplantı Erzurum'da yapılacak.",
        ["Izmir", "Konya", "Georgia", "Azerbaijan", "Erzurum"],
    ),
    "French": (
        "Le convoi a quitté Marseille pour Gênes avant de gagner la Suisse. "
        "Une usine ouvrira en Algérie, près de Constantine.",
        ["Marseille", "Genoa", "Switzerland", "Algeria", "Constantine"],
    ),
    "Spanish": (
        "El buque salió de Valencia hacia Argel y volvió por Marruecos. "
        "La cumbre será en Sevilla, no en Lisboa.",
        ["Valencia", "Algiers", "Morocco", "Sevilla", "Lisbon"],
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_cities_and_countries_of_a_text_are_found(language: str, gazetteer: Gazetteer) -> None:
    text, wanted = TEXTS[language]
    found = [r for r in geoparse(text, gazetteer).resolutions if r.place]
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in found)
    names = {name for r in found if r.place for name in gazetteer.names(r.place.place_id)}
    missing = [name for name in wanted if name not in names]
    assert len(missing) <= len(wanted) // 5, missing


def test_an_affix_is_no_part_of_the_name(gazetteer: Gazetteer) -> None:
    text = "Heyet Gürcistan'dan ayrıldı."
    assert [r.mention.surface for r in geoparse(text, gazetteer).resolutions] == ["Gürcistan"]
