import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rarekin.web.accounts.arriving.passwords import CommonPartsValidator, is_listed
from rarekin.web.accounts.models import User


@pytest.mark.parametrize(
    "password",
    ["password123456", "Passw0rd123!", "qwertyuiop123", "iloveyou123456", "aaaaaaaaaaaaaaaa",
     "dragonmonkey2015", "poiuytrewq0987", "M3tallica1986!!", "p@ssw0rdp@ssw0rd",
     "rarekin123456", "rarekin rarekin", "love love love"],
)  # fmt: skip
def test_common_parts__are_refused(password):
    with pytest.raises(ValidationError):
        CommonPartsValidator().validate(password)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "correcthorsebatterystaple", "tangerine-cloud-17-bicycle",
     "солнце банан скамейка", "kW9#vLq2!mZx", "x" + "ÿ" * 3 + "0qZ!pp8yt"],
)  # fmt: skip
def test_uncommon_ones__of_any_letters_are_taken(password):
    validate_password(password, User(email="ada@example.org"))


@given(st.text(st.sampled_from("bcdfghjkmnpqrstvwxz2468"), min_size=12, max_size=40))
def test_length__is_the_only_thing_random_ones_are_measured_by(password):
    if len(set(password)) > 7:
        CommonPartsValidator().validate(password)


@given(st.sets(st.text(min_size=1, max_size=20), max_size=40), st.text(max_size=20))
def test_breached_file__finds_what_is_in_it_and_nothing_else(tmp_path_factory, known, other):
    path = tmp_path_factory.mktemp("pw") / "list"
    hashes = sorted(
        hashlib.sha1(p.encode(), usedforsecurity=False).hexdigest().upper() for p in known
    )
    path.write_text("".join(f"{h}:{n}\n" for n, h in enumerate(hashes)))
    assert all(is_listed(path, password) for password in known)
    assert is_listed(path, other) == (other in known)
    path.write_text("\r\n".join(h.lower() for h in hashes))
    assert all(is_listed(path, password) for password in known)


def test_breached_file__is_asked_at_every_new_password(tmp_path, settings):
    secret = "tangerine cloud bicycle lamp"
    validate_password(secret)
    path = tmp_path / "list"
    path.write_text(hashlib.sha1(secret.encode(), usedforsecurity=False).hexdigest().upper())
    settings.BREACHED_PASSWORDS = str(path)
    with pytest.raises(ValidationError, match="theft"):
        validate_password(secret)
