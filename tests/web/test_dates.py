import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

MOMENT = datetime.datetime(2026, 11, 2, 20, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("shape", ["DATE_FORMAT", "DATETIME_FORMAT"])
def test_dates__name_the_month(language, shape):
    with override(language):
        assert "nov" in date_format(MOMENT, shape).lower()


def test_dates__english_is_not_american():
    assert date_format(MOMENT, "DATE_FORMAT") == "2 November 2026"
    assert date_format(MOMENT, "SHORT_DATETIME_FORMAT") == "2 Nov 2026, 20:05"
