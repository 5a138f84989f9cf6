"""Blocking whoever wrote a post: it is asked first, and the question tells nothing."""

import re

import pytest
from tests.web.community.cast import browser, join, side_of

from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.community.models import Block, KeptLetter, Post
from rarekin.web.community.rooms.joining import group_of
from rarekin.web.community.talking.posting import thread_start
from rarekin.web.community.talking.talks import message_send, talk_with

ONCE_ONLY = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def people(toy_release, cast):
    """Ada wrote to Bob and never to Cleo; all three are in a group."""
    ada, bob, cleo = (cast.person(name) for name in ("Calm Otter", "Kind Heron", "Blue Finch"))
    made = cast.introduce(ada, bob)
    talk = talk_with(ada, side_of(made, ada).handle)
    message_send(talk=talk, text="Words to Bob", form_key="k")
    for person in (ada, bob, cleo):
        join(person, "school")
    return ada, bob, cleo, side_of(made, ada).handle


def post_of(writer: Profile) -> Post:
    thread = thread_start(
        profile=writer, group=group_of(writer, "school"), title="T", text="Words", warning="",
        form_key=str(writer.pk),
    )  # fmt: skip
    return thread.posts.get()


def plain(answer) -> str:
    return ONCE_ONLY.sub("", answer.content.decode())


@pytest.mark.parametrize("choice", ["stay", "go"])
def test_block__asks_first_and_does_what_was_answered(people, choice):
    ada, bob, _cleo, _handle = people
    address = f"/people/posts/{post_of(bob).handle}/block"
    page = browser(ada).get(address).content.decode()
    assert "The letters you wrote" in page
    assert not Block.objects.exists(), "to look blocks nobody"
    browser(ada).post(address, {"letters": choice})
    assert Block.objects.filter(blocker=ada, blocked=bob).exists()
    assert KeptLetter.objects.filter(message__author=ada).exists() is (choice == "stay")


def test_block__takes_letters_back_from_that_person_only(people, cast):
    ada, bob, cleo, _handle = people
    made = cast.introduce(ada, cleo)
    talk = talk_with(ada, side_of(made, ada).handle)
    message_send(talk=talk, text="Words to Cleo", form_key="c")
    browser(ada).post(f"/people/posts/{post_of(bob).handle}/block", {"letters": "go"})
    assert [letter.text for letter in KeptLetter.objects.all()] == ["Words to Cleo"]
    assert Profile.objects.get(pk=ada.pk).letters_stay, "the standing answer stays"


def test_block__asks_the_same_of_everybody(people):
    """Else it told that a conversation that rests was with whoever wrote the post."""
    ada, bob, cleo, _handle = people
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    pages = []
    for writer in (bob, cleo):
        post = post_of(writer)
        page = plain(browser(ada).get(f"/people/posts/{post.handle}/block"))
        for own in (post.handle, post.thread.handle, writer.pseudonym):
            page = page.replace(own, "")
        pages.append(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))
    assert pages[0] == pages[1]


def test_block__changes_nothing_in_the_conversation_that_rests(people):
    ada, bob, _cleo, handle = people
    post = post_of(bob)
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    client = browser(ada)
    pages = ("/people/messages", f"/people/messages/{handle}")
    before = [plain(client.get(page)) for page in pages]
    client.post(f"/people/posts/{post.handle}/block", {"letters": "go"})
    client.get("/people/groups/school")  # what is said after the deed is said once
    assert [plain(client.get(page)) for page in pages] == before
