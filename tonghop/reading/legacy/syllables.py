"""Is a word a possible Vietnamese syllable? A grammar of spelling, compiled when it is first asked for.

Keeps out what follows from the answer (repair, look_alikes). The grammar is that of the national orthography: an onset,
a rime (glide, nucleus, coda) and a tone, with the spelling of k/c/q, g/gh, ng/ngh before front vowels, and only sắc and
nặng before c, ch, p, t. Both ways of placing the tone (hòa, hoà) are legal, as is i for y (kĩ thuật, kỹ thuật).
"""

import functools
import re
import unicodedata

_FRONT = (
    "i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu ing ic "
    "e ec em en eng enh eo ep et ê êch êm ên ênh êp êt êu êng êc y"
)
_BACK = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ôông ôôc ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uôp ưa ưc ưi ưm ưng ưt ưu ư ưp "
    "ươc ươi ươm ươn ương ươp ươt ươu"
)
_ROUNDED = (  # a glide before the nucleus
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oăp oe oen oeo oet oem oec oeng "
    "uâc uân uâng uât uây uê uêch uên uênh uêt uêu uơ uơn uơt uy uya uych uyên uyêt uynh uyn uyt uyu uyp uym uyê "
    "uôc uau uao"
)
_AFTER_Q = (  # qu counts as the onset
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e en eo et em ec eng enh "
    "ê ên êch ênh êt êu êp i inh it ich in ip ơ ơi ơn ơt ôc ông ôt ôi y yên yêt yêu ynh yt ych yn yp yu yêm"
)
_ALONE = "y yêm yên yêng yêt yêu i ich im in inh ip it iu ia"  # without an onset (iê is written yê)
_AFTER_GI = (  # gi as onset; giêng, gì, gìn share its i
    _BACK + " e em en eo ep et ê êm ênh êt êu enh eng êch ông in inh iêng iêc iêm iên iêp iêt ia"
)
_ONSETS = "b ch d đ h kh l m n nh p ph r s t th tr v x"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONGEST = 12  # nghiêng with its accents apart, and some room
_SHARP = "\u0301\u0323"  # sắc, nặng: the only tones before a stop
_WORD = re.compile("[^\\W\\d_]+")
_TONE = re.compile(f"[{_TONES}]")


def is_syllable(word: str) -> bool:
    """Whether a word in Unicode, in whatever case, is spelt like a Vietnamese syllable; `tr` and `bạnn` are none."""
    return len(word) <= _LONGEST and _is_legal(word.lower())


def count_syllables(text: str) -> int:
    """Of the words with letters beyond ASCII, those that are syllables less those that are none."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return 2 * sum(map(is_syllable, words)) - len(words)


@functools.lru_cache(maxsize=8192)
def _is_legal(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word)
    tones = _TONE.findall(apart)
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", _TONE.sub("", apart))
    match = _compile().fullmatch(plain)
    if match is None:
        return False
    return not plain.endswith(("c", "ch", "p", "t")) or bool(tones and tones[0] in _SHARP)


@functools.cache
def _compile() -> re.Pattern[str]:
    def either(*lists: str) -> str:
        return "(?:" + "|".join(sorted({*" ".join(lists).split()}, key=len, reverse=True)) + ")"

    return re.compile(
        f"{either(_ONSETS)}{either(_FRONT, _BACK, _ROUNDED)}"
        f"|(?:k|gh|ngh){either(_FRONT)}|(?:c|ng|g){either(_BACK, _ROUNDED)}|k{either(_BACK, _ROUNDED)}"
        f"|qu{either(_AFTER_Q)}|gi{either(_AFTER_GI)}|g(?:i|in|im|iêng)"
        f"|{either(_BACK, _ROUNDED, _ALONE, 'e em en eo ep et ec ê êch êm ên ênh êp êt êu')}"
    )
