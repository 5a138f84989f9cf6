"""The community's entries in the list of personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.rights.personal_data import (
    AtErasure,
    PersonalData,
    declare_impersonal,
    register,
)
from rarekin.web.community.models import (
    Appeal,
    Block,
    CardLine,
    CoModerator,
    ContactLink,
    EarlierWords,
    Following,
    Group,
    Introduction,
    KeptLetter,
    MailRhythm,
    MatchKey,
    MatchState,
    MeetingWish,
    Membership,
    Message,
    MeToo,
    ModerationAction,
    Notice,
    Post,
    Report,
    Seat,
    Side,
    Thread,
    TimelineEntry,
    Watch,
)
from rarekin.web.community.talking.resting import readable_letters

_UNTIL_ERASED = _("until you change or erase it")
_MEET = _("to find and introduce people, if you agreed to that")
_TALK = _("so that you can talk with others")
_SAFE = _("to keep people safe from each other")

register(
    PersonalData(
        MatchKey,
        "profile__user",
        _("hashed keys of what you marked for matching"),
        _MEET,
        _("as long as you may be proposed"),
    ),
    PersonalData(
        MatchState,
        "profile__user",
        _("when we last looked for people for you"),
        _MEET,
        _UNTIL_ERASED,
    ),
    PersonalData(
        MeetingWish,
        "profile__user",
        _("whether you would meet people who work with patients"),
        _MEET,
        _UNTIL_ERASED,
    ),
    PersonalData(
        Side,
        "profile__user",
        _("people proposed to you, without names, and what you answered"),
        _MEET,
        _("until you are erased, so that a no stays a no"),
    ),
    PersonalData(
        ContactLink,
        "maker__user",
        _("links by which you invite somebody you know, without the link itself"),
        _TALK,
        _("fourteen days, or until it is used or taken back"),
        leave_out=("key_hash",),
    ),
    PersonalData(
        CardLine,
        "writer__user",
        _("your line on cards that others see"),
        _MEET,
        _("until you change the line or erase it"),
        leave_out=("side_id",),
    ),
    PersonalData(Message, "author__user", _("messages you wrote"), _TALK, _UNTIL_ERASED),
    PersonalData(
        KeptLetter,
        "side__profile__user",
        _("letters from people you were introduced to, without their names"),
        _TALK,
        _("until you delete them, you are erased, or whoever wrote them takes them back"),
        shown=readable_letters,
    ),
    PersonalData(Post, "author__user", _("what you wrote in groups"), _TALK, _UNTIL_ERASED),
    PersonalData(
        EarlierWords,
        "post__author__user",
        _("what your posts said before you changed them"),
        _SAFE,
        _("thirty days, or until you erase it"),
    ),
    PersonalData(
        Seat,
        "profile__user",
        _("circles you asked for or were asked into, and what you answered"),
        _TALK,
        _UNTIL_ERASED,
    ),
    PersonalData(MeToo, "profile__user", _("posts you know from your life"), _TALK, _UNTIL_ERASED),
    PersonalData(Following, "profile__user", _("conversations you follow"), _TALK, _UNTIL_ERASED),
    PersonalData(Membership, "profile__user", _("groups you are in"), _TALK, _UNTIL_ERASED),
    PersonalData(Block, "blocker__user", _("people you blocked"), _SAFE, _UNTIL_ERASED),
    PersonalData(
        Notice, "user", _("what waits for you"), _("to tell you what is new"), _("90 days")
    ),
    PersonalData(
        MailRhythm,
        "user",
        _("when we may write to you"),
        _("to keep quiet when you want quiet"),
        _UNTIL_ERASED,
    ),
    PersonalData(
        Watch, "user", _("diseases you watch"), _("to tell you about changes"), _UNTIL_ERASED
    ),
    PersonalData(
        TimelineEntry,
        "user",
        _("your own course"),
        _("so that you can show it to a doctor; nobody else sees it"),
        _UNTIL_ERASED,
    ),
    PersonalData(
        CoModerator,
        "user",
        _("where you keep order"),
        _SAFE,
        _("until you stop doing so"),
    ),
    PersonalData(Appeal, "author", _("appeals you made"), _SAFE, _UNTIL_ERASED),
    PersonalData(
        Report,
        "reporter",
        _("what you reported"),
        _SAFE,
        _("without your name once you are erased"),
        at_erasure=AtErasure.DETACH,
        leave_out=("about_id", "post_id", "message_id", "letter_id", "side_id", "group_id"),
    ),
    PersonalData(
        ModerationAction,
        "subject",
        _("what moderators decided about you"),
        _("to be able to account for it"),
        _("without your name once you are erased"),
        at_erasure=AtErasure.DETACH,
        leave_out=("actor_id", "report_id"),
    ),
)

declare_impersonal(Introduction, "A keyed hash of a pair and dates; it is dropped with its sides.")
declare_impersonal(
    Group, "A topic, or a room in the host's words; a circle has no words of its own."
)
declare_impersonal(Thread, "Dates and a content warning; the words belong to the posts.")
