import pytest

from rarekin.errors import InputError
from rarekin.web.accounts.arriving.second_factor import SealingAdapter

SEED = "JBSWY3DPEHPK3PXP"


def test_seed__rests_sealed_and_opens_again():
    sealed = SealingAdapter().encrypt(SEED)
    assert SEED not in sealed
    assert SealingAdapter().decrypt(sealed) == SEED
    assert SealingAdapter().encrypt(SEED) != sealed


def test_seed__opens_after_the_secret_was_changed_and_the_old_one_kept(settings):
    sealed = SealingAdapter().encrypt(SEED)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of a good length, made for this test alone"
    assert SealingAdapter().decrypt(sealed) == SEED
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InputError, match="former secret key is missing"):
        SealingAdapter().decrypt(sealed)
