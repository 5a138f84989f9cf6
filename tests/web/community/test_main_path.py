from tests.web.community.cast import HARD_LUMPS, browser

from rarekin.web.community.models import Block, Introduction, Message, Side


def test_main_path__proposed_two_yeses_message_group_block(full_release, cast):
    ada = cast.person("Calm Otter", signs=HARD_LUMPS)
    bob = cast.person("Kind Heron", signs=HARD_LUMPS)
    one, other = browser(ada), browser(bob)

    assert one.post("/people/introductions").status_code == 302
    assert Introduction.objects.count() == 1
    page = one.get("/people/introductions").content.decode()
    assert "The same disease" in page
    assert "3 shared signs" in page
    assert "You both speak English" in page
    assert "You are both a parent" in page
    assert "Kind Heron" not in page
    mine, theirs = Side.objects.get(profile=ada), Side.objects.get(profile=bob)
    assert one.get(f"/card/{bob.handle}").status_code == 404

    assert one.post(f"/people/introductions/{mine.handle}", {"says": "yes"}).status_code == 302
    assert one.get("/people/messages").content.count(b"Kind Heron") == 0
    met = other.post(f"/people/introductions/{theirs.handle}", {"says": "yes"})
    assert met["Location"] == f"/people/messages/{theirs.handle}"
    assert b"Kind Heron" in one.get("/people/messages").content
    assert one.get(f"/card/{bob.handle}").status_code == 200

    talk = f"/people/messages/{mine.handle}"
    form_key = one.get(talk).context["form_key"]
    sent = one.post(talk, {"words": "Hello **you**", "form_key": form_key})
    assert sent.status_code == 302
    one.post(talk, {"words": "Hello **you**", "form_key": form_key})
    assert Message.objects.count() == 1
    their_page = other.get(f"/people/messages/{theirs.handle}").content
    assert b"Hello <strong>you</strong>" in their_page
    assert one.post(talk, {"words": "again", "form_key": "x"}).status_code == 400
    other.post(f"/people/messages/{theirs.handle}", {"words": "Hello back", "form_key": "y"})
    assert b"Hello back" in one.get(talk).content

    assert one.post("/people/groups/school/membership", {"do": "join"}).status_code == 302
    other.post("/people/groups/school/membership", {"do": "join"})
    started = one.post(
        "/people/groups/school/new",
        {"title": "Stairs", "words": "How do you do stairs?", "form_key": "z"},
    )
    assert b"How do you do stairs?" in other.get(started["Location"]).content

    assert other.post(f"/people/messages/{theirs.handle}/block").status_code == 302
    assert Block.objects.count() == 1
    kept, rests = (
        who.get(address).content
        for who, address in ((one, talk), (other, f"/people/messages/{theirs.handle}"))
    )
    for page in (kept, rests):
        assert b"This conversation rests" in page
        assert b"Hello <strong>" in page
        assert b"back" in page
    assert b"Kind Heron" not in kept
    assert one.post(talk, {"words": "again", "form_key": "w"}).status_code == 404
    assert one.get(f"/card/{bob.handle}").status_code == 404
    assert other.get(started["Location"]).status_code == 404
