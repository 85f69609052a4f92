"""Encodings are found out from the bytes alone, also where little of the file tells."""

import io

import pytest

from hub.ingest.encoding import detect_encoding

CHINESE = "编号,名称,城市\n1,北京创新科技有限公司,北京\n2,上海汽车集团股份有限公司,上海\n3,中国工商银行,深圳\n"
TAIWANESE = "編號,名稱,城市\n1,台灣積體電路製造股份有限公司,新竹\n2,鴻海精密工業股份有限公司,新北市\n"
JAPANESE = "番号,名前,都市\n1,トヨタ自動車株式会社,豊田市\n2,ソニーグループ株式会社,東京\n"
GERMAN = "id,name,city\n1,Müller GmbH,Köln\n2,Bäckerei Größe,Straße\n3,plain,Berlin\n"
FRENCH = "id,name\n1,Café\n2,Societe\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (CHINESE, "utf-32"),
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (GERMAN, "cp1252"),
        (GERMAN, "utf-16-le"),
        (FRENCH, "latin-1"),
        ("id,name\n1,plain\n", "ascii"),
    ],
)
def test_text_reads_as_it_was_written(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(detect_encoding(io.BytesIO(data))).removeprefix("\ufeff") == text


def test_what_stands_deep_in_the_file_counts() -> None:
    plain = b"1,a plain line of text\n" * 20_000
    assert detect_encoding(io.BytesIO(plain + CHINESE.encode("gb18030") + plain)) == "gb18030"
    assert detect_encoding(io.BytesIO(plain + CHINESE.encode() + plain)) == "utf-8"


def test_a_few_damaged_lines_do_not_change_the_encoding() -> None:
    damaged = b"9,\xff\xfe\xff,x\n"
    assert detect_encoding(io.BytesIO(CHINESE.encode() * 20 + damaged)) == "utf-8"
    assert detect_encoding(io.BytesIO(CHINESE.encode("gb18030") * 20 + damaged)) == "gb18030"


def test_a_zero_byte_does_not_make_utf_16() -> None:
    assert detect_encoding(io.BytesIO(b"id,name\n1,a\0b\n" + GERMAN.encode())) == "utf-8"


def test_long_lines_are_judged_by_their_beginning() -> None:
    line = ("1," + "有限公司" * 5_000 + "\n").encode("gb18030")
    assert detect_encoding(io.BytesIO(line * 5)) == "gb18030"
    assert detect_encoding(io.BytesIO(("1," + "有限公司" * 5_000 + "\n").encode() * 5)) == "utf-8"


def test_more_lines_than_the_sample_holds() -> None:
    data = GERMAN.encode() * 2_000 + CHINESE.encode("gb18030")
    assert detect_encoding(io.BytesIO(data)) == "utf-8"
