"""The five promises of discovery, held under any order of what people do through the real pages.

RAREKIN_STEPS=50 RAREKIN_EXAMPLES=200 runs it longer.
"""

import datetime
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db.models import Q
from django.test import Client
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.web.accounts.cast import confirmed, make_profile, make_user, signed_in

from rarekin.web.accounts.being.people import acquaintance
from rarekin.web.accounts.house import counts
from rarekin.web.accounts.models import Consent, DiseaseCount, Host, Profile, ProfileDisease, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.accounts.rights.personal_data import registered

N_PEOPLE = 4
DISEASE = "MONDO:0008153"
PUBLIC = ("/about/privacy", "/about/imprint", "/about")
PEOPLE = st.integers(0, N_PEOPLE - 1)
STEPS: list[str] = []


class Town(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        User.objects.all().delete()
        Host.objects.all().delete()
        DiseaseCount.objects.all().delete()
        cache.clear()
        Host.objects.create(
            name="H", imprint="I", privacy_contact="p@h.example", terms="T", rules="R",
            invitation_only=False,
        )  # fmt: skip
        self.met: set[frozenset[int]] = set()
        self.blocked: set[frozenset[int]] = set()
        self.week = datetime.date(2026, 11, 2)
        self.people: list[User | None] = [make_user(f"p{i}@example.org") for i in range(N_PEOPLE)]
        self.clients = [confirmed(signed_in(user)) for user in self.people]
        self.handles = [
            make_profile(user, f"Calm Otter {i}{i}").handle for i, user in enumerate(self.people)
        ]
        acquaintance.introduced_to = lambda viewer: self._filter(self.met, viewer)
        acquaintance.blocked_with = lambda viewer: self._filter(self.blocked, viewer)
        for client in self.clients:
            client.post("/me/consents", {"give": "introductions"})
            client.post("/me", {"reach": "peers"})
        assert Profile.objects.filter(reach=Reach.PEERS).count() == N_PEOPLE
        self.absent = Client().get("/card/AAAAAAAAAAAAAAAA").content

    @initialize()
    def look(self):
        self.public = self._public()

    def _filter(self, pairs, viewer):
        here = next(i for i, user in enumerate(self.people) if user and user.pk == viewer.pk)
        others = [i for pair in pairs if here in pair for i in pair if i != here]
        return Q(user__in=[self.people[i] for i in others if self.people[i]])

    def _public(self):
        return [Client().get(path).content for path in PUBLIC] + [counts.safe_count(DISEASE)]

    @rule(a=PEOPLE, reach=st.sampled_from(Reach.values))
    def set_reach(self, a, reach):
        STEPS.append("reach")
        if self.people[a]:
            self.clients[a].post("/me", {"reach": reach})

    @rule(a=PEOPLE, purpose=st.sampled_from(["introductions", "counts"]), yes=st.booleans())
    def consent(self, a, purpose, yes):
        STEPS.append("consent")
        if not self.people[a]:
            return
        self.clients[a].post("/me/consents", {"give" if yes else "withdraw": purpose})
        profile = Profile.objects.get(user=self.people[a])
        if purpose == "introductions" and not yes:
            assert profile.reach == Reach.HIDDEN, "a withdrawal acts at once"

    @rule(a=PEOPLE, sharing=st.sampled_from(["private", "match", "peers"]))
    def name_disease(self, a, sharing):
        STEPS.append("disease")
        if self.people[a]:
            profile = Profile.objects.get(user=self.people[a])
            ProfileDisease.objects.get_or_create(profile=profile, disease=DISEASE)
            self.clients[a].post(
                "/me/diseases", {"entry": DISEASE, "sharing": sharing, "certainty": "confirmed"}
            )

    @rule(a=PEOPLE, yes=st.booleans())
    def come_by_the_short_way(self, a, yes):
        STEPS.append("meet")
        if not self.people[a]:
            return
        standing = Consent.objects.filter(user=self.people[a], withdrawn_at__isnull=True)
        agreed = yes or standing.filter(purpose="introductions").exists()
        before = Profile.objects.get(user=self.people[a]).reach
        self.clients[a].post("/meet", {"disease": DISEASE})
        assert Profile.objects.get(user=self.people[a]).reach == before, "a form changes nothing"
        self.clients[a].post(
            "/meet/start", {"disease": DISEASE, "agree": ["introductions"] if yes else []}
        )
        card = Profile.objects.get(user=self.people[a])
        assert agreed or card.reach == before, "without a yes nobody reaches further"
        assert agreed or not standing.filter(purpose="introductions").exists()

    @rule(a=PEOPLE, b=PEOPLE)
    def introduce(self, a, b):
        STEPS.append("introduce")
        if a != b:
            self.met.add(frozenset((a, b)))

    @rule(a=PEOPLE, b=PEOPLE)
    def block(self, a, b):
        STEPS.append("block")
        if a != b:
            self.blocked.add(frozenset((a, b)))

    @rule(a=PEOPLE)
    def wish_to_leave(self, a):
        STEPS.append("leave")
        if self.people[a]:
            self.clients[a].post("/me/erase/ask")

    @rule(a=PEOPLE)
    def stay(self, a):
        STEPS.append("stay")
        if self.people[a]:
            self.clients[a].post("/me/erase/take-back")

    @rule(a=PEOPLE)
    def erase_at_once(self, a):
        STEPS.append("erase")
        user = self.people[a]
        if user is None:
            return
        assert self.clients[a].get("/me/data/everything.json").status_code == 200
        rows = [(entry, list(entry.rows(user))) for entry in registered()]
        erase(user)
        self.people[a] = None
        for entry, found in rows:
            left = entry.model._default_manager.filter(pk__in=[row.pk for row in found])
            assert not left.exists(), entry.model
        assert self.clients[a].get("/me").status_code == 302

    @rule(n=st.integers(0, 30), country=st.sampled_from(["", "FR", "MT"]))
    def freeze_week(self, n, country):
        """Freeze a new week in which ``n`` more people agreed to be counted."""
        STEPS.append("freeze")
        crowd = [User.objects.create_user(f"c{i}@{self.week}.example") for i in range(n)]
        for i, user in enumerate(crowd):
            card = Profile.objects.create(
                user=user, pseudonym="c", pseudonym_key=f"{self.week}-{i}", country=country
            )
            ProfileDisease.objects.create(profile=card, disease=DISEASE, sharing="match")
            Consent.objects.create(user=user, purpose="counts", wording=1)
        self.week += datetime.timedelta(days=7)
        counts.freeze(self.week)
        User.objects.filter(pk__in=[u.pk for u in crowd]).delete()
        self.public = self._public()

    @invariant()
    def counts_are_never_small(self):
        shown = [counts.safe_count(DISEASE, place) for place in ("", "FR", "MT", "XX")]
        assert all(n is None or (n >= counts.K and n % counts.STEP == 0) for n in shown)
        total, *places = shown
        for n in places:
            assert n is None or (total is not None and total - n >= 0)

    @invariant()
    def public_bytes_change_only_at_the_weekly_freeze(self):
        if hasattr(self, "public"):
            assert self._public() == self.public

    @invariant()
    def cards_open_only_to_mutual_peers(self):
        for a in range(N_PEOPLE):
            for b in range(N_PEOPLE):
                if a != b and self.people[a]:
                    self._look(a, b)
        for handle in self.handles:
            assert Client().get(f"/card/{handle}").content == self.absent

    def _look(self, a, b):
        answer = self.clients[a].get(f"/card/{self.handles[b]}")
        if self._are_mutual(a, b):
            STEPS.append("opened")
            assert answer.status_code == 200
        else:
            assert (answer.status_code, answer.content) == (404, self.absent)

    def _are_mutual(self, a, b):
        pair = frozenset((a, b))
        return (
            pair in self.met
            and pair not in self.blocked
            and all(
                self.people[i]
                and Profile.objects.filter(
                    user=self.people[i], reach=Reach.PEERS, user__erasure__isnull=True
                ).exists()
                for i in (b,)
            )
            and Profile.objects.filter(
                user=self.people[a], reach=Reach.PEERS, user__erasure__isnull=True
            ).exists()
        )


@pytest.mark.usefixtures("toy_release")
class TestTown(Town.TestCase, TestCase):
    settings = hypothesis_settings(
        max_examples=int(os.environ.get("RAREKIN_EXAMPLES", "4")),
        stateful_step_count=int(os.environ.get("RAREKIN_STEPS", "12")),
        deadline=None,
    )

    def runTest(self):  # noqa: N802 - unittest's name
        super().runTest()
        if told := os.environ.get("RAREKIN_STEPS_LOG"):
            Path(told).write_text(str(Counter(STEPS)))


def test_town__cards_do_open_and_close_again(toy_release):
    town = Town()
    town.look()
    STEPS.clear()
    town.introduce(0, 1)
    town.cards_open_only_to_mutual_peers()
    assert STEPS.count("opened") == 2
    town.freeze_week(25, "FR")
    town.counts_are_never_small()
    for step in (lambda: town.wish_to_leave(1), lambda: town.block(1, 0)):
        STEPS.clear()
        step()
        town.cards_open_only_to_mutual_peers()
        assert "opened" not in STEPS
        town.stay(1)


def test_block__commutes():
    """Blocking is one symmetric fact, so the order in which two people block does not show."""
    ada, bob = make_user("ada@example.org"), make_user("bob@example.org")
    cards = {u: make_profile(u, f"{u.email[:3]} 1", reach=Reach.PEERS) for u in (ada, bob)}
    acquaintance.introduced_to = lambda viewer: Q(user__in=[ada, bob]) & ~Q(user=viewer)
    seen = []
    for blocked in (set(), {(ada.pk, bob.pk)}, {(bob.pk, ada.pk)}):
        acquaintance.blocked_with = lambda viewer, pairs=blocked: Q(
            user__in=[x for pair in pairs if viewer.pk in pair for x in pair if x != viewer.pk]
        )
        seen.append([
            signed_in(a).get(f"/card/{cards[b].handle}").status_code
            for a, b in ((ada, bob), (bob, ada))
        ])  # fmt: skip
    assert seen == [[200, 200], [404, 404], [404, 404]]
    assert re.fullmatch(r"[\w-]{22}", cards[ada].handle)
