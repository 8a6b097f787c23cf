"""Every word a page says can be said in another language: no text of a template or of the desk's code stands bare."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from desk_visitors import account_named, sign_in
from jinja2 import Environment, nodes

from supplychain.model import Role
from supplychain.settings import Settings
from web import create_app
from web.desk import Desk
from web.language import speak

WEB = Path(__file__).resolve().parents[2] / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
MODULES = sorted(path for path in WEB.glob("*.py"))
TOLD = ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label", "content")
UNTOLD = ("script", "style", "code", "kbd")
SAID = {"_", "plural"}
# Names and units that are the same in every language.
NAMES = {"UTC", "SHA-256", "MB", "kB", "USWDS", "JSON", "PDF"}
A_WORD = re.compile(r"[^\W\d_]{2,}")


class Seen(HTMLParser):
    """Gathers what a reader of a made page meets outside the marks of the catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._untold = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._untold += tag in UNTOLD
        self._see(*(value for name, value in attrs if name in TOLD and value and tag != "meta"))

    def handle_endtag(self, tag: str) -> None:
        self._untold -= tag in UNTOLD

    def handle_data(self, data: str) -> None:
        if not self._untold:
            self._see(data)

    def _see(self, *texts: str) -> None:
        left = (re.sub("⟦[^⟧]*⟧", "", text).strip() for text in texts)
        self.found += [text for text in left if has_words(text)]


class Bare(HTMLParser):
    """Gathers text and spoken attributes that stand in the page as written."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNTOLD:
            self._within.append(tag)
        is_meta = tag == "meta"
        self.found += [value for name, value in attrs if name in TOLD and value and not is_meta and has_words(value)]

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within[-1]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within and has_words(data):
            self.found.append(data.strip())


def has_words(text: str) -> bool:
    return any(word not in NAMES for word in A_WORD.findall(text.replace("SHA-256", "")))


def written(tree: nodes.Template) -> str:
    """The template's own text, with a full stop for whatever is put in."""
    return "".join(
        one.data if isinstance(one, nodes.TemplateData) else "."
        for output in tree.find_all(nodes.Output)
        for one in output.nodes
    )


def shown(node: nodes.Node) -> Iterator[str]:
    """The constants that an expression may put on the page untranslated."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from (text for one in (node.expr1, node.expr2) if one is not None for text in shown(one))
    elif isinstance(node, nodes.Concat):
        yield from (text for one in node.nodes for text in shown(one))
    elif isinstance(node, nodes.Add | nodes.Or | nodes.And):
        yield from (text for one in (node.left, node.right) for text in shown(one))
    elif isinstance(node, nodes.Filter) and node.node is not None and node.name != "format":
        yield from shown(node.node)
        if node.name in ("default", "join"):
            yield from (text for one in node.args for text in shown(one))


def untranslated(tree: nodes.Node, asked: bool = False) -> Iterator[str]:
    """Sentences anywhere in a template's expressions that are not handed to `_` or `plural`."""
    text = tree.value if isinstance(tree, nodes.Const) and isinstance(tree.value, str) else ""
    if not asked and " " in text.strip() and has_words(text):
        yield text
    for one in tree.iter_child_nodes():
        is_said = isinstance(tree, nodes.Call) and isinstance(tree.node, nodes.Name) and tree.node.name in SAID
        yield from untranslated(one, asked or is_said)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_no_text_of_a_template_stands_bare(path: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text(encoding="utf-8"))
    page = Bare()
    page.feed(written(tree))
    page.close()
    for output in tree.find_all(nodes.Output):
        page.found += [text for one in output.nodes for text in shown(one) if has_words(text)]
    page.found += untranslated(tree)
    assert page.found == []


# What is said to operators and machines, in English as the command line is: module → why nobody at the desk reads it.
UNTRANSLATED = {
    "__init__": "an operator's mistake, told at the start",
    "desk": "an operator's mistake, told at the start",
    "first_start": "the name of the command line in the trail",
    "health": "for machines",
    "makers": "the log, and sentences of the core handed on",
    "metrics": "for machines",
    "oidc": "the log",
    "pdf": "the log",
    "serve": "the command line",
    "turnstile": "the log",
    "users": "the command line",
    "worker_child": "the log",
}
# Names, header values and what an operator is told at the start, in modules that speak to people otherwise.
NOT_SAID = {
    "Forced-labor screening",  # the name of the desk in a person's authenticator
    'Form location="/login"',
    'attachment; filename="evidence-',
    "public, max-age=86400",
    "SUPPLYCHAIN_OIDC_ISSUER is set and SUPPLYCHAIN_OIDC_CLIENT_ID is not; set both.",
    "Signing in with a provider needs the extra: pip install 'supplychain[sso]'.",
}
SENTENCE = re.compile(r"[^\W\d_]{2,}[,:;]? [^\W\d_]")


def bare_sentences(tree: ast.Module) -> Iterator[str]:
    """Texts of several words in code that neither `messages` nor `translated` has; logs, headers and docstrings apart."""
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            told.add(id(node.body[0].value))  # type: ignore[attr-defined]
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("messages", "translated", "counted") or called.startswith(("_LOG.", "re.")):
                told |= {id(one) for one in ast.walk(node)}
        if isinstance(node, ast.Assign | ast.AnnAssign) and "_POLICY" in ast.unparse(node):
            told |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if id(node) not in told and text not in NOT_SAID and SENTENCE.search(text):
            yield text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_sentence_of_the_desks_code_stands_bare(path: Path) -> None:
    if path.stem in UNTRANSLATED:
        pytest.skip(UNTRANSLATED[path.stem])
    assert list(bare_sentences(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.fixture
def marked() -> Iterator[None]:
    """A language in which every text of the desk stands in marks."""
    speak(lambda words: f"⟦{words}⟧")
    yield
    speak(str)


def test_in_another_language_nothing_of_the_desk_is_left_in_english(tmp_path: Path, marked: None) -> None:
    app = create_app(Settings(home=tmp_path))
    admin = sign_in(app, account_named(app, "ada.admin", Role.ADMIN))
    desk: Desk = app.extensions["desk"]
    known = {*desk.known.lists, *(one.title for one in desk.known.lists.values()), "Ada Admin", "ada.admin"}
    pages = (
        "/login", "/", "/overview", "/review", "/review?status=decided", "/review/waiting", "/screenings", "/suppliers",
        "/changes", "/account", "/account/password", "/admin/accounts", "/nothing-here",
    )  # fmt: skip
    left = {}
    for path in pages:
        page = Seen()
        page.feed((app.test_client() if path == "/login" else admin).get(path).text)
        strange = [
            text for text in page.found if text not in known and not re.fullmatch(r"\d\d \w{3}|[\d-]+ [\d:]+ UTC", text)
        ]
        if strange:
            left[path] = strange
    assert left == {}
