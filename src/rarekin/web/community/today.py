"""What somebody can do here today, though nobody else may be here yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.models import Profile, User
from rarekin.web.community.models import ContactLink, Group, Membership, Post, Thread, Watch
from rarekin.web.community.rooms.joining import readable_posts

_ROOMS = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do.

    Attributes
    ----------
    title, why
        What, and what it is good for.
    address
        Where.
    is_done
        None where only the person's own device could tell.
    """

    title: str | Promise
    why: str | Promise
    address: str
    is_done: bool | None


def deeds(user: User) -> list[Deed]:
    """Return what there is to do, in order.

    Parameters
    ----------
    user
        For whom; it depends on nothing but what is their own.

    Returns
    -------
    deeds
        Always the same, with a mark at what is done.
    """
    profile = profile_of(user)
    watched = Watch.objects.filter(user=user).order_by("pk").first()
    memberships = Membership.objects.filter(profile=profile)
    hello = _hello(profile)
    return [
        Deed(
            _("Write down how it went"),
            _("Year by year, for yourself and your doctor. Nobody else sees it."),
            reverse("community:timeline"),
            user.timeline.exists(),
        ),
        Deed(
            _("Save an emergency card"),
            _("One sheet for the ambulance, kept on your phone or printed."),
            _card(profile, watched),
            None,
        ),
        Deed(
            _("Watch a disease"),
            _("Once a week you hear whether its page or its studies changed."),
            reverse("community:watches"),
            watched is not None,
        ),
        Deed(
            _("Join two rooms"),
            _("School, caring, living without a diagnosis: shared by people with every disease."),
            reverse("community:groups"),
            memberships.count() >= _ROOMS,
        ),
        Deed(
            _("Say hello"),
            _("One sentence is enough. Whoever comes tomorrow finds somebody."),
            hello,
            Post.objects.filter(author=profile).exists() if profile else False,
        ),
        Deed(
            _("Invite somebody you know"),
            _("The other family, your doctor: no waiting between the two of you."),
            reverse("community:contacts"),
            ContactLink.objects.filter(maker=profile).exists() if profile else False,
        ),
    ]


def _card(profile: Profile | None, watched: Watch | None) -> str:
    """Return the emergency card of one's own disease, else of one that is watched."""
    own = profile.diseases.order_by("pk").first() if profile is not None else None
    disease = own.disease if own is not None else watched.disease if watched is not None else ""
    return reverse("atlas:card", args=[disease]) if disease else reverse("atlas:home")


def _hello(profile: Profile | None) -> str:
    """Return a pinned conversation in one of one's rooms, else a room, else all rooms."""
    if profile is None:
        return reverse("community:groups")
    readable = readable_posts(profile).values("thread_id")
    pinned = Thread.objects.filter(pk__in=readable, pinned_at__isnull=False, closed_at=None)
    thread = pinned.order_by("pinned_at").first()
    if thread is not None:
        return reverse("community:thread", args=[thread.handle])
    room = Group.objects.filter(memberships__profile=profile).exclude(kind="circle").first()
    if room is not None:
        return reverse("community:group", args=[room.slug])
    return reverse("community:groups")
