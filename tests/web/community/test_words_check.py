import pytest

from rarekin.web.accounts.guarding.ways_elsewhere import has_contact, n_links


@pytest.mark.parametrize(
    "words",
    [
        "ann@example.org",
        "ann (at) example (dot) org",
        "\uff41nn\uff20example.org",
        "a\u200bnn@exa\u200bmple.org",
        "+44 20 7946 0958",
        "call 0171-555-1234 please",
        "find me on WhatsApp",
    ],
)
def test_contact__is_found_in_disguise(words):
    assert has_contact(words)


@pytest.mark.parametrize(
    "words", ["since 2019 on 3 of 10 days", "the signal was weak", "50 mg at 8 and 20 h", "p. 12"]
)
def test_plain_words__are_no_contact(words):
    assert not has_contact(words)


def test_links__are_counted_once_each():
    assert n_links("https://example.org/a and www.example.net, also example.com/x") == 3
    assert n_links("no.") == 0


@pytest.mark.parametrize("part", ["a", "1", "a.", " ", "-"])
def test_long_words__are_looked_through(part):
    words = part * (10_000 // len(part))
    assert has_contact(words) is (part == "1")
    assert n_links(words) <= 1
