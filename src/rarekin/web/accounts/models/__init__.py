"""Everything about people that is stored; one file per idea."""

from rarekin.web.accounts.models.claim import RoleClaim
from rarekin.web.accounts.models.consent import Consent
from rarekin.web.accounts.models.host import Host, Invitation
from rarekin.web.accounts.models.leaving import Erasure, Tombstone
from rarekin.web.accounts.models.limit import Bucket
from rarekin.web.accounts.models.outbox import OutgoingMail
from rarekin.web.accounts.models.profile import Profile, ProfileDisease, ProfileSign, ProfileTopic
from rarekin.web.accounts.models.snapshot import DiseaseCount
from rarekin.web.accounts.models.user import User
from rarekin.web.accounts.models.wish import SignUpWish

__all__ = [
    "Bucket",
    "Consent",
    "DiseaseCount",
    "Erasure",
    "Host",
    "Invitation",
    "OutgoingMail",
    "Profile",
    "ProfileDisease",
    "ProfileSign",
    "ProfileTopic",
    "RoleClaim",
    "SignUpWish",
    "Tombstone",
    "User",
]
