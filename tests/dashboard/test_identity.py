"""Only whom the provider vouches for is let in.

What would go wrong unseen: an address that nobody verified, another organization's user, or a
group's name in the place of an address, each with a company's figures on the screen.
"""

import pytest

from dashboard.identity import vouched_for

NOW = 1_800_000_000.0
GOOD = {
    "email": "Eva@Falken.example",
    "email_verified": True,
    "iat": NOW - 60,
    "iss": "https://idp",
}
AUTH = {"server_metadata_url": "https://idp/.well-known/openid-configuration"}
ANY_TENANT = {"server_metadata_url": "https://login.example/common/v2.0/.well-known/x"}


def test_a_verified_address_is_let_in_in_lower_case_with_its_groups():
    user = vouched_for({**GOOD, "groups": ["finance", 7]}, {}, AUTH, NOW)
    assert (user.email, user.groups, user.refused) == ("eva@falken.example", ("finance", "7"), "")


@pytest.mark.parametrize("verified", [True, "true", "True"])
def test_some_providers_write_the_yes_as_text(verified):
    assert vouched_for({**GOOD, "email_verified": verified}, {}, AUTH, NOW).email


@pytest.mark.parametrize("verified", [False, "false", "False", 0, "0", None, "", "no", [], {}])
def test_anything_but_a_yes_is_refused_and_told(verified):
    claims = {**GOOD, "email_verified": verified}
    for stated in ({}, {"accept_unstated_email_verification": True}):
        user = vouched_for(claims, stated, AUTH, NOW)
        assert user.email == "" and "verified" in user.refused
        assert user.shown_as == "eva@falken.example"


def test_a_provider_that_never_says_is_refused_unless_that_is_accepted_by_name():
    claims = {name: value for name, value in GOOD.items() if name != "email_verified"}
    assert vouched_for(claims, {}, AUTH, NOW).refused
    assert vouched_for(claims, {"accept_unstated_email_verification": True}, AUTH, NOW).email
    # only the plain yes switches it on, and it never overrules a no
    assert vouched_for(claims, {"accept_unstated_email_verification": "yes"}, AUTH, NOW).refused
    denied = {**claims, "xms_edov": False}
    accepted = {"accept_unstated_email_verification": True}
    assert vouched_for(denied, accepted, AUTH, NOW).refused


@pytest.mark.parametrize(
    "address", ["group:finance", "", "eva", "eva@", "a@b@c", "a b@c", "group:x@y", None]
)
def test_what_is_no_address_is_refused(address):
    user = vouched_for({**GOOD, "email": address}, {}, AUTH, NOW)
    assert user.email == "" and user.refused


def test_another_issuer_is_refused_where_one_is_stated_and_required_for_any_tenant():
    assert vouched_for(GOOD, {"issuer": "https://idp"}, ANY_TENANT, NOW).email
    assert "does not trust" in vouched_for(GOOD, {"issuer": "https://other"}, AUTH, NOW).refused
    assert "any organization" in vouched_for(GOOD, {}, ANY_TENANT, NOW).refused


@pytest.mark.parametrize(
    ("hours", "age", "is_in"), [(12, 11, True), (12, 13, False), (1, 2, False)]
)
def test_a_login_ends_after_the_stated_hours(hours, age, is_in):
    claims = {**GOOD, "iat": NOW - age * 3600}
    assert bool(vouched_for(claims, {"login_hours": hours}, AUTH, NOW).email) is is_in


@pytest.mark.parametrize("issued", [None, "yesterday"])
def test_a_login_without_a_time_is_refused(issued):
    assert vouched_for({**GOOD, "iat": issued}, {}, AUTH, NOW).refused
