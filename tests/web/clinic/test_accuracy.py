import pytest
from django.test import Client

from rarekin.api.ranking.accuracy import accuracy, measured_for


@pytest.fixture
def client(toy_release):
    return Client()


@pytest.mark.parametrize("has_cases", [True, False])
def test_measured__more_places_find_more_and_every_share_is_one(has_cases):
    measured = measured_for(has_cases)
    assert len(measured.groups) == 4
    for group in measured.groups:
        for shares in (group.likelihood, group.ranking):
            assert 0 < shares[0] <= shares[1] <= shares[2] < 1
    for said, right in measured.calibration:
        assert 0 <= said <= 1
        assert 0 <= right <= 1


@pytest.mark.parametrize("has_cases", [True, False])
def test_measured__the_stated_error_is_that_of_the_ten_groups(has_cases):
    measured = measured_for(has_cases)
    mean = sum(abs(said - right) for said, right in measured.calibration) / 10
    assert measured.error == pytest.approx(mean, abs=0.004)


def test_page__shows_every_group_with_its_people(client):
    page = client.get("/about/accuracy").content.decode()
    for group in accuracy().groups:
        assert f"({group.people} people)" in page
        assert f"<td>{100 * group.ranking[2]:.0f}</td>" in page


def test_page__is_reached_from_about(client):
    assert 'href="/about/accuracy"' in client.get("/about").content.decode()


def test_page__answers_only_questions(client):
    assert client.post("/about/accuracy").status_code == 405
