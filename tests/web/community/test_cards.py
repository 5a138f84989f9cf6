import pytest
from django.utils import timezone
from tests.web.community.cast import browser, side_of

from rarekin.api.diseases.lookup import label_of
from rarekin.api.telling.likeness import information_content
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import ProfileSign
from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.accounts.pages.card import shared_both_ways, shown_fields
from rarekin.web.accounts.rights.consents import consent_withdraw
from rarekin.web.community.finding.introductions import propose_for
from rarekin.web.community.finding.wording import card_in_words
from rarekin.web.community.models import Introduction


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


LUMPS, STIFF, SMALL, ATOPIC = "HP:0011986", "HP:0001376", "HP:0000252", "HP:0001047"


def proposed(one, other):
    assert propose_for(one, timezone.now(), delay_days=0) == 1
    return Introduction.objects.get(sides__profile=one)


def words_for(profile, made):
    return card_in_words(side_of(made, profile).card)


def two(cast, one_says=True, other_says=True, **other):
    signs = {"signs": (LUMPS, STIFF, SMALL), "sharing": Sharing.PEERS, "role_sharing": "match"}
    ada = cast.person("Ada", card_says_more=one_says, **signs)
    bob = cast.person("Bob", role="affected", card_says_more=other_says, **(signs | other))
    return ada, bob


def test_card__says_broad_roles_and_the_signs_both_show(full_release, cast):
    ada, bob = two(cast, signs=(STIFF, LUMPS, ATOPIC))
    made = proposed(ada, bob)
    seen = words_for(ada, made)
    assert seen["who"] == "Somebody who is ill themselves"
    assert words_for(bob, made)["who"] == "Somebody of the family"
    [told] = [line for line in seen["reasons"] if line.startswith("You both show")]
    assert label_of(Curie(LUMPS)) in told
    assert label_of(Curie(STIFF)) in told
    assert label_of(Curie(SMALL)) not in told, "only Ada has it"
    assert label_of(Curie(ATOPIC)) not in told, "only Bob has it"
    assert told in browser(ada).get("/people/introductions").content.decode()


@pytest.mark.parametrize("says", [(True, False), (False, True), (False, False)])
def test_card__says_no_more_to_one_whose_own_says_none(full_release, cast, says):
    made = proposed(*two(cast, *says))
    for side in made.sides.all():
        assert side.card["role"] == ""
        assert "named" not in dict(side.card["reasons"])


@pytest.mark.parametrize("sharing", [Sharing.PRIVATE, Sharing.MATCH])
def test_card__names_no_sign_that_is_not_shown(full_release, cast, sharing):
    ada, bob = two(cast)
    ProfileSign.objects.filter(profile=bob).update(sharing=sharing)
    made = proposed(ada, bob)
    assert all("named" not in dict(side.card["reasons"]) for side in made.sides.all())


def test_card__names_three_signs_at_most_and_those_that_most_diseases_share(full_release, cast):
    many = (LUMPS, STIFF, SMALL, ATOPIC, "HP:0001250")
    ada, bob = two(cast, signs=many)
    for term in set(many) - {LUMPS, STIFF, SMALL}:
        ProfileSign.objects.create(profile=ada, term=term, sharing=Sharing.PEERS)
    named = dict(proposed(ada, bob).sides.first().card["reasons"])["named"]
    left_out = set(many) - set(named)
    assert len(named) == 3
    told = [information_content(Curie(term)) for term in named]
    assert max(told) <= min(information_content(Curie(term)) for term in left_out)


def no_longer_says(ada):
    ada.card_says_more = False
    ada.save()


def withdraws(ada):
    consent_withdraw(user=ada.user, purpose="introductions")


def erases_the_signs(ada):
    ada.signs.all().delete()


def hides_the_signs(ada):
    for sign in ada.signs.all():
        sign.sharing = Sharing.MATCH
        sign.save()


@pytest.mark.parametrize("change", [no_longer_says, withdraws, erases_the_signs, hides_the_signs])
def test_card__what_is_taken_back_goes_from_both_sides_at_once(full_release, cast, change):
    ada, bob = two(cast)
    made = proposed(ada, bob)
    change(ada)
    for side in made.sides.all():
        assert "named" not in dict(side.card["reasons"])
        assert ["same", []] in side.card["reasons"], "why they were proposed stays"
        if change in (no_longer_says, withdraws):
            assert side.card["role"] == ""


def test_card__nothing_is_added_to_what_stood_there(full_release, cast):
    ada, bob = two(cast, one_says=False)
    made = proposed(ada, bob)
    before = [side.card for side in made.sides.order_by("pk")]
    ada.card_says_more = True
    ada.save()
    assert [side.card for side in made.sides.order_by("pk")] == before
