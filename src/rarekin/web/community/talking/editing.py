"""Changing one's own post. What it said before is kept thirty days, for moderators."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.models import Profile
from rarekin.web.community.models import EarlierWords, Post
from rarekin.web.community.talking.posting import MAX_CHARACTERS, MAX_TITLE
from rarekin.web.community.talking.words_check import must_wait

KEPT = datetime.timedelta(days=30)


@transaction.atomic
def post_edit(profile: Profile, post: Post, *, text: str, title: str = "") -> Post:
    """Change what one wrote; readers see that it was changed.

    Parameters
    ----------
    profile
        The author.
    post
        Their own; what a moderator took away or holds stays so.
    text, title
        What it says from now on; only the first post has a title.

    Returns
    -------
    post
        Held where a moderator has to look first.

    Raises
    ------
    InputError, TooLarge
        If something is missing or too long.
    """
    text, title = text.strip(), " ".join(title.split())
    if not text or (post.is_first and not title):
        raise InputError(_("There are no words yet."), hint=_("Write something first."))
    if len(text) > MAX_CHARACTERS or len(title) > MAX_TITLE:
        raise TooLarge(
            _("This is longer than 10,000 characters."),
            hint=_("Your words are below: please send them in parts."),
        )
    post = Post.objects.select_for_update().get(pk=post.pk)
    before = f"{post.title}\n{post.text}" if post.is_first else post.text
    after = f"{title}\n{text}" if post.is_first else text
    if after == before:
        return post
    EarlierWords.objects.create(post=post, text=before)
    now = timezone.now()
    post.text, post.title = text, title if post.is_first else ""
    post.edited_at = now
    if post.held_at is None and must_wait(profile, after):
        post.held_at = now
    post.save(update_fields=("text", "title", "edited_at", "held_at"))
    return post


def forget_earlier_words(now: datetime.datetime) -> None:
    """Drop what posts said before they were changed, thirty days later.

    Parameters
    ----------
    now
        The present moment.
    """
    EarlierWords.objects.filter(changed_at__lt=now - KEPT).delete()
