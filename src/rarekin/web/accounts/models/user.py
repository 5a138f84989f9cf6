"""Who may sign in: an address and a password or passkey, nothing about health."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people who can sign in."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Create somebody with a normalised address; without a password they use a passkey."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None) -> User:
        """Create a host administrator."""
        return self.create_user(email, password, is_host=True)


class User(AbstractBaseUser):
    """A login. The public name, if any, is the profile's pseudonym and never this address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    # Takes part in nothing and is seen by nobody, but signs in to read why and to appeal.
    suspended_at = models.DateTimeField(null=True, blank=True)
    is_host = models.BooleanField(default=False)
    is_moderator = models.BooleanField(default=False)
    # Signed up without the proof of work: stays hidden until a moderator has looked.
    is_held = models.BooleanField(default=False)
    # Of the pages on which the account was made; mails speak it.
    language = models.CharField(max_length=8, blank=True, default="")
    joined_at = models.DateTimeField(default=timezone.now)
    # When somebody who stayed away for years was told that the account will be erased.
    told_idle_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.id)

    @property
    def date_joined(self) -> object:
        """The name that sign-up libraries expect."""
        return self.joined_at

    @property
    def is_staff(self) -> bool:
        """Whether the person keeps order here: the host or a moderator."""
        return self.is_host or self.is_moderator
