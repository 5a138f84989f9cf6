"""People who meet, for the tests of the community."""

import datetime

from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import make_user, signed_in

from rarekin.web.accounts.being.profiles import profile_write
from rarekin.web.accounts.models import Profile, ProfileDisease, ProfileSign, User
from rarekin.web.accounts.models.profile import Reach, Role, Sharing
from rarekin.web.accounts.rights.consents import consent_give
from rarekin.web.community.finding.introductions import answer
from rarekin.web.community.finding.keys import refresh
from rarekin.web.community.models import Introduction, Membership, Side

POH = "MONDO:0008153"
HARD_LUMPS = ("HP:0011986", "HP:0001376", "HP:0000934")

SHOWN = {"role_sharing": "peers", "languages_sharing": "match", "age_sharing": "match"}


class Cast:
    """Makes people who are ready to be introduced, and brings them together."""

    def __init__(self) -> None:
        self.n_made = 0

    def person(
        self,
        name: str,
        *,
        diseases=(POH,),
        signs=(),
        sharing=Sharing.MATCH,
        reach=Reach.PEERS,
        role=Role.PARENT,
        **values,
    ) -> Profile:
        self.n_made += 1
        user = make_user(f"person{self.n_made}@example.org")
        long_ago = timezone.now() - datetime.timedelta(days=60)
        User.objects.filter(pk=user.pk).update(joined_at=long_ago)
        consent_give(user=user, purpose="introductions")
        first = {"pseudonym": name, "role": role, "languages": ["en"]} | SHOWN
        profile = profile_write(user=User.objects.get(pk=user.pk), values={**first, **values})
        for disease in diseases:
            ProfileDisease.objects.create(profile=profile, disease=disease, sharing=sharing)
        for term in signs:
            ProfileSign.objects.create(profile=profile, term=term, sharing=sharing)
        Profile.objects.filter(pk=profile.pk).update(
            reach=reach, conditions_changed_at=long_ago, country_changed_at=long_ago
        )
        found = Profile.objects.select_related("user").get(pk=profile.pk)
        refresh(found)
        return found

    def introduce(self, one: Profile, other: Profile) -> Introduction:
        made = self.propose(one, other)
        for side in made.sides.all():
            answer(side=side, says="yes")
        made.refresh_from_db()
        assert made.introduced_at is not None
        return made

    def propose(self, one: Profile, other: Profile) -> Introduction:
        now = timezone.now()
        made = Introduction.objects.create(
            pair=f"{one.pk}-{other.pk}", shown_at=now, expires_at=now + datetime.timedelta(days=30)
        )
        card = {"role": "parent", "reasons": [["same", []], ["languages", ["en"]]]}
        for profile in (one, other):
            Side.objects.create(introduction=made, profile=profile, card=card)
        return made


def side_of(introduction: Introduction, profile: Profile) -> Side:
    return introduction.sides.get(profile=profile)


def browser(profile: Profile) -> Client:
    return signed_in(profile.user)


def join(profile: Profile, slug: str) -> None:
    from rarekin.web.community.models import Group

    Membership.objects.get_or_create(profile=profile, group=Group.objects.get(slug=slug))
