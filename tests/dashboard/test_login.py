"""Login against a real OpenID Connect provider on loopback: one company, everything, nothing."""

import json
import shutil
import subprocess

import pytest

from tests.dashboard.browsing import HERE, Tab
from tests.dashboard.serving import Server, free_port

pytestmark = pytest.mark.browser
PEOPLE = {
    "eva@falken.example": {"groups": ["falken-finance"]},
    "unverified@fund.example": {"email_verified": False},
}
ACCESS = """
# address or group -> companies
"group:falken-finance": [falken]
partner@fund.example: everything
unverified@fund.example: everything
"""
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "only-for-this-test-0123456789abcdef"
client_id = "gains"
client_secret = "only-for-this-test"
server_metadata_url = "http://127.0.0.1:{port}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid profile email", prompt = "login" }}
"""


@pytest.fixture(scope="module")
def guarded(sample, tmp_path_factory):
    """A dashboard behind a login, and the provider behind that."""
    if shutil.which("node") is None or not (HERE / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("no oidc-provider: run `make test` where Node.js and npm are installed")
    folder = tmp_path_factory.mktemp("login")
    (folder / "people.json").write_text(json.dumps(PEOPLE))
    (folder / "access.yml").write_text(ACCESS)
    provider_port, port = free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(address=address, port=provider_port))
    command = ["node", "oidc_provider.mjs", str(provider_port), f"{address}/oauth2callback"]
    provider = subprocess.Popen(
        [*command, str(folder / "people.json")], cwd=HERE, stdout=subprocess.PIPE, text=True
    )
    assert "ready" in provider.stdout.readline()
    server = Server(
        sample,
        folder / "server.log",
        f"--secrets.files={secrets}",
        port=port,
        GAINS_ACCESS_FILE=str(folder / "access.yml"),
    )
    yield server
    server.stop()
    provider.terminate()
    provider.wait(10)


def logged_in(browser, server, email: str) -> Tab:
    """Log in as the browser of a person would."""
    tab = Tab(browser, server.address, "desktop", "light")
    page = tab.open("/")
    assert page.locator("[data-testid=stMetric]").count() == 0
    page.get_by_role("button", name="Log in").click()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("anything")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{server.address}/**")
    page.wait_for_function(
        "document.querySelector('[data-testid=stMain] h1')?.innerText != 'Gains'"
    )
    tab.settle()
    return tab


def test_who_may_see_one_company_sees_that_one(browser, guarded):
    tab = logged_in(browser, guarded, "eva@falken.example")
    text = tab.page.content()
    tab.close()
    assert "Order entry assistant" in text
    assert "Harbor" not in text


def test_who_may_see_everything_sees_both(browser, guarded):
    tab = logged_in(browser, guarded, "partner@fund.example")
    text = tab.page.content()
    tab.close()
    assert "Falken Medical" in text
    assert "Harbor Supply" in text


def test_who_is_not_in_the_access_file_sees_nothing_and_reads_why(browser, guarded):
    tab = logged_in(browser, guarded, "new@else.example")
    text = tab.page.locator("[data-testid=stMain]").inner_text()
    tab.close()
    assert "No access yet" in text
    assert "new@else.example" in text
    assert "Falken" not in text


def test_an_address_that_the_provider_did_not_verify_sees_nothing_and_can_log_out(browser, guarded):
    tab = logged_in(browser, guarded, "unverified@fund.example")
    text = tab.page.locator("[data-testid=stMain]").inner_text()
    assert "does not say that your e-mail address is verified" in text
    assert "Falken" not in text and "Harbor" not in text
    tab.page.get_by_role("button", name="Log out").click()
    # the provider asks whether to end its own session too; this server's has ended
    tab.page.wait_for_url("**/session/end**")
    tab.page.goto(guarded.address)
    tab.page.get_by_role("button", name="Log in").wait_for(timeout=20_000)
    tab.close()


def test_who_leaves_a_group_sees_nothing_at_the_next_login(browser, guarded):
    people = guarded.log.parent / "people.json"
    people.write_text(json.dumps({**PEOPLE, "eva@falken.example": {"groups": []}}))
    tab = logged_in(browser, guarded, "eva@falken.example")
    text = tab.page.locator("[data-testid=stMain]").inner_text()
    tab.close()
    people.write_text(json.dumps(PEOPLE))
    assert "may not see any company yet" in text


def test_a_login_older_than_the_stated_hours_has_to_be_renewed(browser, guarded, sample, tmp_path):
    secrets = guarded.log.parent / "secrets.toml"
    own = tmp_path / "secrets.toml"
    own.write_text(secrets.read_text() + "\n[gains_login]\nlogin_hours = 0.0001\n")
    guarded.stop()
    server = Server(
        sample,
        tmp_path / "server.log",
        f"--secrets.files={own}",
        port=guarded.port,
        GAINS_ACCESS_FILE=str(guarded.log.parent / "access.yml"),
    )
    tab = logged_in(browser, server, "partner@fund.example")
    tab.page.wait_for_timeout(1_000)
    tab.open("/")
    text = tab.page.locator("[data-testid=stMain]").inner_text()
    tab.close()
    server.stop()
    assert "Please log in again" in text and "Falken" not in text


def test_a_login_that_the_provider_refuses_is_told(browser, guarded, sample, tmp_path):
    """Without `prompt` Streamlit asks in a way that some providers refuse, without a word."""
    secrets = guarded.log.parent / "secrets.toml"
    text = secrets.read_text().replace(', prompt = "login"', ', prompt = "unheard_of"')
    own = tmp_path / "secrets.toml"
    own.write_text(text)
    # the provider knows one redirect address, so the refusing server takes over its port
    guarded.stop()
    server = Server(sample, tmp_path / "server.log", f"--secrets.files={own}", port=guarded.port)
    tab = Tab(browser, server.address, "desktop", "light")
    page = tab.open("/")
    assert "sent you back" not in page.content()
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("sent you back without a user").wait_for(timeout=20_000)
    tab.close()
    server.stop()
