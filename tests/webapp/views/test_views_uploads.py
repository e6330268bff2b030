"""Uploading, watching, and getting the original back: pages, limits, and who may."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from graph.database import Database
from graph.own_neo4j import Connection
from importers import uploads as reading
from tagging import uploads
from tagging.uploads import State
from tests import organisation
from tests.importers import hostile_files as files
from tests.webapp.views.reading import Browser, Page
from webapp import create_app
from webapp.config import Environment, Settings
from webapp.jobs import Jobs
from webapp.originals import Originals

HOLDER = "test.1"
Browse = Callable[..., Browser]


@pytest.fixture
def small_site(database: Database, tmp_path: Path) -> Flask:
    """A site that takes little."""
    settings = Settings(
        environment=Environment.TEST,
        data_folder=tmp_path,
        max_file_bytes=50_000,
        max_upload_bytes=200_000,
    )
    site = create_app(settings, database)
    site.config["WTF_CSRF_ENABLED"] = False
    return site


def send(browser: Browser, *given: tuple[str, bytes]) -> TestResponse:
    data = {"files": [(io.BytesIO(content), name) for name, content in given]}
    return browser.client.post("/documents/upload", data=data, content_type="multipart/form-data")


def work(site: Flask, database: Database) -> list[State]:
    """Do what is in line, as a worker does."""
    folder = site.extensions["settings"].data_folder
    states = []
    for name, upload_id in sorted(Jobs(folder).waiting()):
        assert name == "read"
        upload = uploads.claim(database, upload_id, HOLDER, 60)
        assert upload is not None
        path_of = Originals.under(folder).path
        states.append(reading.read(database, upload, HOLDER, path_of, organisation.NOW)[0])
    return states


def test_files_are_uploaded_read_and_shown(site: Flask, browse: Browse, database: Database) -> None:
    browser = browse()
    assert "PDF, Word" in browser.open("/documents/upload").words
    pages = [
        ("yards <b>1</b>.pdf", files.long_pdf(3)),
        ("yards.docx", files.word(("Title", "Yards by the sea"), ("Normal", files.TEXT))),
        ("picture.pdf", files.PNG),
        ("nothing.txt", b""),
        ("again.docx", files.word(("Title", "Yards by the sea"), ("Normal", files.TEXT))),
    ]
    answer = send(browser, *pages)
    assert answer.status_code == 303
    page = browser.open(answer.headers["Location"])
    assert "1 of 5 files finished" in page.words
    assert page.words.count("waiting") == 4
    assert 'hx-trigger="every 2s"' in page.html
    assert page.links["Refresh"] == answer.headers["Location"]
    assert sorted(work(site, database)) == ["duplicate", "refused", "suggesting", "suggesting"]

    page = browser.open(answer.headers["Location"])
    assert "looking for topics" in page.words
    assert "The file is a picture, whatever its name says." in page.words
    assert "The file is empty." in page.words
    assert "The same document is there already" in page.words
    part = browser.client.get(answer.headers["Location"], headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="progress"')
    opened = browser.open(page.links["yards.docx"])
    assert "Yards by the sea" in opened.words
    listed = browser.open("/documents/uploads")
    assert any("and 2 more" in words for words in listed.links)


def test_the_original_comes_back_as_an_attachment_for_those_who_see_it(
    site: Flask, browse: Browse, database: Database
) -> None:
    browser = browse()
    content = files.page("<script>alert(1)</script><p>" + files.TEXT * 3)
    address = send(browser, ("page ‘x’.html", content)).headers["Location"]
    work(site, database)
    document = browser.open(address).links["page ‘x’.html"]
    answer = browser.client.get(f"{document}/original")
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browse(organisation.HR).open(f"{document}/original").status == 404
    assert browser.open(f"/documents/{organisation.TIDES.id}/original").status == 404
    assert site.test_client().get(f"{document}/original").status_code == 303
    folder = site.extensions["settings"].data_folder / "originals"
    [kept] = [one for one in folder.iterdir() if one.is_file()]
    assert (folder.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o700, 0o600)
    assert list((folder / "arriving").iterdir()) == []
    kept.unlink()
    assert "not kept here any more" in browser.open(f"{document}/original").words


def test_too_much_is_refused_in_words(
    small_site: Flask, database: Database, browse: Browse, site: Flask
) -> None:
    browser = browse()
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    small = small_site.test_client()
    with small.session_transaction() as session:
        session["_user_id"] = token
    page = send(Browser(small), ("big.txt", b"x" * 60_000), ("small.txt", b"Boats."))
    shown = Page(small.get(page.headers["Location"]))
    assert "0 MB is the most" in shown.words
    assert "small.txt" in shown.words
    answer = send(Browser(small), *((f"{n}.txt", b"x" * 40_000) for n in range(10)))
    assert answer.status_code == 413
    assert "Send fewer at a time" in answer.text
    # The other pages take as little as ever.
    long = small.post("/contacts/new", data={"name": "x" * 1_200_000})
    assert long.status_code == 413
    assert send(browser).status_code == 422


def test_who_is_not_signed_in_sends_nothing(site: Flask) -> None:
    answer = send(Browser(site.test_client()), ("a.txt", b"x" * 1000))
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]
    assert not (site.extensions["settings"].data_folder / "originals").exists()


def test_an_upload_without_a_token_is_refused(
    database: Database, tmp_path: Path, browse: Browse
) -> None:
    guarded = create_app(Settings(environment=Environment.TEST, data_folder=tmp_path), database)
    with browse().client.session_transaction() as session:
        token = session["_user_id"]
    client = guarded.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    assert send(Browser(client), ("a.txt", b"Boats.")).status_code == 400
    page = client.get("/documents/upload").text
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert found
    data = {"csrf_token": found[1], "files": (io.BytesIO(b"Boats."), "a.txt")}
    assert client.post("/documents/upload", data=data).status_code == 303


LOADED = """
import sys
from pathlib import Path
from graph.database import Database
from webapp import create_app
from webapp.commands import serve
from webapp.config import Environment, Settings
uri, username, password, folder = sys.argv[1:]
with Database.connect(uri, username, password) as database:
    settings = Settings(environment=Environment.TEST, data_folder=Path(folder))
    client = create_app(settings, database).test_client()
    assert client.get("/sign-in").status_code == 200
heavy = {"spacy", "sklearn", "pypdf", "docx", "trafilatura", "lxml", "onnxruntime"}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_web_application_loads_no_part_that_reads_or_analyses(
    database: Database, neo4j_connection: Connection, tmp_path: Path
) -> None:
    to = neo4j_connection
    answer = subprocess.run(
        [sys.executable, "-c", LOADED, to.uri, to.username, to.password, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.splitlines()[-1] == "[]"
