"""Groups: the list, one group, joining, and search in one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.topics import LANGUAGES
from rarekin.web.accounts.models import Profile
from rarekin.web.community.doors import with_profile
from rarekin.web.community.models import Group, Membership, Post
from rarekin.web.community.rooms.circles import LEAST, n_asked, names_in
from rarekin.web.community.rooms.host_rooms import greeter_answer, greeters
from rarekin.web.community.rooms.joining import (
    Heading,
    find,
    group_of,
    join,
    joinable_from,
    languages_in,
    leave,
    open_rooms,
    page_title,
    threads_of,
    words_of,
)
from rarekin.web.community.rooms.topics import GROUPS
from rarekin.web.community.rooms.widening import is_asked, may_be_asked
from rarekin.web.community.talking.markdown import to_words
from rarekin.web.community.talking.talks import talks_of
from rarekin.web.shell.disease_names import name_of

_LANGUAGES = dict(LANGUAGES)


@require_safe
@with_profile
def show_all(request: HttpRequest, profile: Profile) -> HttpResponse:
    """List all groups, one's own first."""
    own = Group.objects.filter(memberships__profile=profile)
    mine = set(own.values_list("pk", flat=True))
    found = {group.pk: group for group in (*own, *open_rooms())}
    shown = [g for g in found.values() if g.kind != Group.Kind.TOPIC or g.slug in GROUPS]
    shown.sort(key=lambda g: (g.pk not in mine, g.kind, _place(g)))
    groups = [(g.slug, words_of(g), g.pk in mine) for g in shown]
    context = {
        "groups": groups,
        "has_own": bool(mine),
        "n_asked": n_asked(profile),
        "can_ask": len(talks_of(profile)) >= LEAST - 1,
    }
    return render(request, "community/groups.html", context)


def _place(group: Group) -> int:
    return list(GROUPS).index(group.slug) if group.kind == Group.Kind.TOPIC else group.pk


@require_safe
@with_profile
def show(request: HttpRequest, profile: Profile, slug: str) -> HttpResponse:
    """Show a group: its threads to members, what it is for to others."""
    group = group_of(profile, slug)
    known = group or open_rooms().filter(slug=slug).first()
    if known is None:
        raise Http404
    chosen = request.GET.get("in", "")
    membership = Membership.objects.filter(profile=profile, group=known).first()
    context = {
        "slug": slug,
        "words": words_of(known),
        "page_title": page_title(known),
        "room": known,
        "group": group,
        "about_disease": name_of(Curie(known.disease)) if known.disease else "",
        "from_day": joinable_from(profile, known),
        "threads": _headings(profile, group, chosen) if group else (),
        "tongues": _languages(profile, group) if group else (),
        "tongue": chosen,
        "is_muted": membership is not None and membership.is_muted,
        "greets": membership.greets if membership is not None else "",
        "greeters": greeters(profile, group) if group else (),
        "others": names_in(profile, group) if group else (),
        "askable": may_be_asked(profile, group) if group else (),
        "is_asked": group is not None and is_asked(profile, group),
    }
    return render(request, "community/group.html", context)


def _headings(profile: Profile, group: Group, language: str) -> list[tuple[Heading, str]]:
    """List threads with the name of the disease they are about, if they are about one."""
    return [
        (heading, name_of(Curie(heading.disease)) if heading.disease else "")
        for heading in threads_of(profile, group, language)
    ]


def _languages(profile: Profile, group: Group) -> list[tuple[str, str]]:
    """Return the languages one can choose among; with a single one there is no choice."""
    found = languages_in(profile, group)
    return [(code, _LANGUAGES.get(code, code)) for code in found] if len(found) > 1 else []


@require_POST
@with_profile
def membership(request: HttpRequest, profile: Profile, slug: str) -> HttpResponse:
    """Join, leave, mute, greet."""
    do = request.POST.get("do", "")
    if do == "leave":
        leave(profile, slug)
        messages.success(request, _("You left the group. Nobody is told."))
        return redirect("community:groups")
    if do in ("greet", "greet-not"):
        group = group_of(profile, slug)
        if group is None:
            raise Http404
        greeter_answer(profile, group, wants=do == "greet")
    elif do in ("mute", "unmute"):
        profile.memberships.filter(group__slug=slug).update(is_muted=do == "mute")
    elif join(profile, slug) is None:
        raise Http404
    return redirect("community:group", slug)


@require_http_methods(["GET", "POST"])
@with_profile
def search(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Look for words in one's own groups; words travel in the form only."""
    words = request.POST.get("words", "").strip()[:200]
    found = find(profile, words) if words else []
    context = {"words": words, "found": [_found(post) for post in found]}
    return render(request, "community/group_search.html", context)


def _found(post: Post) -> dict[str, object]:
    """Return what a list shows of a post: nothing that stands behind a warning."""
    warning = post.thread.get_warning_display() if post.thread.warning else ""
    return {
        "post": post,
        "title": post.title or words_of(post.thread.group).title,
        "warning": warning,
        "excerpt": "" if warning else to_words(post.text, 160),
    }
