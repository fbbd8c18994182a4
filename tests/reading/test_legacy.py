"""Legacy Vietnamese: TCVN3 and VNI by font and by words, syllables, look-alikes."""

import random
import unicodedata

import pytest

from tonghop.reading.legacy import decode_run, find_code, fold_look_alikes, may_be_legacy, repair_texts
from tonghop.reading.legacy.syllables import is_syllable

LOWER = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"
TCVN3 = "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\xad®"  # in the order of LOWER
VNI = (
    "aø aû aõ aù aï aè aú aü aé aë aà aå aã aá aä eø eû eõ eù eï eà eå eã eá eä ì æ ó í ò oø oû oõ où oï "
    "oà oå oã oá oä ôø ôû ôõ ôù ôï uø uû uõ uù uï öø öû öõ öù öï yø yû yõ yù î aê aâ eâ oâ ô ö ñ"
)
TO_TCVN3 = dict(zip(LOWER, TCVN3, strict=True)) | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
TO_VNI = dict(zip(LOWER, VNI.split(), strict=True)) | {
    a.upper(): b.upper() for a, b in zip(LOWER, VNI.split(), strict=True)
}

SENTENCES = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
    "Phòng đã tổ chức 03 lớp tập huấn cho 120 lượt cán bộ, trường học và doanh nghiệp",
    "Đón 07 đoàn với 29 lượt người từ Lào, Nhật Bản, Thái Lan; ký 02 biên bản ghi nhớ",
    "Trung tâm phối hợp với Đài Phát thanh - Truyền hình tỉnh sản xuất 12 chuyên mục",
    "Nguyên nhân: kinh phí còn hạn chế, đội ngũ cán bộ kiêm nhiệm, thiếu thiết bị",
    "Khuyến khích quảng bá giống lúa mới, cà phê Khe Sanh và hồ tiêu Cùa ở Quảng Trị",
    "Kiến nghị Ủy ban nhân dân tỉnh bố trí nguồn lực để thực hiện nhiệm vụ được giao",
    "quyết định số 1475/QĐ-UBND về việc giao chỉ tiêu kế hoạch nghiên cứu ứng dụng",
]


def _encode(text, table):
    small = "".join(letter if letter in table else table.get(letter.lower(), letter) for letter in text)
    return "".join(table.get(letter, letter) for letter in small)


def _shuffled_sentences():
    """Ten thousand lines of real Vietnamese words in chance order, four words and more, at least two with accents."""
    chance = random.Random(4)
    words = [word.strip(",;:") for sentence in SENTENCES for word in sentence.split() if word != "-"]
    accented = [word for word in words if not word.isascii() and word[0] not in "ỦĐ"]
    for _ in range(10_000):
        line = chance.choices(words, k=chance.randint(2, 12)) + chance.choices(accented, k=3)
        yield " ".join(line)


@pytest.mark.parametrize("font", [".VnTime", "VnTime", ".VNARIAL NARROW", "ABCDEF+.VnTime,Bold", "vntime"])
def test_every_letter_of_tcvn3_has_its_code(font):
    assert decode_run(TCVN3 + " ¡¢£¤¥¦§", font) == LOWER + " ĂÂÊÔƠƯĐ"


def test_every_letter_of_vni_has_its_codes_in_both_cases():
    assert [decode_run(codes, "VNI-Times") for codes in VNI.split()] == list(LOWER)
    assert [decode_run(codes.upper(), "VNI-Helve") for codes in VNI.split()] == list(LOWER.upper())


@pytest.mark.parametrize("font", [".VnTimeH", ".VnArialH,Bold", ".Vn3DH", ".vntimeh", ".VnArial NarrowH"])
def test_a_final_h_draws_capitals(font):
    assert decode_run("céng hoµ", font) == "CỘNG HOÀ"


@pytest.mark.parametrize(
    ("font", "code"),
    [
        ("VNI Times", "VNI"),
        ("Vni 01 LinotypeZapfino one", "VNI"),
        ("VniHelvetica", "VNI"),
        ("Times New Roman", None),
        ("VNtimes new roman", None),  # VietWare, another code
        ("SVN-Arial", None),
        ("UVN Van", None),
        ("Vinhan", None),
        ("", None),
        (None, None),
    ],
)
def test_the_name_of_the_font_tells_the_code(font, code):
    assert find_code(font) == code
    assert (decode_run("tæng", font) is None) == (code is None)


@pytest.mark.parametrize(
    ("runs", "font", "expected"),
    [
        (["tr", "\xad", "êng"], ".VnTime", "trường"),
        (["tha", "ùng"], "VNI-Times", "tháng"),
        (["tr-êng, th- ký N§-CP"], ".VnTime", "trường, thư ký NĐ-CP"),  # the soft hyphen as PDF readers give it
        (["tr\xad-êng"], ".VnTime", "trư-ờng"),
        (["chƯnh"], ".VnTime", "chính"),  # Windows-1258 was in between
        (["ch\uf0ddnh"], ".VnTime", "chính"),  # a symbol font
        (["Đơn vị"], ".VnTime", "Đơn vị"),  # Unicode that was left in the old font
        (["Đơn"], ".VnTime", "Đơn"),
        (["ca\u0301n bô\u0323"], "VNI-Times", "cán bộ"),
        (["các bác báo cáo"], ".VnTime", "các bác báo cáo"),
        (["MËT"], ".VnTime", "MẬT"),
        (["Tèi mËt"], ".VnTime", "Tối mật"),
        (["abc 12"], ".VnTime", "abc 12"),
    ],
)
def test_runs_of_a_font_join_to_words(runs, font, expected):
    joined = "".join(decode_run(run, font) or "" for run in runs)
    assert unicodedata.normalize("NFC", joined) == expected


SYLLABLES = "hòa hoà quý giêng gìn nghiêng khuya Đắk Lăk Kạn ươm yêu uống thuở khoẻ ghế kỹ quốc"
OTHER_WORDS = "café für hàc tập1 ngế hộàn sociộtộ Việtt bạpn wạ ấấ cảp tr"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_what_is_spelt_by_the_rules_is_a_syllable(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", OTHER_WORDS.split())
def test_what_is_not_is_none(word):
    assert not is_syllable(word)


def test_right_sentences_are_never_touched():
    lines = [*SENTENCES, *_shuffled_sentences()]
    assert repair_texts(lines) == (lines, set())
    assert all(repair_texts([line]) == ([line], set()) for line in lines[:1000])


@pytest.mark.parametrize(("code", "table"), [("TCVN3", TO_TCVN3), ("VNI", TO_VNI)])
def test_legacy_lines_without_a_font_come_back(code, table):
    lines = [line.replace("Ủ", "ủ") for line in [*SENTENCES, *list(_shuffled_sentences())[:1000]]]
    encoded = [_encode(line, table) for line in lines]
    assert repair_texts(encoded) == (lines, {code})
    alone = [repair_texts([line])[0][0] for line in encoded]
    assert sum(map(str.__eq__, alone, lines)) >= 0.999 * len(lines)


@pytest.mark.parametrize(
    "line",
    [
        "Déjà vu à l'école française, Noël à Genève",
        "Die Größe der Fläche für Köln und München",
        "São Paulo, João, Conceição, informação",
        "El niño de Perú, mañana, corazón",
        "Café Thaï, Restaurant Möng",
        "Vous voulez « la commande » ou « le paquet » ?",
        "Savannakhét, Khammouan, Phôngsali",
        "25°C ± 2 µm, ½ giờ, § 5, © 2024",
        "Báo cáo các bác",
        "Sè: 12/BC",
        "ô tô",
        "Dr\xada\xadft",
        "",
        "plain",
    ],
)
def test_other_languages_and_doubtful_lines_stay(line):
    assert repair_texts([line]) == ([line], set())
    around = ["Việt Nam đã tổ chức", line, "Đón 07 đoàn"]
    assert repair_texts(around) == (around, set())


@pytest.mark.parametrize(
    ("line", "decoded"),
    [
        ("Sè: 12/BC", "Số: 12/BC"),
        ("N§-CP", "NĐ-CP"),
        ("ñY BAN NH¢N D¢N TØNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("· Héi nghÞ", "· Hội nghị"),
        ("« t«", "ô tô"),
        ("µ 5 ½ giê", "à 5 ½ giờ"),
        ("Bảng tổng hợp", "Bảng tổng hợp"),
        ("UNESCO", "UNESCO"),
        ("Cô thÓ", "Cụ thể"),
        ("quËn Ch¨mkamoom", "quận Chămkamoom"),
        ("Société générale", "Société générale"),
    ],
)
def test_a_short_line_takes_the_code_of_its_neighbours(line, decoded):
    before, after = "Céng hoµ x· héi chñ nghÜa", "§¬n vÞ ®· tæ chøc 03 líp"
    (_, found, _), codes = repair_texts([before, line, after])
    assert found == decoded
    assert codes == {"TCVN3"}


def test_a_line_of_signs_alone_does_not_speak_for_unicode():
    assert repair_texts(["– a", "Sè: 12", "“b”", "Céng hoµ x· héi", "…"])[0][1] == "Số: 12"


def test_of_one_document_each_paragraph_has_its_own_code():
    lines = ["Việt Nam đã tổ chức", "Céng hoµ x· héi chñ nghÜa", "Coäng hoøa xaõ hoäi chuû nghóa"]
    assert repair_texts(lines) == (
        [lines[0], "Cộng hoà xã hội chủ nghĩa", "Cộng hòa xã hội chủ nghĩa"],
        {"TCVN3", "VNI"},
    )


@pytest.mark.parametrize(("text", "suspect"), [("tæng", True), ("tổng", False), ("tong", False), ("a\xad", True)])
def test_cleaning_can_ask_what_may_be_legacy(text, suspect):
    assert may_be_legacy(text) is suspect


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("Bа́o сáo", "Báo cáo", 2),  # Cyrillic
        ("ВÁО СÁО МẬТ", "BÁO CÁO MẬT", 3),
        ("cοng tác", "cong tác", 1),  # Greek
        ("đƣợc, nƣớc, Ƣu tiên", "được, nước, Ưu tiên", 3),
        ("nǎm 2024", "năm 2024", 1),
        ("Ɖà Nẵng", "Đà Nẵng", 1),
        ("ca\u0301\u0302p tê\u0301", "cấp tế", 1),  # the circumflex behind the tone
        ("e\u0323\u0302", "ệ", 0),
        ("ＳỐ １２", "SỐ 12", 0),
        ("Москва, Μάρτιος, Lǎo, 5 μm, kΩ, ΔT, αx, αβ", "Москва, Μάρτιος, Lǎo, 5 μm, kΩ, ΔT, αx, αβ", 0),
        ("Báo cáo số 5", "Báo cáo số 5", 0),
    ],
)
def test_letters_that_pose_as_latin_are_folded_and_counted(text, expected, words):
    assert fold_look_alikes(text) == (expected, words)
