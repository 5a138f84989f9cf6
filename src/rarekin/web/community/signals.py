"""What must follow when people change what they say or agree to."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from rarekin.web.accounts.being.clocks import on_clock
from rarekin.web.accounts.being.looked_at import on_looked_at
from rarekin.web.accounts.models import Profile, ProfileDisease, ProfileSign, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.consents import on_withdrawal
from rarekin.web.accounts.rights.letters import on_letters_taken_back
from rarekin.web.accounts.rights.purposes import INTRODUCTIONS
from rarekin.web.community.finding.card_more import take_back
from rarekin.web.community.finding.introductions import leave_proposals
from rarekin.web.community.finding.keys import drop_keys, mark_stale
from rarekin.web.community.models import MailRhythm, Notice
from rarekin.web.community.talking.letters import take_all_back
from rarekin.web.community.telling.notices import notify
from rarekin.web.community.telling.service_mails import write_of_account


def _entry_changed(instance: ProfileDisease | ProfileSign, **_kwargs: Any) -> None:
    mark_stale(instance.profile_id)
    _sign_changed(instance)


def _sign_changed(instance: ProfileDisease | ProfileSign) -> None:
    if isinstance(instance, ProfileSign):
        take_back(instance.profile)


def _entry_gone(instance: ProfileDisease | ProfileSign, **_kwargs: Any) -> None:
    # The whole profile may be going: nothing may be made for it again.
    mark_stale(instance.profile_id, make=False)
    _sign_changed(instance)


def _profile_changed(instance: Profile, **_kwargs: Any) -> None:
    instance.card_lines.exclude(text=instance.line).delete()
    take_back(instance)
    if instance.reach == Reach.HIDDEN:
        drop_keys(instance.user)
    mark_stale(instance.pk)


def _clock_told(user: User, clock: str) -> None:
    # Only at first: what somebody chose themselves stays.
    MailRhythm.objects.get_or_create(user=user, defaults={"clock": clock})


def _account_looked_at(user: User) -> None:
    notify(user.pk, Notice.Kind.ACCOUNT, about="account")
    write_of_account(user)


on_clock(_clock_told)
on_looked_at(_account_looked_at)
for _model in (ProfileDisease, ProfileSign):
    post_save.connect(_entry_changed, sender=_model, dispatch_uid=f"community-{_model.__name__}")
    post_delete.connect(
        _entry_gone, sender=_model, dispatch_uid=f"community-{_model.__name__}-gone"
    )
post_save.connect(_profile_changed, sender=Profile, dispatch_uid="community-profile")
on_withdrawal(INTRODUCTIONS, drop_keys)
on_withdrawal(INTRODUCTIONS, leave_proposals)
on_letters_taken_back(take_all_back)
