import re

import pytest
from django.utils import timezone
from tests.web.community.cast import browser, side_of

from rarekin.errors import InputError
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.community.models import Message, Notice
from rarekin.web.community.talking.talks import accept, message_send, talk_with, talks_of


@pytest.fixture
def met(toy_release, cast):
    ada, bob = cast.person("Calm Otter"), cast.person("Kind Heron")
    made = cast.introduce(ada, bob)
    return ada, bob, made


def seen(response):
    """The page without what is drawn anew for every form."""
    text = response.content.decode().replace(str(response.context["form_key"]), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def talk(made, profile):
    return talk_with(
        Profile.objects.select_related("user").get(pk=profile.pk), side_of(made, profile).handle
    )


def test_request__is_one_message_without_links(met):
    ada, bob, made = met
    for words in ("see https://x.example", "mail ann@example.org", "call +44 20 7946 0958"):
        with pytest.raises(InputError):
            message_send(talk=talk(made, ada), text=words, form_key=words)
    message_send(talk=talk(made, ada), text="Hello", form_key="1")
    with pytest.raises(InputError):
        message_send(talk=talk(made, ada), text="Hello again", form_key="2")
    assert talk(made, bob).is_request_of_other
    accept(talk(made, bob))
    message_send(talk=talk(made, ada), text="see https://x.example", form_key="3")
    assert Message.objects.count() == 2


def test_only_the_two__can_open_a_talk(met, cast):
    ada, bob, made = met
    carol = browser(cast.person("Soft Lynx"))
    for side in made.sides.all():
        assert carol.get(f"/people/messages/{side.handle}").status_code == 404
    theirs = side_of(made, bob).handle
    assert browser(ada).get(f"/people/messages/{theirs}").status_code == 404


def test_hidden_person__has_no_talks_and_gets_them_back(met):
    ada, _bob, made = met
    Profile.objects.filter(pk=ada.pk).update(reach=Reach.HIDDEN)
    assert talk(made, ada) is None
    Profile.objects.filter(pk=ada.pk).update(reach=Reach.MATCHABLE)
    assert talk(made, ada) is not None


def test_replayed_message__is_sent_once(met):
    ada, _bob, made = met
    for _n in range(3):
        message_send(talk=talk(made, ada), text="Hello", form_key="same")
    assert Message.objects.count() == 1


def test_forged_key_of_somebody_else__is_no_theirs(met):
    ada, bob, made = met
    message_send(talk=talk(made, ada), text="Hello", form_key="k")
    message_send(talk=talk(made, bob), text="Hello back", form_key="k")
    assert Message.objects.count() == 2


def test_contact_details_of_a_new_account__wait_for_a_moderator(met):
    ada, bob, made = met
    message_send(talk=talk(made, bob), text="Hello", form_key="0")
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    sent = message_send(talk=talk(made, ada), text="I am ann@example.org", form_key="1")
    assert sent.held_at is not None
    assert (
        b"ann@example.org"
        not in browser(bob).get(f"/people/messages/{side_of(made, bob).handle}").content
    )
    assert (
        b"ann@example.org"
        in browser(ada).get(f"/people/messages/{side_of(made, ada).handle}").content
    )
    assert not Notice.objects.filter(user=bob.user, kind="message").exists()


def test_muted_talk__leaves_no_notice(met):
    ada, bob, made = met
    browser(bob).post(f"/people/messages/{side_of(made, bob).handle}", {"do": "mute"})
    message_send(talk=talk(made, ada), text="Hello", form_key="1")
    assert not Notice.objects.filter(user=bob.user, kind="message").exists()


def test_reading__is_told_to_nobody(met):
    ada, bob, made = met
    message_send(talk=talk(made, ada), text="Hello", form_key="1")
    address = f"/people/messages/{side_of(made, ada).handle}"
    before = seen(browser(ada).get(address))
    browser(bob).get(f"/people/messages/{side_of(made, bob).handle}")
    assert seen(browser(ada).get(address)) == before


def test_long_and_empty_messages__are_refused_without_loss(met):
    ada, _bob, made = met
    address = f"/people/messages/{side_of(made, ada).handle}"
    client = browser(ada)
    assert client.post(address, {"words": "", "form_key": "1"}).status_code == 400
    long = client.post(address, {"words": "b" * 5001, "form_key": "2"})
    assert long.status_code == 400
    assert b"b" * 5001 in long.content
    assert len(talks_of(Profile.objects.select_related("user").get(pk=ada.pk))) == 1


def test_contact_details_between_two_who_both_wrote__are_warned_about_not_held(met):
    ada, bob, made = met
    message_send(talk=talk(made, bob), text="Hello", form_key="0")
    message_send(talk=talk(made, ada), text="Hello back", form_key="1")
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    sent = message_send(talk=talk(made, ada), text="I am ann@example.org", form_key="2")
    assert sent.held_at is None
    theirs = browser(bob).get(f"/people/messages/{side_of(made, bob).handle}").content
    own = browser(ada).get(f"/people/messages/{side_of(made, ada).handle}").content
    assert b"ann@example.org" in theirs
    assert b"This leads away from here" in theirs
    assert b"This leads away from here" not in own


def test_contact_details__are_held_where_the_other_only_let_them_write(met):
    """A button pressed is no conversation: whoever was let in goes on being looked at."""
    ada, bob, made = met
    message_send(talk=talk(made, ada), text="Hello", form_key="1")
    accept(talk(made, bob))
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    sent = message_send(talk=talk(made, ada), text="I am ann@example.org", form_key="2")
    assert sent.held_at is not None


def test_talk__keeps_the_reasons_on_top_and_leads_to_the_newest(met):
    ada, bob, made = met
    address = f"/people/messages/{side_of(made, ada).handle}"
    page = browser(ada).get(address).content.decode()
    assert "The same disease" in page
    assert "How to begin" in page
    message_send(talk=talk(made, bob), text="Hello", form_key="0")
    answer = browser(ada).post(address, {"words": "Hello back", "form_key": "1"})
    assert answer["Location"] == f"{address}#newest"
    page = browser(ada).get(address).content.decode()
    assert page.index("Hello back") > page.index('id="newest"') > page.index("Hello")
    assert "How to begin" not in page
