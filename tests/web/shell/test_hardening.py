import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from rarekin.web.accounts.arriving import first_run
from rarekin.web.accounts.models import User

WORDS = "correct horse battery"


@pytest.mark.django_db
@pytest.mark.usefixtures("toy_release")
@pytest.mark.parametrize("path", ["/disease/%00", "/search?q=%00", "/card/%00", "/me%00"])
def test_address__with_a_null_character_is_refused(path):
    assert Client().get(path).status_code == 400


@pytest.mark.django_db
def test_setup__a_token_that_is_not_ascii_is_no_token():
    first_run.setup_token()
    assert Client().get("/setup/ключ").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/me", "/me/security", "/account/2fa/", "/account/email/"])
def test_page__that_depends_on_who_is_signed_in_stays_in_no_cache(path, client):
    user = User.objects.create_user("ada@example.org", WORDS)
    client.force_login(user, "rarekin.web.accounts.backend.Backend")
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_signing_out__clears_the_cache_too(client):
    user = User.objects.create_user("ada@example.org", WORDS)
    client.force_login(user, "rarekin.web.accounts.backend.Backend")
    response = client.post("/account/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.django_db
def test_token_cookie__ends_with_the_browser(client):
    cookies = client.get("/account/login/").cookies
    assert [c["max-age"] for name, c in cookies.items() if "csrf" in name] == [""]


@pytest.mark.django_db
def test_wrong_tries__from_elsewhere_keep_no_account_closed(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ada = User.objects.create_user("ada@example.org", WORDS)
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    for place in range(5):
        for _try in range(7):
            wrong = {"login": "ada@example.org", "password": "not that one"}
            client.post("/account/login/", wrong, REMOTE_ADDR=f"198.51.100.{place}")
    right = {"login": "ada@example.org", "password": WORDS}
    response = client.post("/account/login/", right, REMOTE_ADDR="203.0.113.9")
    assert b"Too many" not in response.content
    assert response.status_code == 302
