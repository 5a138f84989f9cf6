from rarekin.api import help as helpline


def test_helplines_in__speak_the_language_and_were_seen(full_release):
    for language in ("en", "es", "fr"):
        found = helpline.helplines_in(language)
        assert found
        assert all(language in o.languages and o.seen in ("page", "list") for o in found)
    assert "Spain" in {o.country for o in helpline.helplines_in("es-MX")}


def test_helplines__no_number_that_nobody_saw_is_told(full_release):
    every = (*helpline.helplines(), *helpline.directories())
    assert len(helpline.helplines()) >= 18
    assert len(helpline.directories()) == 12
    assert not [o.name for o in every if o.seen == "memory" and o.phone]


def test_by_country__tells_countries_by_name_and_areas_last(full_release):
    countries = list(helpline.by_country(helpline.helplines()))
    assert countries[-1] == "Europe"
    assert countries[:-1] == sorted(countries[:-1])
