"""Paper has every letter of a name, or says that it lacks it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from desk_visitors import account_named, sign_in
from flask import Flask
from werkzeug.test import TestResponse

from supplychain.model import Role
from supplychain.settings import Settings
from web import create_app
from web.evidence import NO_FONT, romanised

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import Bench, other

FONTS = "import errno\nclass FontConfiguration:\n    def __init__(self): raise OSError(errno.ENOSPC, 'full')"
NO_LETTER = "\U000f1234"  # of a private plane: no font has it


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Settings(home=tmp_path))


def paper(app: Flask, name: str, form: str = "pdf") -> tuple[int, bytes, list[str]]:
    """The pack of a supplier of that name as a file, and each page it was drawn from."""
    bench = Bench(app.extensions["desk"].store)
    bench.upload(other(supplier_name=name, supplier_id=""))
    pages: list[str] = []
    makers = app.extensions["desk"].makers
    make = makers.make
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(makers, "make", lambda *call: pages.append(call[-1]) or make(*call))
        visitor = sign_in(app, account_named(app, "rhea.reviewer", Role.REVIEWER))
        answer = visitor.post(f"/evidence/{bench.only().flag_id}/export", format=form)
    return answer.status_code, answer.data, pages


def test_a_chinese_japanese_or_korean_name_is_printed_as_it_is_written(app: Flask) -> None:
    status, made, pages = paper(app, "新疆生产建设兵团 ひらがなカタカナ 한국")
    assert (status, made[:5], len(pages)) == (200, b"%PDF-", 1)
    assert NO_FONT not in pages[0]


def test_where_no_font_has_a_letter_the_paper_says_so_on_top_and_beside_the_name(app: Flask) -> None:
    status, _, pages = paper(app, f"Hoshine {NO_LETTER} Silicon")
    assert (status, len(pages)) == (200, 2)
    assert "1 letter could not be printed" in pages[1]
    assert f"Hoshine  Silicon: {NO_FONT}" in pages[1]
    assert NO_FONT not in pages[0]


def test_a_name_is_romanised_only_where_it_needs_to_be() -> None:
    assert romanised("Hoshine ½″ Größe") == ""
    assert romanised("新疆") == "XinJiang"
    assert romanised("新疆", frozenset("疆")) == f"XinJiang: {NO_FONT}"


def drawn_by(app: Flask, program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> TestResponse:
    """The answer where what draws is another program."""
    bench = Bench(app.extensions["desk"].store)
    bench.upload()
    package = folder / "weasyprint"
    (package / "text").mkdir(parents=True)
    for name, text in (
        ("__init__", program),
        ("text/__init__", ""),
        ("text/fonts", FONTS),
        ("urls", "URLFetcher = dict"),
    ):
        (package / f"{name}.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    visitor = sign_in(app, account_named(app, "rhea.reviewer", Role.REVIEWER))
    return visitor.post(f"/evidence/{bench.only().flag_id}/export", format="pdf")


@pytest.mark.parametrize("lacking", ["raise ModuleNotFoundError", "raise OSError('cannot load library pango')"])
def test_without_the_extra_the_sentence_says_what_to_install_and_what_there_is_meanwhile(
    lacking: str, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = drawn_by(app, lacking, tmp_path / "else", monkeypatch)
    assert answer.status_code == 501
    assert "pip install &#39;supplychain[pdf]&#39;" in answer.text
    assert "JSON form has the same pack" in answer.text


def test_a_full_disk_is_not_told_as_a_program_that_is_not_installed(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = drawn_by(app, "", tmp_path / "else", monkeypatch)
    assert answer.status_code == 500
    assert "not installed" not in answer.text and "pip install" not in answer.text
    assert "Something went wrong and nothing was stored" in answer.text
    assert "OSError (ENOSPC)" in capfd.readouterr().err
