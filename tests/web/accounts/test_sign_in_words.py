"""Every page for signing in speaks in our words, in three languages, and in none of allauth's."""

import gettext
import html
import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from tests.web.accounts.cast import PASSWORD, confirmed, make_user, signed_in

from rarekin.web.accounts.arriving import sign_in_forms
from rarekin.web.accounts.arriving.adapter import Adapter
from rarekin.web.accounts.arriving.devices import device_in_words
from rarekin.web.accounts.arriving.second_factor import SealingAdapter

PREFIXES = {"en": "", "es": "/es", "fr": "/fr"}
OPEN = ("/account/login/", "/account/password/reset/")
OWN = (
    "/account/password/change/", "/account/email/", "/account/2fa/", "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/sessions/",
    "/account/reauthenticate/",
)  # fmt: skip
_TEXT = re.compile(r">([^<>]+)<|(?:placeholder|aria-label|title)=\"([^\"]+)\"")


def allauths(language):
    """Whatever allauth itself would say, in a language, without what we say as well."""

    def said_by(folder):
        known = "es" if language == "en" else language
        found = gettext.translation("django", folder, [known])._catalog
        pairs = {(key, text) for key, text in found.items() if key and isinstance(text, str)}
        return {(k, k) for k, _t in pairs if isinstance(k, str)} if language == "en" else pairs

    theirs = said_by(Path(allauth.__file__).parent / "locale")
    ours = {text for folder in settings.LOCALE_PATHS for pair in said_by(folder) for text in pair}
    texts = {t.strip() for pair in theirs for t in pair if isinstance(t, str)} - {""}
    return texts - {t.strip() for t in ours if isinstance(t, str)}


def texts_of(response):
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"<script.*?</script>", "", main, flags=re.DOTALL)
    found = (one or other for one, other in _TEXT.findall(main))
    return {html.unescape(text).strip() for text in found if text.strip()}


@pytest.mark.parametrize("language", PREFIXES)
def test_pages__say_nothing_of_allauths(toy_release, host_row, language):
    person = confirmed(signed_in(make_user("ada@example.org")))
    theirs = allauths(language)
    assert len(theirs) > 100
    pages = [(Client(), path) for path in OPEN] + [(person, path) for path in OWN]
    for client, path in pages:
        response = client.get(PREFIXES[language] + path)
        assert response.status_code == 200, path
        assert texts_of(response) & theirs == set(), path


REFUSED = [
    ("/account/login/", {"login": "ada@example.org", "password": "wrong"}),
    ("/account/password/change/", {"oldpassword": "x", "password1": "y", "password2": "z"}),
    ("/account/email/", {"email": "ada@example.org", "action_add": "1"}),
    ("/account/reauthenticate/", {"password": "wrong"}),
    ("/account/2fa/totp/activate/", {"code": "000000"}),
]


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize(("path", "sent"), REFUSED)
def test_refusals__are_in_our_words(toy_release, host_row, language, path, sent):
    user = make_user("ada@example.org")
    client = Client() if "login" in path else confirmed(signed_in(user))
    response = client.post(PREFIXES[language] + path, sent)
    assert response.status_code == 200
    said = texts_of(response)
    assert said & allauths(language) == set()
    errors = [str(e) for es in response.context["form"].errors.values() for e in es]
    assert errors
    for error in errors:
        assert error in said, error


def test_errors_and_labels__are_all_translated():
    words = [*sign_in_forms.LABELS.values(), *filter(None, sign_in_forms.HELP.values())]
    words += list(SealingAdapter.error_messages.values())
    ours = [k for k in Adapter.error_messages if "phone" not in k and "username" not in k]
    words += [Adapter.error_messages[k] for k in ours if k != "unknown_email"]
    from django.utils import translation

    for language in ("es", "fr"):
        for word in words:
            with translation.override("en"):
                english = str(word)
            with translation.override(language):
                assert str(word) != english or english == "Code", (language, english)


def test_messages__after_a_change_are_ours(toy_release, host_row):
    client = confirmed(signed_in(make_user("ada@example.org")))
    new = "four words that differ much"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    response = client.post("/account/password/change/", sent)
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["The password is changed."]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
         "Version/17.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0",
         "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
         "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 13; SM-G991B) SamsungBrowser/23.0 Chrome/115 Safari/537.36",
         "Samsung Internet, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.1 Safari/605.1.15",
         "Safari, Mac"),
        ("", "A program we do not know"),
    ],
)  # fmt: skip
def test_device__is_named_as_people_name_it(agent, words):
    assert device_in_words(agent) == words
