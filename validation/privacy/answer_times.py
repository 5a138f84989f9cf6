"""Compare how much work sign-up, sign-in and password reset are for known and unknown addresses.

Measured in processor time, so that what else the machine does is left out.

Run: python validation/privacy/answer_times.py [rounds]
"""

import os
import statistics
import sys
import tempfile
import time

os.environ["RAREKIN_HOME"] = tempfile.mkdtemp()
os.environ["DJANGO_SETTINGS_MODULE"] = "rarekin.web.settings"

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - Django starts first
from django.core.cache import cache  # noqa: E402 - Django starts first
from django.core.management import call_command  # noqa: E402 - Django starts first
from django.test import Client  # noqa: E402 - Django starts first

from rarekin.web.accounts.models import Bucket, Host, User  # noqa: E402 - Django starts first

KNOWN, UNKNOWN = "ada.known@example.org", "eve.other@example.org"
PAGES = {
    "sign-up": ("/account/signup/", lambda who: {"email": who, "is_adult": "on"}),
    "sign-in": ("/account/login/", lambda who: {"login": who, "password": "not the password"}),
    "reset": ("/account/password/reset/", lambda who: {"email": who}),
}


def prepare() -> None:
    """Make an empty site with one account."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    Host.objects.create(
        name="H", imprint="I", privacy_contact="p@example.org", terms="T", rules="R",
        invitation_only=False,
    )  # fmt: skip
    user = User.objects.create_user(KNOWN, "correct horse battery staple")
    EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)


def seconds(path: str, fields: dict[str, str]) -> float:
    """Measure one POST, limits reset."""
    cache.clear()
    Bucket.objects.all().delete()
    client = Client(headers={"host": "localhost"})
    started = time.process_time()
    client.post(path, fields)
    return time.process_time() - started


def main() -> None:
    """Alternate known and unknown, and print medians and spread."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    prepare()
    for name, (path, fields) in PAGES.items():
        times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
        for n in range(rounds + 3):
            for who in (KNOWN, UNKNOWN) if n % 2 else (UNKNOWN, KNOWN):
                took = seconds(path, fields(who))
                if n >= 3:
                    times[who].append(1000 * took)
        known, unknown = (statistics.median(times[w]) for w in (KNOWN, UNKNOWN))
        spread = statistics.stdev(times[KNOWN] + times[UNKNOWN])
        print(
            f"{name:8} known {known:7.1f} ms  unknown {unknown:7.1f} ms  "
            f"difference {known - unknown:+6.1f} ms  spread {spread:5.1f} ms  n={rounds}"
        )


if __name__ == "__main__":
    main()
