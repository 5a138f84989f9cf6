"""Messages between introduced people."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rarekin.errors import RarekinError
from rarekin.web.accounts.guarding.ways_elsewhere import leads_elsewhere
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.letters import GO, letters_choose
from rarekin.web.community.doors import with_profile
from rarekin.web.community.finding.wording import STARTERS, card_in_words
from rarekin.web.community.models import Block, Notice
from rarekin.web.community.safety.blocking import block, unblock
from rarekin.web.community.talking.letters import forget, take_back_from
from rarekin.web.community.talking.markdown import to_html
from rarekin.web.community.talking.resting import mark_seen, resting_of, resting_with
from rarekin.web.community.talking.talks import (
    Talk,
    accept,
    mark_read,
    message_send,
    talk_with,
    talks_of,
)
from rarekin.web.community.telling.notices import mark_kind_read


@require_http_methods(["GET", "POST"])
@with_profile
def show_all(request: HttpRequest, profile: Profile) -> HttpResponse:
    """List one's conversations; a POST says what becomes of one's letters."""
    if request.method == "POST":
        letters_choose(profile=profile, choice=request.POST.get("letters", ""))
        messages.success(request, _("Saved."))
        return redirect("community:messages")
    mark_kind_read(profile.user, Notice.Kind.INTRODUCED)
    context = {
        "talks": [(talk, _is_new(talk)) for talk in talks_of(profile)],
        "resting": resting_of(profile),
        "is_hidden": profile.reach == Reach.HIDDEN,
        "letters_stay": profile.letters_stay,
    }
    return render(request, "community/messages.html", context)


def _is_new(talk: Talk) -> bool:
    last = talk.messages().filter(author=talk.other).last()
    read = talk.side.read_at
    return last is not None and (read is None or last.sent_at > read)


@require_http_methods(["GET", "POST"])
@with_profile
def show(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Show one conversation; a POST sends words, accepts a request, or mutes."""
    talk = talk_with(profile, handle)
    if talk is None:
        return _rest(request, profile, handle)
    words, refused = "", None
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            _act(request, talk, words)
            return redirect(f"{reverse('community:talk', args=[handle])}#newest")
        except RarekinError as error:
            refused = error
    mark_read(talk)
    context = {
        "talk": talk,
        "other": talk.other,
        "shows_card": Reach.PEERS == profile.reach == talk.other.reach,
        "messages_": [
            (
                message,
                to_html(message.text, with_links=talk.is_accepted),
                message.author_id != profile.pk and leads_elsewhere(message.text),
            )
            for message in talk.messages()
        ],
        "reasons": card_in_words(talk.side.card)["reasons"],
        "starters": STARTERS,
        "words": words,
        "refused": refused,
        "letters_stay": profile.letters_stay,
        "form_key": secrets.token_urlsafe(16),
    }
    status = 200 if refused is None else 400
    return render(request, "community/talk.html", context, status=status)


def _rest(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Show a conversation that rests; a POST takes back one's letters, or deletes the other's."""
    resting = resting_with(profile, handle)
    do = request.POST.get("do", "")
    if resting is None or (request.method == "POST" and do not in ("take_back", "forget")):
        raise Http404
    if request.method == "POST":
        take_back_from(resting.side) if do == "take_back" else forget(resting.side)
        messages.success(request, _("Done. Nobody is told."))
        return redirect("community:talk", handle)
    mark_seen(resting)
    context = {
        "handle": handle,
        "letters": [(letter, to_html(letter.text)) for letter in resting.letters()],
        "reasons": card_in_words(resting.side.card)["reasons"],
        "is_hidden": profile.reach == Reach.HIDDEN,
    }
    return render(request, "community/resting.html", context)


def _act(request: HttpRequest, talk: Talk, words: str) -> None:
    do = request.POST.get("do", "")
    if do == "accept":
        accept(talk)
    elif do in ("mute", "unmute"):
        talk.side.is_muted = do == "mute"
        talk.side.save(update_fields=("is_muted",))
    else:
        key = request.POST.get("form_key", "")[:32] or secrets.token_urlsafe(16)
        message = message_send(talk=talk, text=words, form_key=key)
        if message.held_at is not None:
            messages.info(request, _("A moderator looks at this message before it is shown."))


@require_POST
@with_profile
def block_other(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Block the other person of a conversation."""
    talk = talk_with(profile, handle)
    if talk is None:
        raise Http404
    # First the letters: a conversation that rests never changes by itself.
    if request.POST.get("letters") == GO:
        take_back_from(talk.side)
    block(blocker=profile, blocked=talk.other)
    messages.success(request, _("Done. You will not see each other any more. Nobody is told."))
    return redirect("community:messages")


@require_http_methods(["GET", "POST"])
@with_profile
def blocks(request: HttpRequest, profile: Profile) -> HttpResponse:
    """List the people one blocked; a POST takes a block back."""
    if request.method == "POST":
        unblock(blocker=profile, handle=request.POST.get("block", ""))
        messages.success(request, _("Saved."))
        return redirect("community:blocks")
    made = Block.objects.filter(blocker=profile).order_by("-made_at")
    return render(request, "community/blocks.html", {"blocks": made})
