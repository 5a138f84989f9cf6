from rarekin.web.shell import checks


def test_checks__are_silent_on_a_sound_installation(settings):
    settings.SECRET_KEY_IS_KEPT, settings.DEBUG, settings.ALLOWED_HOSTS = True, False, ["a"]
    assert checks.check_secret_key(None) == []
    assert checks.check_debug(None) == []
    assert checks.check_hosts(None) == []
    assert checks.check_site_url(None) == []


def test_checks__name_the_fault_and_what_to_do(settings, monkeypatch):
    settings.SECRET_KEY_IS_KEPT, settings.DEBUG, settings.IS_HTTPS = False, True, True
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setenv("RAREKIN_SITE_URL", "rare.example")
    found = [
        *checks.check_secret_key(None),
        *checks.check_debug(None),
        *checks.check_hosts(None),
        *checks.check_site_url(None),
    ]
    assert [m.id for m in found] == [f"rarekin.shell.{i}" for i in ("W001", "E001", "W002", "E002")]
    assert all(m.hint for m in found)


def test_mails__without_an_address_for_their_links_are_warned_of(settings, monkeypatch):
    settings.SITE_URL = ""
    assert checks.check_mail_links(None) == []
    monkeypatch.setenv("RAREKIN_SMTP_HOST", "mail.example")
    [told] = checks.check_mail_links(None)
    assert "RAREKIN_SITE_URL" in told.msg
    settings.SITE_URL = "https://rare.example"
    assert checks.check_mail_links(None) == []
