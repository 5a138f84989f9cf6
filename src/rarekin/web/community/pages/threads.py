"""Threads in groups: reading, writing, following, and parting from their authors."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rarekin.errors import RarekinError
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import visible_to
from rarekin.web.accounts.being.topics import LANGUAGES
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.rights.letters import GO
from rarekin.web.community.doors import with_profile
from rarekin.web.community.models import Following, MeToo, Notice, Post, Thread
from rarekin.web.community.models.group import Warning
from rarekin.web.community.rooms.joining import (
    group_of,
    page_title,
    readable_posts,
    thread_for,
    words_of,
)
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.safety.moderation import groups_kept_by
from rarekin.web.community.talking.knowing import is_known
from rarekin.web.community.talking.letters import take_back_between
from rarekin.web.community.talking.markdown import to_html
from rarekin.web.community.talking.posting import (
    diseases_near,
    languages_near,
    me_too_turn,
    n_me_too,
    reply,
    thread_start,
)
from rarekin.web.community.talking.posting import follow as follow_thread
from rarekin.web.shell.disease_names import name_of

_LANGUAGES = dict(LANGUAGES)


@require_http_methods(["GET", "POST"])
@with_profile
def start(request: HttpRequest, profile: Profile, slug: str) -> HttpResponse:
    """Open a new thread."""
    group = group_of(profile, slug)
    if group is None:
        raise Http404
    sent = request.POST
    refused = None
    if request.method == "POST":
        try:
            thread = thread_start(
                profile=profile,
                group=group,
                title=sent.get("title", ""),
                text=sent.get("words", ""),
                warning=sent.get("warning", ""),
                form_key=_form_key(request),
                disease=sent.get("disease", ""),
                language=sent.get("language", ""),
            )
            return redirect("community:thread", thread.handle)
        except RarekinError as error:
            refused = error
    context = {
        "slug": slug,
        "group_words": words_of(group),
        "page_title": page_title(group),
        "tongues": language_choices(profile),
        "refused": refused,
        "title": sent.get("title", ""),
        "words": sent.get("words", ""),
        "warning": sent.get("warning", ""),
        "warnings": Warning.choices,
        "disease": sent.get("disease", ""),
        "diseases": [(id_, name_of(Curie(id_))) for id_ in diseases_near(profile)],
        "form_key": secrets.token_urlsafe(16),
    }
    return render(request, "community/thread_start.html", context, status=400 if refused else 200)


def language_choices(profile: Profile) -> list[tuple[str, str]]:
    """Return the languages somebody may say they write in, each by its own name."""
    return [(code, _LANGUAGES.get(code, code)) for code in languages_near(profile)]


def _form_key(request: HttpRequest) -> str:
    return request.POST.get("form_key", "")[:32] or secrets.token_urlsafe(16)


@require_http_methods(["GET", "POST"])
@with_profile
def show(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Show a thread; a POST answers in it."""
    thread = readable_thread(profile, handle)
    words, refused = "", None
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            post = reply(
                profile=profile,
                thread=thread,
                text=words,
                form_key=_form_key(request),
                language=request.POST.get("language", ""),
            )
        except RarekinError as error:
            refused = error
        else:
            if post.held_at is not None:
                messages.info(request, _("A moderator looks at this before others read it."))
            return redirect("community:thread", handle)
    Notice.objects.filter(user=profile.user, about=handle, read_at__isnull=True).update(
        read_at=timezone.now()
    )
    context = {
        "thread": thread,
        "group_words": words_of(thread.group),
        "page_title": page_title(thread.group),
        "tongues": language_choices(profile),
        "may_pin": groups_kept_by(profile.user).filter(pk=thread.group_id).exists(),
        "posts": _posts_in(profile, thread),
        **_first(profile, thread),
        "is_followed": Following.objects.filter(
            thread=thread, profile=profile, is_muted=False
        ).exists(),
        "words": words,
        "refused": refused,
        "form_key": secrets.token_urlsafe(16),
    }
    return render(request, "community/thread.html", context, status=400 if refused else 200)


def readable_thread(profile: Profile, handle: str) -> Thread:
    """Return a thread somebody may read; for others there is none."""
    thread = thread_for(profile, handle)
    if thread is None:
        raise Http404
    return thread


def _first(profile: Profile, thread: Thread) -> dict[str, str]:
    """Return what the first post says about the thread: nothing once it is gone."""
    first = readable_posts(profile).filter(thread=thread, is_first=True).first()
    if first is None:
        return {"title": "", "disease": ""}
    return {
        "title": first.title,
        "disease": name_of(Curie(first.disease)) if first.disease else "",
    }


def _posts_in(profile: Profile, thread: Thread) -> list[dict[str, object]]:
    posts = list(
        readable_posts(profile)
        .filter(thread=thread)
        .select_related("author__user")
        .order_by("written_at", "pk")[:300]
    )
    mine = set(
        MeToo.objects.filter(profile=profile, post__in=posts).values_list("post_id", flat=True)
    )
    cards = set(visible_to(profile.user).values_list("pk", flat=True))
    return [
        {
            "post": post,
            "html": to_html(post.text),
            "is_own": post.author_id == profile.pk,
            "has_card": post.author_id in cards,
            "says_me_too": post.pk in mine,
            "n_me_too": n_me_too(post),
            "is_known": post.author_id == profile.pk and is_known(post),
        }
        for post in posts
    ]


def readable_post(profile: Profile, handle: str) -> Post:
    """Return a post somebody may read; for others there is none."""
    post = readable_posts(profile).filter(handle=handle).select_related("thread", "author").first()
    if post is None:
        raise Http404
    return post


@require_POST
@with_profile
def follow(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Follow a thread or stop following it."""
    thread = readable_thread(profile, handle)
    follow_thread(profile, thread, wants=request.POST.get("do") == "follow")
    return redirect("community:thread", handle)


@require_POST
@with_profile
def me_too(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Say or unsay “me too”."""
    post = readable_post(profile, handle)
    me_too_turn(profile, post)
    return redirect("community:thread", post.thread.handle)


@require_http_methods(["GET", "POST"])
@with_profile
def block_author(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Ask before blocking who wrote a post, and what becomes of letters to them.

    The question is the same for everybody: were it asked only where there are letters, it would
    tell whether somebody of a conversation that rests is the one who wrote the post.
    """
    post = readable_post(profile, handle)
    if post.author_id == profile.pk:
        raise Http404
    if request.method == "GET":
        context = {"post": post, "letters_stay": profile.letters_stay}
        return render(request, "community/block.html", context)
    # First the letters: a conversation that rests never changes by itself.
    if request.POST.get("letters") == GO:
        take_back_between(profile, post.author)
    block(blocker=profile, blocked=post.author)
    messages.success(request, _("Done. You will not see each other any more. Nobody is told."))
    return redirect("community:group", post.thread.group.slug)
