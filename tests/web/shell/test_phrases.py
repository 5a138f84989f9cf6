from django.utils import translation

from rarekin.web.shell import phrases


def test_gettext__follows_the_active_language():
    lazy = phrases.gettext_lazy("Signs")
    for code in ("en", "es", "fr", "en"):
        with translation.override(code):
            assert phrases.gettext("Signs") == translation.gettext("Signs") == str(lazy)


def test_ngettext__chooses_by_the_number_as_django_does():
    pair = "%(n)d of %(total)d", "%(n)d of %(total)d"
    for code in ("en", "es", "fr"):
        with translation.override(code):
            for n in (0, 1, 2):
                assert phrases.ngettext(*pair, n) == translation.ngettext(*pair, n)


def test_one_language__ends_with_its_block():
    with translation.override("es"), phrases.one_language():
        assert phrases.language() == "es"
    with translation.override("fr"):
        assert phrases.language() == "fr"
