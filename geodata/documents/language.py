"""Whether a text is in English, the language that is read in full.

Told by function words, which no running text does without: cheap, and sure where there is enough
text. In doubt, a text is English: names, lists and tables say nothing either way.
"""

from __future__ import annotations

import re
import unicodedata

MOST_READ = 10_000
"""Characters that are looked at; a language shows long before."""

_FEWEST_WORDS = 40
_FEWEST_LETTERS = 60  # of scripts that may write no spaces between words
_FEWEST_KINDS = 5  # different function words: a list of places has the same two or three
_SHARE = 0.06  # of the words; prose has two to four times as many
_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]")

_ENGLISH = (
    "the of and to in that is was for on with as it by at from his are be this have which or had"
    " not but an they were been has their would who will there said about after more when"
)
# Words of three letters and more that are neither English nor, as prepositions and articles are,
# parts of the names of places.
_OTHER = {
    "German": "und ist nicht auf für sich auch wird sind wurde wurden dass eine einer einen"
    " einem nach haben werden oder aber über durch noch nur wenn sein seine ihre diese zwischen"
    " gegen",
    "French": "est qui que dans une avec ont été sont ses leur cette aussi mais après selon"
    " entre elle nous ils être fait avait depuis deux contre dont comme",
    "Spanish": "que una por para como pero más está sus fue también según entre sobre este esta"
    " han desde cuando hasta había todos donde ser muy durante",
    "Portuguese": "que uma por com para como não são foi também segundo entre sobre este esta"
    " desde quando até seu sua pelo pela mais ser nos durante",
    "Catalan": "que una amb com però més són els també segons entre sobre aquest aquesta seva"
    " pel després han",
    "Italian": "che una sono anche più questo questa"
    " stato dopo suo sua tra gli essere hanno secondo",
    "Romanian": "este pentru sunt fost mai prin după între această acest lui dar către fiind"
    " unei unui",
    "Dutch": "het een niet voor zijn ook werd wordt maar naar uit hebben heeft deze nog"
    " tussen volgens tegen worden kan meer onder",
    "Swedish": "och att som inte för det med har från ett kan ska vid enligt efter mellan också"
    " blir hade",
    "Danish": "som ikke til det med har fra kan skal ved efter mellem også blev havde eller der"
    " denne være sig",
    "Norwegian": "som ikke til det med har fra kan skal ved etter mellom også ble hadde eller"
    " denne være seg",
    "Finnish": "että mutta ovat oli mukaan myös joka kun kuin sekä hän sen ole vuonna jälkeen"
    " ollut jotka ennen",
    "Hungarian": "hogy nem egy azt már csak után szerint között vagy meg lesz ezt ami amely"
    " pedig még",
    "Estonian": "ning kui oli mis aga kes juba pärast ole nad tema sest vahel",
    "Latvian": "kas bija arī pēc viņš tika līdz tiek gan lai savu",
    "Lithuanian": "kad yra buvo tai kaip jis apie dėl savo taip tarp kurie",
    "Polish": "nie się przez oraz jak jego był była dla tym które który także między będzie"
    " przed według",
    "Czech": "který která které jsou bylo byla jako také nebo jeho není před podle mezi aby"
    " však jen při byl",
    "Slovak": "ktorý ktorá ktoré bolo bola ako tiež alebo jeho nie pred podľa medzi aby však"
    " len pri bol",
    "Slovene": "bil bila tudi kot pri med ali lahko njegov pred bodo ter zaradi",
    "Croatian": "koji koja koje nije bio bila ali kao što biti prema između nakon samo više"
    " kako oko svoj ili",
    "Albanian": "për është dhe nga një janë tek këtë ishte edhe sipas",
    "Turkish": "bir için ile olarak olan daha çok gibi sonra kadar ancak olduğu göre arasında"
    " tarafından değil ise",
    "Azerbaijani": "bir üçün ilə olan daha çox kimi sonra qədər olduğu görə arasında tərəfindən"
    " deyil isə olub",
    "Uzbek": "bilan uchun bir edi emas kerak haqida keyin yoki uning",
    "Indonesian": "yang dan ini itu untuk dengan dari pada tidak dalam akan oleh juga sudah"
    " adalah telah karena kepada mereka saat",
    "Swahili": "kwa katika hiyo kuwa huo hilo kama lakini baada yake wao alisema watu",
    "Vietnamese": "của các trong không được cho với những người này khi đến một",
    "Somali": "waxa iyo ayaa waxaa soo lagu inay kale badan sheegay",
    "Tagalog": "ang mga hindi nang para kanyang dahil naman ito kay rin",
    "Kurdish": "kir xwe dibe",
}
_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_OTHER_WORDS = frozenset(word for words in _OTHER.values() for word in words.split())


def is_foreign(text: str) -> bool:
    """Whether a text is surely in another language than English."""
    text = unicodedata.normalize("NFKC", text[:MOST_READ])
    if _is_of_another_script(text):
        return True
    words = _WORD.findall(text)
    other = [word for word in words if word in _OTHER_WORDS]
    if len(words) < _FEWEST_WORDS or len(set(other)) < _FEWEST_KINDS:
        return False
    english = sum(word.lower() in _ENGLISH_WORDS for word in words)
    return len(other) > max(_SHARE * len(words), 2 * english)


def _is_of_another_script(text: str) -> bool:
    """Whether two thirds of its letters are of other scripts than the Latin one."""
    other = len(_NOT_LATIN.findall(text))
    return other >= _FEWEST_LETTERS and other > 2 / 3 * sum(map(str.isalpha, text))
