"""The house rules of docs/architecture.md, kept by a walk over the code's own imports and definitions."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("supplychain", "reference_lists", "jobs", "web")

# Floors of the core, highest first; a room may import only rooms of a lower floor, or itself.
FLOORS = {
    "supplychain.cli": 8,
    "supplychain.commands": 8,
    "supplychain.uploading": 7,
    "supplychain.rescreening": 7,
    "supplychain.canary": 7,
    "supplychain.digest": 7,
    "supplychain.retention": 7,
    "supplychain.screening": 6,
    "supplychain.alive": 6,
    "supplychain.making_workbooks": 6,
    "supplychain.library": 5,
    "supplychain.refreshing": 5,
    "supplychain.flags.evidence_pack": 5,
    "supplychain.flags.review": 4,
    "supplychain.reference.refresh": 4,
    "supplychain.flags": 3,
    "supplychain.matching": 3,
    "supplychain.suppliers": 3,
    "supplychain.reference": 3,
    "supplychain.once": 3,
    "supplychain.kept_workbooks": 3,
    "supplychain.store": 2,
    "supplychain.settings": 2,
    "supplychain.life": 1,
    "supplychain.making": 1,
    "supplychain.paper": 1,
    "supplychain.text": 1,
    "supplychain.entry_form": 1,
    "supplychain.plain": 0,
    "supplychain.collector": 0,
    "supplychain.vocabulary": 1,
    "supplychain.model": 0,
    "supplychain.errors": 0,
    "supplychain": 0,
}

# Each library has one home (room prefixes).
HOMES = {
    "rapidfuzz": ("supplychain.matching",),
    "polars": ("supplychain.suppliers", "supplychain.matching", "supplychain.flags"),
    "openpyxl": ("supplychain.suppliers", "supplychain.flags", "supplychain.reference.formats"),
    "python_calamine": ("supplychain.suppliers", "supplychain.flags", "supplychain.reference.formats"),
    "httpx": ("supplychain.reference.fetch", "supplychain.reference.post"),  # lists come in; a digest goes out
    "httpcore": ("supplychain.reference.fetch",),
    "sqlalchemy": ("supplychain.store",),
    "alembic": ("supplychain.store",),
    "flask": ("web",),
    "werkzeug": ("web",),
    "waitress": ("web",),
    "flask_login": ("web",),
    "argon2": ("web",),
    "pyotp": ("web",),
    "segno": ("web",),
    "cryptography": ("web",),
    "authlib": ("web",),
    "prometheus_client": ("web",),
    "pydantic": ("web.api",),
    "weasyprint": ("supplychain.paper",),  # not in web: the process that draws shall not load the desk
    "apscheduler": ("jobs",),
    "lxml": ("supplychain.reference.formats", "supplychain.suppliers"),
}

MAY_IMPORT = {
    "supplychain": {"supplychain"},
    "reference_lists": {"reference_lists", "supplychain"},
    "jobs": {"jobs", "reference_lists", "supplychain"},
    "web": {"web", "reference_lists", "supplychain"},
}

# Longer than the house allows, each with its reason.
LONG_MODULES: dict[str, str] = {
    "supplychain.model": "all the nouns on one page: a reader of any room looks in one place",
}
LONG_FUNCTIONS: dict[str, str] = {}
MANY_PARAMETERS: dict[str, str] = {}


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            if "migrations.versions" not in name:
                yield name, path, ast.parse(path.read_text(encoding="utf-8"))


ALL = list(modules())
NAMES = {name for name, _, _ in ALL}


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in NAMES else node.module


def room(name: str) -> str:
    while name not in FLOORS:
        name = name.rpartition(".")[0]
    return name


@pytest.mark.parametrize(("name", "path", "tree"), ALL, ids=[n for n, _, _ in ALL])
def test_a_module_imports_only_what_its_room_may(name: str, path: Path, tree: ast.Module) -> None:
    package = name.split(".")[0]
    for target in imports(tree):
        top = target.split(".")[0]
        if top in PACKAGES:
            assert top in MAY_IMPORT[package], f"{name} imports {target}"
            if package == top == "supplychain" and room(name) != room(target):
                assert FLOORS[room(target)] < FLOORS[room(name)], f"{name} imports uphill: {target}"
        elif top in HOMES:
            assert any(name == home or name.startswith(home) for home in HOMES[top]), f"{top} is not at home in {name}"


@pytest.mark.parametrize(("name", "path", "tree"), ALL, ids=[n for n, _, _ in ALL])
def test_no_import_inside_a_function_and_no_type_checking_block(name: str, path: Path, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inner, f"{name}:{node.lineno} imports inside {node.name}"
        if isinstance(node, ast.If):
            assert "TYPE_CHECKING" not in ast.unparse(node.test), f"{name}:{node.lineno}"


def test_there_is_no_import_circle() -> None:
    graph = {name: {t for t in imports(tree) if t in NAMES and t != name} for name, _, tree in ALL}
    # A package's own marker file is imported with every module in it and is no step of a circle.
    done: set[str] = set()

    def visit(name: str, road: tuple[str, ...]) -> None:
        assert name not in road, " → ".join((*road[road.index(name) :], name))
        if name in done:
            return
        for target in graph[name]:
            visit(target, (*road, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize(("name", "path", "tree"), ALL, ids=[n for n, _, _ in ALL])
def test_modules_functions_and_parameter_lists_stay_short(name: str, path: Path, tree: ast.Module) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400 or name in LONG_MODULES, f"{name} has {lines} lines"
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        where = f"{name}.{node.name}"
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        assert length <= 60 or where in LONG_FUNCTIONS, f"{where} has {length} lines"
        args = node.args
        many = len(args.args) + len(args.kwonlyargs) + len(args.posonlyargs)
        is_click = any("click" in ast.unparse(d) or "option" in ast.unparse(d) for d in node.decorator_list)
        # A click command's parameters are its options: the command line is their documentation.
        assert many <= 6 or is_click or where in MANY_PARAMETERS, f"{where} takes {many} parameters"


@pytest.mark.parametrize(("name", "path", "tree"), ALL, ids=[n for n, _, _ in ALL])
def test_every_module_says_which_question_it_answers(name: str, path: Path, tree: ast.Module) -> None:
    assert ast.get_docstring(tree), f"{name} has no docstring"


@pytest.mark.parametrize(("name", "path", "tree"), ALL, ids=[n for n, _, _ in ALL])
def test_the_environment_is_read_only_at_the_doors(name: str, path: Path, tree: ast.Module) -> None:
    if name in ("supplychain.cli", "supplychain.commands.doors", "web.serve"):  # the doors
        return
    source = path.read_text(encoding="utf-8")
    assert "os.environ" not in source, name
    assert "getenv" not in source, name


def test_python_is_recent_enough() -> None:
    assert sys.version_info >= (3, 11)
