"""Writing in groups: threads, answers, following, and “me too”."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.house.counts import rounded
from rarekin.web.accounts.models import Profile
from rarekin.web.community.finding.peers import blocked_with
from rarekin.web.community.models import (
    Following,
    Group,
    Membership,
    MeToo,
    Notice,
    Post,
    Thread,
)
from rarekin.web.community.models.group import Warning
from rarekin.web.community.talking.words_check import is_new, must_wait
from rarekin.web.community.telling.notices import notify

MAX_CHARACTERS = 10_000
MAX_TITLE = 120
OF_NEW = Limit("posts-new", 10, 24 * 3600.0)
OF_ALL = Limit("posts", 100, 24 * 3600.0)


@transaction.atomic
def thread_start(
    *,
    profile: Profile,
    group: Group,
    title: str,
    text: str,
    warning: str,
    form_key: str,
    disease: str = "",
    language: str = "",
) -> Thread:
    """Open a thread with a first post; the same form sent again changes nothing.

    Parameters
    ----------
    profile
        Who writes.
    group
        From `group_of`.
    title, text
        What they write.
    warning
        A value of `Warning`.
    form_key
        From the form.
    disease
        What it is about, one of `diseases_near`, or nothing.
    language
        In which it is written, one of `languages_near`, or nothing.

    Returns
    -------
    thread
        The new one, or the one the form made before.

    Raises
    ------
    InputError, TooLarge
        If something is missing, too long, or too much for a day.
    """
    earlier = _written_before(profile, form_key)
    if earlier is not None:
        return earlier.thread
    title = " ".join(title.split())
    if not title:
        raise InputError(_("The title is missing."), hint=_("A few words are enough."))
    if len(title) > MAX_TITLE:
        raise TooLarge(
            _("The title is longer than 120 characters."), hint=_("Shorten it a little.")
        )
    _check(profile, text)
    if warning not in Warning.values or (disease and disease not in diseases_near(profile)):
        raise InputError(_("We do not know that choice."), hint=_("Choose one of those shown."))
    thread = Thread.objects.create(group=group, warning=warning)
    first: dict[str, object] = {"is_first": True, "title": title, "disease": disease}
    first["language"] = _known_language(profile, language)
    _write(profile, thread, f"{title}\n{text}", text, form_key, **first)
    Following.objects.get_or_create(thread=thread, profile=profile)
    return thread


@transaction.atomic
def reply(
    *, profile: Profile, thread: Thread, text: str, form_key: str, language: str = ""
) -> Post:
    """Answer in a thread; the same form sent again changes nothing.

    Parameters
    ----------
    profile
        Who writes.
    thread
        From `thread_for`.
    text
        What they write.
    form_key
        From the form.
    language
        In which it is written, one of `languages_near`, or nothing.

    Returns
    -------
    post
        As stored; held where a moderator has to look first.

    Raises
    ------
    InputError, TooLarge
        If there are no words, too many, too often, or the thread is closed.
    """
    earlier = _written_before(profile, form_key)
    if earlier is not None:
        return earlier
    if thread.closed_at is not None:
        raise InputError(
            _("A moderator closed this conversation."), hint=_("You can start another one.")
        )
    _check(profile, text)
    known = _known_language(profile, language)
    post = _write(profile, thread, text, text, form_key, language=known)
    if post.held_at is None:
        Thread.objects.filter(pk=thread.pk).update(moved_at=post.written_at)
        _tell_followers(post)
    Following.objects.get_or_create(thread=thread, profile=profile)
    return post


def _written_before(profile: Profile, form_key: str) -> Post | None:
    """Return what a form wrote when it was sent before, or is being sent at this moment."""
    # One's own forms pass through this row one by one, so that two clicks cannot miss each other.
    Profile.objects.select_for_update().get(pk=profile.pk)
    return Post.objects.filter(author=profile, form_key=form_key).first()


def _check(profile: Profile, text: str) -> None:
    if not text.strip():
        raise InputError(_("There are no words yet."), hint=_("Write something first."))
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            _("This is longer than 10,000 characters."),
            hint=_("Your words are below: please send them in parts."),
        )
    if not take(OF_NEW if is_new(profile) else OF_ALL, str(profile.user_id)):
        raise TooLarge(
            _("That is the most for one day."), hint=_("Your words are below: send them tomorrow.")
        )


def _write(
    profile: Profile,
    thread: Thread,
    seen: str,
    text: str,
    form_key: str,
    **first: object,
) -> Post:
    now = timezone.now()
    return Post.objects.create(
        thread=thread,
        author=profile,
        form_key=form_key,
        text=text.strip(),
        written_at=now,
        held_at=now if must_wait(profile, seen) else None,
        **first,
    )


def diseases_near(profile: Profile) -> list[str]:
    """Return the diseases somebody can begin a conversation about without typing.

    Parameters
    ----------
    profile
        One's own; the list is shown to nobody else.

    Returns
    -------
    ids
        Of one's own profile, then those one watches.
    """
    own = profile.diseases.order_by("pk").values_list("disease", flat=True)
    watched = profile.user.watches.order_by("pk").values_list("disease", flat=True)
    return list(dict.fromkeys((*own, *watched)))


def languages_near(profile: Profile) -> list[str]:
    """Return the languages somebody may say they write in, the likeliest first.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    languages
        Of the page, of one's own profile, then those of the site.
    """
    own = [str(code) for code in profile.languages]
    site = [code for code, _name in settings.LANGUAGES]
    return list(dict.fromkeys(((get_language() or site[0]), *own, *site)))


def _known_language(profile: Profile, language: str) -> str:
    return language if language in languages_near(profile) else ""


def _tell_followers(post: Post) -> None:
    muted = Membership.objects.filter(group=post.thread.group, is_muted=True).values("profile_id")
    members = Membership.objects.filter(group=post.thread.group).values("profile_id")
    followers = Profile.objects.filter(
        followings__thread=post.thread, followings__is_muted=False, pk__in=members
    )
    for follower in (
        followers.exclude(pk=post.author_id)
        .exclude(pk__in=muted)
        .exclude(blocked_with(post.author.user))
    ):
        notify(
            follower.user_id,
            Notice.Kind.REPLY,
            about=post.thread.handle,
            path=f"/people/threads/{post.thread.handle}",
        )


def follow(profile: Profile, thread: Thread, *, wants: bool) -> None:
    """Say whether one wants to hear of new posts in a thread.

    Parameters
    ----------
    profile
        One's own.
    thread
        From `thread_for`.
    wants
        False mutes it.
    """
    Following.objects.update_or_create(
        thread=thread, profile=profile, defaults={"is_muted": not wants}
    )


@transaction.atomic
def me_too_turn(profile: Profile, post: Post) -> None:
    """Say, or unsay, that one knows what a post tells from one's own life.

    Parameters
    ----------
    profile
        One's own.
    post
        From `readable_posts`.
    """
    made, created = MeToo.objects.get_or_create(post=post, profile=profile)
    if not created:
        made.delete()


def n_me_too(post: Post) -> int | None:
    """Return roughly how many know what a post tells.

    Parameters
    ----------
    post
        Any.

    Returns
    -------
    n_people
        None below ten: then nothing is shown, not even that anybody did.
    """
    return rounded(MeToo.objects.filter(post=post).count())
