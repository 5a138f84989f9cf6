"""Static files cut short by a loss of power are gathered anew when the site starts."""

import json

from rarekin.web import serving


def test_static__a_manifest_cut_short_is_made_anew_with_all_files(tmp_path, settings, monkeypatch):
    place = tmp_path / "static"
    settings.STATIC_ROOT = place
    place.mkdir()
    (place / "staticfiles.json").write_bytes(b"")
    (place / "left.css").write_bytes(b"")
    done = []
    monkeypatch.setattr(serving, "call_command", lambda *given, **_how: done.append(given))
    serving.collect_static()
    assert done == [("collectstatic",)]
    assert not place.exists()


def test_static__a_whole_manifest_stays(tmp_path, settings, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": {}}))
    monkeypatch.setattr(serving, "call_command", lambda *_given, **_how: None)
    serving.collect_static()
    assert (tmp_path / "staticfiles.json").exists()
