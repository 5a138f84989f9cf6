"""What is stored about people who meet; one file per idea."""

from rarekin.web.community.models.contact import ContactLink
from rarekin.web.community.models.group import (
    EarlierWords,
    Following,
    Group,
    Membership,
    MeToo,
    Post,
    Seat,
    Thread,
)
from rarekin.web.community.models.introduction import (
    Block,
    CardLine,
    Introduction,
    KeptLetter,
    Message,
    Side,
)
from rarekin.web.community.models.matching import MatchKey, MatchState, MeetingWish
from rarekin.web.community.models.notice import MailRhythm, Notice, Watch
from rarekin.web.community.models.safety import Appeal, CoModerator, ModerationAction, Report
from rarekin.web.community.models.timeline import TimelineEntry

__all__ = [
    "Appeal",
    "Block",
    "CardLine",
    "CoModerator",
    "ContactLink",
    "EarlierWords",
    "Following",
    "Group",
    "Introduction",
    "KeptLetter",
    "MailRhythm",
    "MatchKey",
    "MatchState",
    "MeToo",
    "MeetingWish",
    "Membership",
    "Message",
    "ModerationAction",
    "Notice",
    "Post",
    "Report",
    "Seat",
    "Side",
    "Thread",
    "TimelineEntry",
    "Watch",
]
