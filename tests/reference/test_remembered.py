"""What list packages say of themselves, kept so that their modules need not be imported for one name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from supplychain.reference.discover import GROUP, known_lists
from supplychain.reference.reference_list import ReferenceList

BUNDLED = "uflpa_entities"


def facts(listed: ReferenceList) -> list[object]:
    return [getattr(listed, spec.name) for spec in fields(listed) if spec.name != "parse"]


def test_what_is_remembered_is_what_the_packages_say(tmp_path: Path) -> None:
    said = known_lists()
    for _ in range(2):  # written, then read
        again = known_lists(tmp_path)
        assert {key: facts(listed) for key, listed in again.lists.items()} == {
            key: facts(listed) for key, listed in said.lists.items()
        }
        assert (again.bundled, again.declared) == (said.bundled, said.declared)


def test_a_remembered_list_still_parses_and_gives_its_bundled_entries(tmp_path: Path) -> None:
    known_lists(tmp_path)
    again, said = known_lists(tmp_path), known_lists()
    assert tuple(again.bundled_entries(BUNDLED)) == tuple(said.bundled_entries(BUNDLED))
    with pytest.raises(Exception) as ours:
        again.lists[BUNDLED].parse(b"no list at all")
    with pytest.raises(type(ours.value), match=str(ours.value)[:20]):
        said.lists[BUNDLED].parse(b"no list at all")


def test_no_list_module_is_imported_for_what_is_remembered(tmp_path: Path) -> None:
    known_lists(tmp_path)
    told = (
        "import sys; from pathlib import Path; from supplychain.reference.discover import known_lists;"
        f"print(len(known_lists(Path({str(tmp_path)!r})).lists), 'reference_lists' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert said.stdout.split() == [str(len(known_lists().lists)), "False"]


@pytest.mark.parametrize("file", ["of_a_test/__init__.py", "of_a_test.py"])
def test_a_package_whose_file_changed_is_asked_again(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / file
    module.parent.mkdir(exist_ok=True)
    written = (
        "from reference_lists.uflpa_entities import LIST\nfrom dataclasses import replace\nDECLARED = {}\n"
        "public_lists = lambda: {'one': replace(LIST, title='%s')}\nbundled_versions = dict\n"
    )
    module.write_text(written % "First", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    entry = EntryPoint("test", "of_a_test", GROUP)
    monkeypatch.setattr("supplychain.reference.discover.entry_points", lambda group: [entry])
    memory = tmp_path / "memory"
    assert known_lists(memory).lists["one"].title == "First"
    module.write_text(written % "Second", encoding="utf-8")
    os.utime(module, (1, 1))
    monkeypatch.delitem(sys.modules, "of_a_test")
    assert known_lists(memory).lists["one"].title == "Second"


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"of": 1}'])
def test_a_torn_memory_is_no_memory(tmp_path: Path, torn: str) -> None:
    known_lists(tmp_path)
    [kept] = tmp_path.glob("lists-*.json")
    kept.write_text(torn, encoding="utf-8")
    assert known_lists(tmp_path).lists.keys() == known_lists().lists.keys()
    assert json.loads(kept.read_text(encoding="utf-8"))["lists"]


def test_a_package_that_json_has_no_form_for_is_asked_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd_package.py").write_text(
        "from reference_lists.uflpa_entities import LIST\nfrom dataclasses import replace\nDECLARED = {}\n"
        "public_lists = lambda: {'one': replace(LIST, hosts={'a set'})}\nbundled_versions = dict\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(
        "supplychain.reference.discover.entry_points", lambda group: [EntryPoint("test", "odd_package", GROUP)]
    )
    memory = tmp_path / "memory"
    assert list(known_lists(memory).lists["one"].hosts) == ["a set"]
    assert not list(tmp_path.glob("memory/*"))
