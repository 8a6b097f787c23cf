"""Every bad file of the corpus is dropped on a served desk: its verdict is the manifest's, and the desk goes on (W11)."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from battery_room import Watch
from busy_people import Journal, Somebody
from desk_visitors import account_named
from served import Served

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.uploads import Upload, UploadStatus, list_uploads, load_upload
from web import create_app

pytestmark = pytest.mark.long

_WITHIN = 0.2  # seconds for 95 of 100 answers to others meanwhile
_MOST_GROWTH = 50_000  # kB the desk's own process may grow by
_PATIENCE = 300.0  # seconds for one file on a busy machine; 300,000 lines take 15 on a quiet one
_SCREENED = 5_000  # files of more lines are read and not screened: the screening is measured apart
_WORKING = (UploadStatus.UNREAD, UploadStatus.WAITING)


class Dropper(Somebody):
    """An officer who drops one file after the other."""

    def act(self) -> None:
        """Does nothing of itself."""

    def drop(self, name: str, content: bytes) -> tuple[int, str]:
        """The status of the answer, and the upload's id or the sentence of the refusal."""
        page = self.get("/").text
        answer = self.post("/uploads", page, {"workbook": (name.replace('"', "%22"), content)})
        found = answer.headers.get("Location", "").rpartition("/")[2]
        return answer.status_code, found or answer.text

    def confirm(self, upload_id: str) -> None:
        path = f"/uploads/{upload_id}"
        assert self.post(f"{path}/columns", self.get(path).text).status_code == 303


@pytest.fixture(scope="module")
def corpus(shared: Path) -> tuple[list[dict[str, Any]], Path]:
    folder = shared / "badfiles"
    with (folder / "manifest.yaml").open(encoding="utf-8") as stream:
        return yaml.safe_load(stream)["files"], folder / "files"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path / "home", SUPPLYCHAIN_TOTP="optional", SUPPLYCHAIN_MAX_UPLOAD_MB="60")
    app = create_app(Settings(home=served.home, totp="optional"))
    account_named(app, "olga", Role.OFFICER)
    app.extensions["desk"].store.close()
    served.start()
    yield served
    served.end()


def kilobytes(pid: int, name: str) -> int:
    """VmRSS (now) or VmHWM (at most, ever) of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


def settled(store: Store, upload_id: str) -> Upload:
    until = time.monotonic() + _PATIENCE
    while (one := load_upload(store, upload_id)).status in _WORKING:
        assert time.monotonic() < until, f"{one.file_name} has no verdict"
        time.sleep(0.1)
    return one


def amiss(case: dict[str, Any], one: Upload | None) -> list[str]:
    """What is not as the manifest has it; `one` is None for a name that is refused at the door."""
    others = [str(each) for each in case.get("alt", [])]
    verdict = "accept" if one is not None and one.status is UploadStatus.PREVIEWED else "reject"
    code = one.code if one is not None else "TYPE_MISMATCH"
    if verdict != case["expect"]:
        is_allowed = any(each.startswith(verdict) or (verdict == "reject" and each == code) for each in others)
        return [] if is_allowed else [f"{verdict} ({code}), expected {case['expect']}"]
    if verdict == "reject":
        return [] if code in (case.get("error"), *others) else [f"{code}, expected {case.get('error')}"]
    if one is None or any("rows" in each for each in others):
        return []
    told = {"rows": one.preview["line_count"], "rejected_rows": one.preview["rejected_count"]}
    wrong = [f"{name} {said}, expected {case.get(name, 0)}" for name, said in told.items() if said != case.get(name, 0)]
    return wrong + [f"no warning {each}" for each in case.get("warnings", []) if each not in one.preview["warnings"]]


def test_every_bad_file_gets_its_verdict_over_http_and_the_desk_goes_on(
    desk: Served, corpus: tuple[list[dict[str, Any]], Path]
) -> None:
    cases, folder = corpus
    store, officer = open_store(Settings(home=desk.home)), Dropper(desk, Journal(), "olga", random.Random(1))
    officer.start()
    officer.drop("warm.csv", b"Supplier,Product\nAcme Ltd,Gauze\n")
    pid, wrong = desk.process.pid, []
    before = kilobytes(pid, "VmRSS")
    with Watch(desk.url, 0.1) as watch:
        for case in cases:
            status, told = officer.drop(str(case["file"]), (folder / str(case["file"])).read_bytes())
            assert status in (303, 415), (case["file"], status)
            one = settled(store, told) if status == 303 else None
            wrong += [f"{case['file']}: {each}" for each in amiss(case, one)]
            page = officer.get(f"/uploads/{told}").text if status == 303 else told
            if (one is None or one.status is UploadStatus.FAILED) and 'role="alert"' not in page:
                wrong.append(f"{case['file']}: no sentence")
            if one is not None and one.status is UploadStatus.PREVIEWED and one.preview["line_count"] <= _SCREENED:
                officer.confirm(told)
                screened = settled(store, told)
                if screened.status is not UploadStatus.DONE and one.preview["line_count"]:
                    wrong.append(f"{case['file']}: not screened ({screened.code})")
    growth = kilobytes(pid, "VmHWM") - before
    kept = {one.stored_name for one in list_uploads(store, "main", 10_000) if one.status is not UploadStatus.FAILED}
    left = {path.name for path in (desk.home / "uploads").iterdir()} - kept
    print(
        f"{len(cases)} files, {len(wrong)} not as the manifest has them; the desk grew by {growth / 1000:.0f} MB; ",
        end="",
    )
    print(f"others' p95 {1000 * watch.p95():.0f} ms of {len(watch.took)}")
    officer.end()
    store.close()
    assert wrong == []
    assert left == set()
    assert growth <= _MOST_GROWTH
    assert watch.p95() < _WITHIN
