"""Groups: the list, one group, joining, and search in one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import Profile
from rarekin.web.community.doors import with_profile
from rarekin.web.community.models import Group, Membership
from rarekin.web.community.rooms import Heading, find, group_of, join, leave, threads_of
from rarekin.web.community.topics import GROUPS
from rarekin.web.shell.disease_names import name_of


@require_safe
@with_profile
def show_all(request: HttpRequest, profile: Profile) -> HttpResponse:
    """List all groups, one's own first."""
    mine = set(profile.memberships.values_list("group__slug", flat=True))
    known = Group.objects.filter(slug__in=GROUPS).values_list("slug", "is_open")
    groups = [
        (slug, GROUPS[slug], slug in mine) for slug, is_open in known if is_open or slug in mine
    ]
    groups.sort(key=lambda row: (not row[2], list(GROUPS).index(row[0])))
    return render(request, "community/groups.html", {"groups": groups, "has_own": bool(mine)})


@require_safe
@with_profile
def show(request: HttpRequest, profile: Profile, slug: str) -> HttpResponse:
    """Show a group: its threads to members, what it is for to others."""
    if slug not in GROUPS or not Group.objects.filter(slug=slug).exists():
        raise Http404
    group = group_of(profile, slug)
    context = {
        "slug": slug,
        "words": GROUPS[slug],
        "group": group,
        "threads": _headings(profile, group) if group else (),
        "is_muted": Membership.objects.filter(
            profile=profile, group__slug=slug, is_muted=True
        ).exists(),
    }
    return render(request, "community/group.html", context)


def _headings(profile: Profile, group: Group) -> list[tuple[Heading, str]]:
    """List threads with the name of the disease they are about, if they are about one."""
    return [
        (heading, name_of(Curie(heading.disease)) if heading.disease else "")
        for heading in threads_of(profile, group)
    ]


@require_POST
@with_profile
def membership(request: HttpRequest, profile: Profile, slug: str) -> HttpResponse:
    """Join, leave, mute."""
    do = request.POST.get("do", "")
    if do == "leave":
        leave(profile, slug)
        messages.success(request, _("You left the group. Nobody is told."))
        return redirect("community:groups")
    if do in ("mute", "unmute"):
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
    context = {
        "words": words,
        "found": [(post, GROUPS[post.thread.group.slug].title) for post in found],
    }
    return render(request, "community/group_search.html", context)
