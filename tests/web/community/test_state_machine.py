"""Whatever people do, no observer's bytes tell who has what, who is blocked or who said no."""

import contextlib
import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.web.community.cast import POH, Cast, browser, join

from rarekin.errors import InputError
from rarekin.web.accounts.being.people import visible_to
from rarekin.web.accounts.being.profiles import reach_set
from rarekin.web.accounts.models import Bucket, Profile, User
from rarekin.web.accounts.models.profile import Reach, Role
from rarekin.web.accounts.rights.consents import consent_give, consent_withdraw
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.accounts.rights.letters import letters_choose
from rarekin.web.community.finding.introductions import answer, propose_for
from rarekin.web.community.finding.wishes import wishes_of, wishes_set
from rarekin.web.community.models import Block, Group, Introduction, Post, Side
from rarekin.web.community.rooms.circles import (
    asked_into,
    circle_ask,
    names_in,
    open_circles,
    own_waiting,
    seat_answer,
)
from rarekin.web.community.rooms.contacts import link_accept, link_behind, link_make
from rarekin.web.community.rooms.joining import group_of, readable_posts
from rarekin.web.community.rooms.widening import (
    is_asked,
    may_be_asked,
    newcomer_ask,
    widen_circles,
)
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.talking.editing import post_edit
from rarekin.web.community.talking.posting import thread_start
from rarekin.web.community.talking.resting import resting_of
from rarekin.web.community.talking.talks import message_send, talks_of

NAMES = ("Calm Otter", "Kind Heron", "Soft Lynx", "Wise Owl")
OWL = 3
PAIRS = [(a, b) for a in range(4) for b in range(4) if a != b]
SEEN = ("introductions", "messages", "circles", "groups")
TOKENS = re.compile(rb'(name="(csrfmiddlewaretoken|form_key)" value="[^"]*")')


class Community(RuleBasedStateMachine):
    """Four people who share a disease, and what they may know of each other."""

    @initialize()
    def begin(self):
        cache.clear()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        cast = Cast()
        self.people = [cast.person(name) for name in NAMES]
        # The fourth speaks for an organisation that the host has checked.
        Profile.objects.filter(pk=self.people[OWL].pk).update(
            role=Role.ORGANISATION, role_verified_at=timezone.now()
        )
        for person in self.people:
            join(person, "school")
        self.n_posts = 0
        self.said_no = set()
        self.letters = {}

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def fresh(self, n):
        return Profile.objects.select_related("user").get(pk=self.people[n].pk)

    @rule(n=st.integers(0, 3))
    def propose(self, n):
        before = set(Introduction.objects.values_list("pk", flat=True))
        propose_for(self.fresh(n), timezone.now(), delay_days=0.0)
        for made in Introduction.objects.exclude(pk__in=before):
            met = {self.number(side.profile_id) for side in made.sides.all()}
            if OWL in met:
                [other] = met - {OWL}
                assert wishes_of(self.people[other]) == {"organisation"}, "nobody asked for it"

    @rule(n=st.integers(0, 2), wants=st.booleans())
    def wish(self, n, wants):
        watcher = browser(self.fresh(OWL))
        before = self.view(watcher)
        wishes_set(self.people[n], ["organisation"] if wants else [])
        assert self.view(watcher) == before, "a wish changes nothing for whom it is about"

    @rule(n=st.integers(0, 3), says=st.sampled_from(["yes", "yes", "no"]), k=st.integers(0, 2))
    def answer(self, n, says, k):
        Bucket.objects.all().delete()
        sides = list(Side.objects.filter(profile=self.people[n]).order_by("pk"))
        if not sides:
            return
        side = sides[k % len(sides)]
        others = side.introduction.sides.exclude(pk=side.pk).first()
        watcher = others and browser(self.fresh(self.number(others.profile_id)))
        was_introduced = side.introduction.introduced_at is not None
        before = self.view(watcher) if watcher else b""
        answer(side=side, says=says)
        if says == "no" and watcher and not was_introduced:
            assert self.view(watcher) == before, "a no changes nothing for the other"

    @rule(pair=st.sampled_from(PAIRS))
    def block(self, pair):
        block(blocker=self.fresh(pair[0]), blocked=self.fresh(pair[1]))

    @rule(pair=st.sampled_from(PAIRS))
    def unblock(self, pair):
        one, other = (self.people[n] for n in pair)
        Block.objects.filter(blocker=one, blocked=other).delete()

    @rule(n=st.integers(0, 3), reach=st.sampled_from(list(Reach)))
    def reach(self, n, reach):
        profile = self.fresh(n)
        consent_give(user=profile.user, purpose="introductions")
        reach_set(profile=profile, reach=reach)

    @rule(n=st.integers(0, 3))
    def withdraw(self, n):
        consent_withdraw(user=self.fresh(n).user, purpose="introductions")

    @rule(n=st.integers(0, 3))
    def post(self, n):
        Bucket.objects.all().delete()
        self.n_posts += 1
        profile = self.fresh(n)
        about = POH if self.n_posts % 2 else ""
        thread_start(profile=profile, group=group_of(profile, "school"), title="T", disease=about,
                     text=f"by {NAMES[n]}", warning="", form_key=str(self.n_posts))  # fmt: skip

    @rule(n=st.integers(0, 3))
    def ask_into_a_circle(self, n):
        Bucket.objects.all().delete()
        profile = self.fresh(n)
        handles = [talk.side.handle for talk in talks_of(profile)]
        if len(handles) >= 2 and own_waiting(profile) is None:
            circle_ask(profile, handles, "Ours")

    @rule(n=st.integers(0, 3), says=st.sampled_from(["yes", "yes", "yes", "no"]))
    def answer_a_circle(self, n, says):
        profile = self.fresh(n)
        asked = asked_into(profile)
        watchers = [browser(self.fresh(m)) for m in range(4) if m != n] if asked else []
        before = [self.view(watcher) for watcher in watchers]
        for seat, _founder in asked:
            seat_answer(profile, seat.handle, says)
        assert [self.view(w) for w in watchers] == before, "an answer changes nothing for others"

    @rule(n=st.integers(0, 3))
    def ask_one_more_into_a_circle(self, n):
        Bucket.objects.all().delete()
        profile = self.fresh(n)
        for circle in Group.objects.filter(kind="circle", memberships__profile=profile):
            talks = may_be_asked(profile, circle)
            if talks and own_waiting(profile) is None and not is_asked(profile, circle):
                with contextlib.suppress(InputError):
                    newcomer_ask(profile, circle, talks[0].side.handle)

    @rule()
    def circles_grow_by_the_clock(self):
        members = {
            group.pk: {m.profile_id for m in group.memberships.all()}
            for group in Group.objects.filter(formed_at__isnull=False)
        }
        said_yes = {
            question.joins_id: {seat.profile_id for seat in question.seats.filter(answer="yes")}
            for question in Group.objects.filter(joins__isnull=False)
        }
        widen_circles(timezone.now())
        for group in Group.objects.filter(kind="circle", formed_at__isnull=False):
            now = {m.profile_id for m in group.memberships.all()}
            new = now - members[group.pk]
            assert len(new) <= 1
            if new:
                assert now <= said_yes[group.pk], "all who are in it said yes"
                [one] = map(self.number, new)
                for other in map(self.number, now - new):
                    assert not self.blocked(one, other)

    @rule()
    def circles_open_by_the_clock(self):
        before = set(Group.objects.filter(formed_at__isnull=False).values_list("pk", flat=True))
        open_circles(timezone.now())
        for group in Group.objects.filter(kind="circle", formed_at__isnull=False):
            people = [self.number(m.profile_id) for m in group.memberships.all()]
            assert len(people) >= 3 or group.pk in before
            assert {seat.answer for seat in group.seats.all()} == {"yes"}
            if group.pk not in before:
                assert not any(self.blocked(a, b) for a in people for b in people if a < b)

    @rule(n=st.integers(0, 3))
    def circles_name_members_without_a_block(self, n):
        profile = self.fresh(n)
        for group in Group.objects.filter(kind="circle", memberships__profile=profile):
            named = {self.number(other.pk) for other in names_in(profile, group)}
            members = {self.number(m.profile_id) for m in group.memberships.all()}
            assert named == {m for m in members - {n} if not self.blocked(n, m)}

    @rule(pair=st.sampled_from(PAIRS))
    def open_a_link(self, pair):
        Bucket.objects.all().delete()
        maker, opener = self.fresh(pair[0]), self.fresh(pair[1])
        said_no = Side.objects.filter(answer="no", introduction__sides__profile=maker).filter(
            profile__in=(maker, opener), introduction__sides__profile=opener
        )
        is_over = said_no.exists() or self.blocked(*pair)
        was_introduced = self.introduced(*pair)
        before = self.view(browser(maker))
        token = link_make(maker, "Them")
        link_accept(opener, link_behind(token))
        assert self.introduced(*pair) is was_introduced, "a link alone introduces nobody"
        if is_over or was_introduced:
            assert self.view(browser(maker)) == before, "a no is final, a block is silent"

    @rule(n=st.integers(0, 3))
    def change_a_post(self, n):
        profile = self.fresh(n)
        post = Post.objects.filter(author=profile).first()
        if post is not None:
            post_edit(profile, post, title="T", text=f"changed by {NAMES[n]}")

    @rule(pair=st.sampled_from(PAIRS))
    def write(self, pair):
        Bucket.objects.all().delete()
        profile = self.fresh(pair[0])
        for talk in talks_of(profile):
            if talk.other.pk == self.people[pair[1]].pk and (
                talk.is_accepted or not talk.is_own_request
            ):
                words = f"letter {len(self.letters)}"
                message_send(talk=talk, text=words, form_key=words)
                # Writer, reader, and whether it stays with the reader.
                self.letters[words] = (*pair, profile.letters_stay)

    @rule(n=st.integers(0, 3), choice=st.sampled_from(["stay", "go"]))
    def choose_for_letters(self, n, choice):
        watchers = [browser(self.fresh(m)) for m in range(4) if m != n]
        before = [self.view(watcher) for watcher in watchers]
        letters_choose(profile=self.fresh(n), choice=choice)
        assert [self.view(w) for w in watchers] == before, "the choice is told to nobody"
        if choice == "go":
            for words, (writer, reader, stays) in self.letters.items():
                self.letters[words] = (writer, reader, stays and writer != n)

    @rule(pair=st.sampled_from(PAIRS))
    def what_rests_has_ones_own_words_and_the_letters_that_stay(self, pair):
        for one in resting_of(self.fresh(pair[0])):
            other = self.number(one.other().pk)
            read = {letter.text for letter in one.letters()}
            assert read == {
                words
                for words, (writer, reader, stays) in self.letters.items()
                if (writer, reader) == (pair[0], other)
                or ((writer, reader) == (other, pair[0]) and stays)
            }

    @rule(pair=st.sampled_from(PAIRS))
    def whether_somebody_was_erased_changes_no_byte_of_what_rests(self, pair):
        reader, other = self.fresh(pair[0]), self.people[pair[1]]
        resting = [one for one in resting_of(reader) if one.other() == other]
        watcher = browser(reader)
        for one in resting:
            address = f"/people/messages/{one.side.handle}"
            before = TOKENS.sub(b"", watcher.get(address).content)
            saved = transaction.savepoint()
            erase(User.objects.get(pk=other.user_id))
            assert TOKENS.sub(b"", watcher.get(address).content) == before
            transaction.savepoint_rollback(saved)

    def number(self, pk):
        return next(n for n, person in enumerate(self.people) if person.pk == pk)

    def view(self, client):
        pages = (client.get(f"/people/{page}").content for page in SEEN)
        return TOKENS.sub(b"", b"".join(pages))

    def blocked(self, a, b):
        one, other = self.people[a], self.people[b]
        return (
            Block.objects.filter(blocker=one, blocked=other).exists()
            or Block.objects.filter(blocker=other, blocked=one).exists()
        )

    def introduced(self, a, b):
        return (
            Introduction.objects.filter(introduced_at__isnull=False, sides__profile=self.people[a])
            .filter(sides__profile=self.people[b])
            .exists()
        )

    @rule()
    def cards_and_talks_are_mutual(self):
        people = [self.fresh(n) for n in range(4)]
        for a, b in PAIRS:
            may_talk = (
                self.introduced(a, b)
                and not self.blocked(a, b)
                and Reach.HIDDEN not in (people[a].reach, people[b].reach)
            )
            talks = {talk.other.pk for talk in talks_of(people[a])}
            assert (people[b].pk in talks) is may_talk
            sees_card = visible_to(people[a].user).filter(pk=people[b].pk).exists()
            assert sees_card is (
                self.introduced(a, b)
                and not self.blocked(a, b)
                and people[a].reach == people[b].reach == Reach.PEERS
            )
            read = set(readable_posts(people[a]).values_list("author_id", flat=True))
            assert not (self.blocked(a, b) and people[b].pk in read)

    @rule()
    def pages_name_only_acquaintances_and_no_condition(self):
        people = [self.fresh(n) for n in range(4)]
        for n, person in enumerate(people):
            page = self.view(browser(person))
            known = {talk.other.pseudonym for talk in talks_of(person)}
            for other in people[:n] + people[n + 1 :]:
                assert (other.pseudonym.encode() in page) is (other.pseudonym in known)
            assert b"MONDO" not in page
            assert b"osseous" not in page

    @invariant()
    def introductions_rest_on_two_yeses(self):
        for made in Introduction.objects.filter(introduced_at__isnull=False):
            assert {side.answer for side in made.sides.all()} <= {"yes"}


@pytest.mark.slow
def test_community__keeps_its_promises(full_release, host_row):
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Community,
        settings=settings(
            max_examples=6, stateful_step_count=20, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
