import re

import pytest
from django.utils import timezone
from tests.web.community.cast import browser, join

from rarekin.web.accounts.models import User
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.models import Group, Membership, MeToo, Notice, Post, Thread
from rarekin.web.community.rooms.joining import find, group_of, thread_for, threads_of
from rarekin.web.community.rooms.topics import GROUPS
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.talking.markdown import to_html
from rarekin.web.community.talking.posting import reply, thread_start


@pytest.fixture
def two(toy_release, cast):
    ada, bob = cast.person("Calm Otter"), cast.person("Kind Heron")
    for person in (ada, bob):
        join(person, "school")
    return ada, bob


def write(person, title="Stairs", text="How do you do stairs?", key="k", warning=""):
    group = group_of(person, "school")
    return thread_start(
        profile=person, group=group, title=title, text=text, warning=warning, form_key=key
    )


def test_seeded_groups__are_those_with_words():
    assert set(Group.objects.values_list("slug", flat=True)) == set(GROUPS)


def test_membership__is_shown_to_nobody(two, cast):
    ada, bob = two
    carol = cast.person("Soft Lynx")
    before = browser(carol).get("/people/groups/school").content
    Membership.objects.filter(profile=ada).delete()
    after = browser(carol).get("/people/groups/school").content
    assert _plain(before) == _plain(after)
    assert b"Calm Otter" not in browser(bob).get("/people/groups/school").content


def _plain(content):
    text = content.decode()
    while 'name="csrfmiddlewaretoken" value="' in text:
        start = text.index('name="csrfmiddlewaretoken" value="')
        text = text[:start] + text[text.index(">", start) :]
    return text


def test_thread__is_not_there_for_others_than_members(two, cast):
    ada, _bob = two
    thread = write(ada)
    outsider = browser(cast.person("Soft Lynx"))
    assert outsider.get(f"/people/threads/{thread.handle}").status_code == 404
    post = thread.posts.get()
    for what in ("me-too", "remove", "block"):
        assert outsider.post(f"/people/posts/{post.handle}/{what}").status_code == 404
    assert outsider.get("/people/groups/school/new").status_code == 404


def test_leaving_a_group__ends_reading(two):
    ada, bob = two
    thread = write(ada)
    browser(bob).post("/people/groups/school/membership", {"do": "leave"})
    assert thread_for(bob, thread.handle) is None
    assert Post.objects.count() == 1


def test_replayed_form__writes_once(two):
    ada, bob = two
    assert write(ada).pk == write(ada).pk
    thread = Thread.objects.get()
    for _n in range(3):
        reply(profile=bob, thread=thread, text="A lift.", form_key="same")
    assert Post.objects.count() == 2


def test_reply__tells_followers_once_and_not_the_muted_or_blocked(two, cast):
    ada, bob = two
    thread = write(ada)
    carol = cast.person("Soft Lynx")
    join(carol, "school")
    for n in range(3):
        reply(profile=bob, thread=thread, text=f"Words {n}", form_key=f"r{n}")
    assert Notice.objects.filter(user=ada.user, kind="reply").count() == 1
    Notice.objects.all().delete()
    browser(ada).post(f"/people/threads/{thread.handle}/follow", {"do": "stop"})
    reply(profile=bob, thread=thread, text="more", form_key="m")
    assert not Notice.objects.filter(user=ada.user).exists()
    browser(ada).post(f"/people/threads/{thread.handle}/follow", {"do": "follow"})
    block(blocker=bob, blocked=ada)
    reply(profile=bob, thread=thread, text="more", form_key="m2")
    assert not Notice.objects.filter(user=ada.user).exists()


def test_block__hides_words_both_ways_like_leaving(two, cast):
    ada, bob = two
    carol = cast.person("Soft Lynx")
    join(carol, "school")
    thread = write(ada)
    reply(profile=carol, thread=thread, text="Carol here", form_key="c")
    block(blocker=ada, blocked=bob)
    blocked_view = browser(bob).get(f"/people/threads/{thread.handle}")
    assert b"How do you do" not in blocked_view.content
    assert b"Carol here" in blocked_view.content
    ada.blocks_made.all().delete()
    erase(User.objects.get(pk=ada.user_id))
    gone_view = browser(bob).get(f"/people/threads/{thread.handle}")
    assert _without_keys(blocked_view) == _without_keys(gone_view)


def _without_keys(response):
    return _plain(response.content).replace(response.context["form_key"], "KEY")


def test_erased_author__takes_the_title_along_and_leaves_others_words(two):
    ada, bob = two
    thread = write(ada, title="My secret title")
    reply(profile=bob, thread=thread, text="An answer", form_key="r")
    erase(User.objects.get(pk=ada.user_id))
    [heading] = threads_of(bob, group_of(bob, "school"))
    assert heading.title == ""
    assert b"My secret title" not in browser(bob).get("/people/groups/school").content


def test_me_too__is_a_number_only_from_ten_on(two, cast):
    ada, bob = two
    post = write(ada).posts.get()
    browser(bob).post(f"/people/posts/{post.handle}/me-too")
    assert post.me_toos.count() == 1
    address = f"/people/threads/{post.thread.handle}"
    assert b"people know this" not in browser(ada).get(address).content
    for n in range(12):
        MeToo.objects.create(post=post, profile=cast.person(f"P{n}", diseases=()))
    assert b"About 10 people know this" in browser(ada).get(address).content
    browser(bob).post(f"/people/posts/{post.handle}/me-too")
    assert post.me_toos.count() == 12


def test_search__finds_only_in_own_groups(two, cast):
    ada, bob = two
    write(ada, title="Stairs", text="A heron on the stairs")
    carol = cast.person("Soft Lynx")
    assert len(find(bob, "HERON stairs")) == 1
    assert find(bob, "heron elephants") == []
    assert find(bob, " ") == []
    assert find(carol, "heron") == []
    block(blocker=ada, blocked=bob)
    assert find(bob, "heron") == []


def test_new_account__with_contact_details_is_held(two):
    ada, bob = two
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    ada.user.refresh_from_db()
    thread = write(ada, text="Write to me: ann (at) example (dot) org")
    assert thread_for(ada, thread.handle) is not None
    assert thread_for(bob, thread.handle) is None
    assert b"Waits for a moderator" in browser(ada).get(f"/people/threads/{thread.handle}").content


def test_held_account__is_read_by_nobody_else(two):
    ada, bob = two
    User.objects.filter(pk=ada.user_id).update(is_held=True)
    ada.user.refresh_from_db()
    thread = write(ada)
    assert thread_for(bob, thread.handle) is None


@pytest.mark.parametrize("size", [10_001, 1_000_000])
def test_too_long_words__are_refused_and_kept_in_the_form(two, size):
    ada, _bob = two
    words = "a" * size
    client = browser(ada)
    sent = client.post("/people/groups/school/new", {"title": "T", "words": words, "form_key": "k"})
    assert sent.status_code == 400
    assert words.encode() in sent.content
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("title", "words", "warning"),
    [("", "x", ""), ("t" * 121, "x", ""), ("t", " ", ""), ("t", "x", "no")],
)
def test_incomplete_words__are_refused(two, title, words, warning):
    form = {"title": title, "words": words, "warning": warning, "form_key": "k"}
    assert browser(two[0]).post("/people/groups/school/new", form).status_code == 400
    assert not Thread.objects.exists()


def test_many_posts__meet_a_limit_without_loss(two):
    ada, _bob = two
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    ada.user.refresh_from_db()
    thread = write(ada)
    client = browser(ada)
    address = f"/people/threads/{thread.handle}"
    codes = [
        client.post(address, {"words": f"w{n}", "form_key": f"f{n}"}).status_code for n in range(10)
    ]
    assert codes == [302] * 9 + [400]
    assert b"w9" in client.post(address, {"words": "w9", "form_key": "f9"}).content


def test_closed_thread__takes_no_answers(two):
    ada, bob = two
    thread = write(ada)
    Thread.objects.update(closed_at=timezone.now())
    sent = browser(bob).post(f"/people/threads/{thread.handle}", {"words": "x", "form_key": "k"})
    assert sent.status_code == 400


def test_content_warning__folds_the_words_away(two):
    ada, bob = two
    thread = write(ada, warning="loss")
    page = browser(bob).get(f"/people/threads/{thread.handle}").content.decode()
    assert "This is about: Death and loss" in page
    assert page.index("<summary>This is about") < page.index("How do you do stairs?")


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)",
    "[x](vbscript:x)",
    "![x](https://evil.example/pixel.png)",
    "<img src=x onerror=alert(1)>",
    '<a href="https://e.example" onclick="x()">x</a>',
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    '[x](https://e.example "onmouseover=alert(1)")',
    "<iframe src=//evil>",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    ">" * 500 + "x",
    "*" * 5000,
    "[" * 2000,
    "`" * 2001,
    "# Heading\n===",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_markdown__becomes_harmless(words):
    html = to_html(words).lower()
    allowed = (
        "p",
        "br",
        "em",
        "strong",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "hr",
        "a",
        "s",
    )
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= set(allowed)
    for tag in re.findall(r"<[^>]+>", html):
        assert "javascript" not in tag
        assert " on" not in tag
        assert "style" not in tag
        assert "src" not in tag
        if tag.startswith("<a") and "href" in tag:
            assert "nofollow noopener noreferrer" in tag
            assert re.search(r'href="https?://', tag)


def test_links__are_left_out_where_not_accepted():
    assert "<a" not in to_html("[x](https://e.example)", with_links=False)
