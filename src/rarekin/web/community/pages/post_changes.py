"""What an author does with their own post, and what who keeps order does with a conversation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rarekin.errors import RarekinError
from rarekin.web.accounts.models import Profile
from rarekin.web.community.doors import with_profile
from rarekin.web.community.models import Post, Thread
from rarekin.web.community.pages.threads import readable_post, readable_thread
from rarekin.web.community.rooms.host_rooms import pin_turn
from rarekin.web.community.rooms.joining import page_title, words_of
from rarekin.web.community.talking.editing import post_edit


def _own_post(profile: Profile, handle: str) -> Post:
    post = readable_post(profile, handle)
    if post.author_id != profile.pk:
        raise Http404
    return post


@require_http_methods(["GET", "POST"])
@with_profile
def edit(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Change what one wrote."""
    post = _own_post(profile, handle)
    refused = None
    text, title = post.text, post.title
    if request.method == "POST":
        text, title = request.POST.get("words", ""), request.POST.get("title", "")
        try:
            changed = post_edit(profile, post, text=text, title=title)
        except RarekinError as error:
            refused = error
        else:
            if changed.held_at is not None:
                messages.info(request, _("A moderator looks at this before others read it."))
            return redirect("community:thread", post.thread.handle)
    context = {
        "post": post,
        "group_words": words_of(post.thread.group),
        "page_title": page_title(post.thread.group),
        "words": text,
        "title": title,
        "refused": refused,
    }
    return render(request, "community/post_edit.html", context, status=400 if refused else 200)


@require_POST
@with_profile
def remove(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Remove what one wrote; what others answered stays."""
    post = _own_post(profile, handle)
    slug = post.thread.group.slug
    post.delete()
    Thread.objects.filter(pk=post.thread_id, posts__isnull=True).delete()
    messages.success(request, _("Removed."))
    return redirect("community:group", slug)


@require_POST
@with_profile
def pin(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Pin a conversation, or take the pin off; for who keeps order there."""
    thread = readable_thread(profile, handle)
    if not pin_turn(profile.user, thread):
        raise Http404
    return redirect("community:thread", handle)
