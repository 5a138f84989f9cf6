"""Places only signed-in people go to; each app registers its own when Django starts."""

from __future__ import annotations

from rarekin.web.shell.navigation import Menu

_own = Menu()
register, links = _own.register, _own.links
