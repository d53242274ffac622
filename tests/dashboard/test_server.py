"""The server itself: headers, readiness, what is open to whom, and builds under readers' eyes."""

import gzip
import json
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.dashboard.session import COOKIE, TOKEN, Session, elements, texts
from tests.dashboard.serving import Server
from tests.published import sample_publication

READERS, VERSIONS = 8, 4


def answer(address: str, path: str = "/", **headers: str):
    """Ask once; a refusal is an answer too."""
    request = urllib.request.Request(address + path, headers={"Cookie": COOKIE} | headers)
    try:
        return urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as refused:
        return refused


@pytest.mark.parametrize(
    "path", ["/", "/ready", "/_stcore/health", "/app/static/inter-latin.woff2"]
)
def test_every_answer_forbids_other_hosts_and_frames(server, path):
    headers = answer(server.address, path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval'" not in headers["content-security-policy"].replace("wasm-unsafe-eval", "")
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_text_is_compressed(server):
    page = answer(server.address, "/", **{"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert b"<title>" in gzip.decompress(page.read())


def test_ready_says_whether_anything_is_published(server, tmp_path):
    assert json.load(answer(server.address, "/ready")) == {"published": True}
    empty = Server(tmp_path, tmp_path / "server.log")
    assert answer(empty.address, "/ready").status == 503
    empty.stop()


@pytest.mark.parametrize(
    "path",
    ["/reports/catalogue/../dbt_project.yml", "/reports/catalogue/gains.duckdb", "/reports/x/"],
)
def test_a_report_gives_no_other_file(server, path):
    assert answer(server.address, path.replace("..", "%2e%2e")).status in (400, 404)


def test_reports_are_not_given_through_a_proxy(server):
    assert (
        answer(server.address, "/reports/catalogue/", **{"X-Forwarded-For": "10.0.0.7"}).status
        == 404
    )


def test_a_foreign_page_cannot_open_a_session(server):
    with pytest.raises(InvalidStatus, match="403"):
        Session(server.address, origin="http://evil.example")


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.example", "evil.example"),
        ("https://gains.example.com", "gains.example.com"),
        ("http://localhost:1234", ""),
        ("http://127.0.0.1:1", ""),
        ("null", ""),
        ("http://[::", ""),
    ],
    ids=["rebound name", "plain proxy", "another local page", "another port", "no page", "no host"],
)
def test_without_a_login_no_other_page_and_no_other_name_opens_a_session(server, origin, host):
    """DNS rebinding, a plain proxy and any page on this machine once read everything."""
    with pytest.raises(InvalidStatus, match="403"):
        Session(server.address, origin=origin, host=host)


@pytest.mark.parametrize("cookie", ["", "gains_token=", "gains_token=guessed", "other=1"])
def test_without_the_token_nobody_on_this_machine_is_let_in(server, cookie):
    with pytest.raises(InvalidStatus, match="403"):
        Session(server.address, cookie=cookie)
    for path in ("/", "/initiative", "/reports/data_docs/", "/media/x.csv", "/_stcore/host-config"):
        refused = answer(server.address, path, Cookie=cookie)
        assert refused.status == 403, path
        assert b"carries a token" in refused.read()
    assert answer(server.address, "/ready", Cookie=cookie).status == 200


def test_the_printed_address_lets_its_reader_in_and_leaves_no_token_behind(server):
    printed = re.search(r"Open (\S+)/\?token=(\S+)", server.log.read_text())
    assert printed.groups() == (server.address, TOKEN)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = opener.open(f"{server.address}/value?company=harbor&token={TOKEN}", timeout=10)
    assert page.status == 200
    assert page.url == f"{server.address}/value?company=harbor"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::"])
def test_own_routes_answer_under_their_own_name_only(server, host):
    assert answer(server.address, "/reports/data_docs/", Host=host).status in (400, 403)


def test_who_saw_which_company_is_written_down(server):
    session = Session(server.address)
    session.view("value")
    session.close()
    last = json.loads(server.log.with_name("access.jsonl").read_text().splitlines()[-1])
    assert (last["user"], last["companies"]) == ("on this machine", "everything")
    assert last["page"] == "Value"


def test_another_address_without_a_login_lets_nobody_in(sample, tmp_path):
    open_server = Server(sample, tmp_path / "server.log", "--server.address=0.0.0.0")
    session = Session(open_server.address)
    said = texts(session.view())
    session.close()
    open_server.stop()
    assert any("No access yet" in text for text in said)
    assert not any("Harbor" in text for text in said)


@pytest.mark.slow
def test_readers_never_see_an_error_or_a_mixed_page_while_builds_publish(tmp_path):
    """Every company's name carries its version, so a page tells of which versions its rows are.

    Sessions begin, a build publishes while they read on, and then they read a page that nobody has
    opened before: all of it must come from the version with which they began.
    """
    published = tmp_path / "published"

    def publish(number: int) -> None:
        sample_publication.write(published, version=f"v{number}", mark=f" v{number}")

    def read(session: Session, page: str) -> str:
        return everything(session.view(page))

    publish(0)
    server = Server(published, tmp_path / "server.log")
    with ThreadPoolExecutor(READERS + 1) as pool:
        for number in range(VERSIONS):
            sessions = list(pool.map(Session, [server.address] * READERS))
            said = list(pool.map(read, sessions, repeat("")))
            publishing = pool.submit(publish, number + 1)
            said += pool.map(read, sessions, repeat("initiative"))
            publishing.result()
            said += pool.map(read, sessions, repeat("value"))
            for text in said:
                shown = set(re.findall(r"(?:Build |Medical |Supply )(v\d+)", text))
                assert shown == {f"v{number}"}, text[:300]
                assert "could not be shown" not in text
            for session in sessions:
                session.close()
    log = server.log.read_text()
    server.stop()
    assert "Traceback" not in log


def everything(messages) -> str:
    """All that was sent for a page, texts and tables alike."""
    return " ".join(str(element) for element in elements(messages))
