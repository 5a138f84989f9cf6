from tests.web.community.cast import browser

from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.accounts.pages.card import shared_both_ways, shown_fields


def card_of(viewer, seen):
    return browser(viewer).get(f"/card/{seen.handle}").context["card"]


def test_card__shows_only_kinds_that_the_viewer_shows_too(full_release, cast):
    shown = {"sharing": Sharing.PEERS, "about_sharing": "peers", "country_sharing": "peers"}
    ada = cast.person("Ada", about="We like boats", country="FR", **shown)
    bob = cast.person("Bob", country="DE", country_sharing="peers")
    cast.introduce(ada, bob)
    seen = card_of(bob, ada)
    assert seen["pseudonym"] == ada.pseudonym
    assert seen["place"] == "France"
    assert seen["role"]
    assert not seen["diseases"], "Bob shows no disease"
    assert not seen["about"]
    assert shown_fields(ada)["diseases"], "but Ada does, to whoever does too"
    assert card_of(ada, ada)["about"] == "We like boats", "one's own card is whole"


def test_verified_role__is_told_always(full_release):
    theirs = {"pseudonym": "A", "is_verified": True, "role": "I work in health care", "age": "x"}
    mine = {"pseudonym": "B", "is_verified": False, "role": "", "age": ""}
    assert shared_both_ways(theirs, mine) == theirs | {"age": ""}
    assert shared_both_ways(theirs | {"is_verified": False}, mine)["role"] == ""
