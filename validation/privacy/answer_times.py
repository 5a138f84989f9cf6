"""Compare the work of answering for known and unknown addresses, in whatever state they are.

Measured in processor time, so that what else the machine does is left out. Known and unknown take
turns; what is printed is the median of the differences between neighbours, with the interval in
which the true median lies in 997 of 1,000 runs: with eighteen comparisons, one run in twenty
finds something by chance. An answer tells something where that interval leaves out zero.

Run: python validation/privacy/answer_times.py [rounds]
"""

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

os.environ["RAREKIN_HOME"] = tempfile.mkdtemp()
os.environ["DJANGO_SETTINGS_MODULE"] = "rarekin.web.settings"

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - Django starts first
from allauth.mfa.models import Authenticator  # noqa: E402 - Django starts first
from django.core.cache import cache  # noqa: E402 - Django starts first
from django.core.management import call_command  # noqa: E402 - Django starts first
from django.test import Client  # noqa: E402 - Django starts first
from django.utils import timezone  # noqa: E402 - Django starts first

from rarekin.web.accounts.models import Bucket, Host, SignUpWish, User  # noqa: E402 - as above

PASSWORD = "correct horse battery staple"
# Every state an address may be in; all have the same length.
STATES = ("known", "suspended", "held", "two factors", "no password", "unconfirmed")
PAGES: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "sign-up": ("/account/signup/", lambda who: {"email": who, "is_adult": "on"}),
    "sign-in": ("/account/login/", lambda who: {"login": who, "password": "not the password"}),
    "reset": ("/account/password/reset/", lambda who: {"email": who}),
}


def address(n: int) -> str:
    """Return an address; each is as long as any other."""
    return f"person{n:03}@example.org"


def prepare() -> dict[str, str]:
    """Make an empty site with an account in each state, and return their addresses."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    Host.objects.create(
        name="H", imprint="I", privacy_contact="p@example.org", terms="T", rules="R",
        invitation_only=False,
    )  # fmt: skip
    found = {}
    for n, state in enumerate(STATES):
        password = None if state == "no password" else PASSWORD
        user = User.objects.create_user(address(n), password)
        is_confirmed = state != "unconfirmed"
        EmailAddress.objects.create(
            user=user, email=user.email, verified=is_confirmed, primary=True
        )
        if state == "suspended":
            User.objects.filter(pk=user.pk).update(suspended_at=timezone.now())
        if state == "held":
            User.objects.filter(pk=user.pk).update(is_held=True)
        if state == "two factors":
            kind = Authenticator.Type.TOTP
            Authenticator.objects.create(user=user, type=kind, data={"secret": "x"})
        found[state] = address(n)
    return found


def milliseconds(path: str, fields: dict[str, str]) -> float:
    """Measure one POST, limits and what it left reset."""
    cache.clear()
    Bucket.objects.all().delete()
    SignUpWish.objects.all().delete()
    client = Client(headers={"host": "localhost"})
    started = time.process_time()
    client.post(path, fields)
    return 1000 * (time.process_time() - started)


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Return where the true median lies in 997 of 1,000 runs, by order statistics.

    Parameters
    ----------
    differences
        At least ten.

    Returns
    -------
    low, high
        Nothing is taken for granted of how the times are spread.
    """
    ordered, n = sorted(differences), len(differences)
    k = max(0, math.floor(n / 2 - 1.48 * math.sqrt(n)) - 1)
    return ordered[k], ordered[n - 1 - k]


def main() -> int:
    """Print every page and state; the answer is 1 where one tells something."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    known, tells = prepare(), 0
    for page, (path, fields) in PAGES.items():
        for state, who in known.items():
            differences: list[float] = []
            usual: list[float] = []
            for n in range(rounds + 3):
                unknown = address(900 + n % 90)
                pair = [milliseconds(path, fields(each)) for each in _turns(who, unknown, n)]
                mine, other = pair if n % 2 else pair[::-1]
                if n >= 3:
                    differences.append(mine - other)
                    usual.append(other)
            low, high = interval(differences)
            is_told = low > 0 or high < 0
            tells += is_told
            print(
                f"{page:8} {state:12} unknown {statistics.median(usual):6.1f} ms  difference "
                f"{statistics.median(differences):+6.2f} ms [{low:+.2f}, {high:+.2f}]"
                f"{'  TELLS' if is_told else ''}",
                flush=True,
            )
    print(f"{tells} of {len(PAGES) * len(known)} tell something, n={rounds}")
    return 1 if tells else 0


def _turns(who: str, unknown: str, n: int) -> tuple[str, str]:
    return (who, unknown) if n % 2 else (unknown, who)


if __name__ == "__main__":
    sys.exit(main())
