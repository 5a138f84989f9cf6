"""Token buckets in the database: how often somebody may do something."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rarekin.web.accounts.models import Bucket


@dataclass(frozen=True, slots=True)
class Limit:
    """``capacity`` times at once, refilled evenly over ``period_seconds``."""

    name: str
    capacity: int
    period_seconds: float


def bucket_key(limit: Limit, who: str) -> str:
    """Return a key that names nobody: a keyed hash of the limit's name and the person.

    Parameters
    ----------
    limit
        What is limited.
    who
        A user id or an address.

    Returns
    -------
    key
        64 hexadecimal digits.
    """
    message = f"{limit.name}:{who}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def place_of(address: str) -> str:
    """Return what stands for one connection to the internet.

    Parameters
    ----------
    address
        Of a network; IPv4 or IPv6.

    Returns
    -------
    place
        The address, or of IPv6 the first 64 bits: whoever has one such address has them all.

    Examples
    --------
    >>> place_of("203.0.113.7"), place_of("2001:db8:1:2:aaaa::1")
    ('203.0.113.7', '2001:db8:1:2::/64')
    """
    found = ipaddress.ip_address(address)
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """Return a cache key that names nobody; libraries put addresses into theirs.

    Parameters
    ----------
    key, key_prefix, version
        As Django's cache passes them.

    Returns
    -------
    key
        64 hexadecimal digits.
    """
    message = f"{key_prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


@transaction.atomic
def take(limit: Limit, who: str) -> bool:
    """Take one token if there is one.

    Parameters
    ----------
    limit
        What is limited.
    who
        A user id or an address.

    Returns
    -------
    is_allowed
        False where the person has to wait.
    """
    now = timezone.now()
    bucket, _created = Bucket.objects.select_for_update().get_or_create(
        key=bucket_key(limit, who),
        defaults={"tokens": float(limit.capacity), "updated_at": now},
    )
    passed = max(0.0, (now - bucket.updated_at).total_seconds())
    refilled = bucket.tokens + passed * limit.capacity / limit.period_seconds
    tokens = min(float(limit.capacity), refilled)
    is_allowed = tokens >= 1.0
    bucket.tokens = tokens - 1.0 if is_allowed else tokens
    bucket.updated_at = now
    bucket.save(update_fields=("tokens", "updated_at"))
    return is_allowed
