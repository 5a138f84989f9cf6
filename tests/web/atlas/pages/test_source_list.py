import datetime

import pytest

from rarekin.api.making.last_sync import LastSync, remember_sync
from rarekin.sources.declaration import declarations

pytestmark = pytest.mark.django_db
MOMENT = datetime.datetime(2026, 11, 22, 8, 30, tzinfo=datetime.UTC)


def _page(client):
    return client.get("/sources").content.decode()


def test_sources__every_declared_source_and_untried_address_is_there(toy_release, client):
    html = _page(client)
    for name, source in declarations().items():
        assert f'id="source-{name}"' in html
        for file in source.files:
            assert not file.url or f'href="{file.url}"' in html
    assert html.count("not yet tried") >= 20
    assert "not in this release" in html


def test_sources__the_last_sync_shows_at_once(toy_release, client, tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    assert "has not yet asked its sources" in _page(client)
    remember_sync(tmp_path, LastSync(MOMENT, "v", False, (), {"doid": "No <route>."}))
    html = _page(client)
    assert "22 November 2026" in html
    assert "No &lt;route&gt;." in html
    later = MOMENT + datetime.timedelta(days=1)
    remember_sync(tmp_path, LastSync(later, "v", False, (), {"build": "The disk is full."}))
    html = _page(client)
    assert "The disk is full." in html
    assert "No &lt;route&gt;." not in html
