"""``/about/accuracy``: how often the ranking was right on patients whose disease is known."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from rarekin.api.draw import draw_calibration
from rarekin.api.ranking.accuracy import Accuracy, accuracy


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what was measured for the kind of release that serves."""
    measured = accuracy()
    drawing = draw_calibration(
        measured.calibration,
        title=_("Stated and true"),
        said=pgettext("axis of a chart", "stated"),
        true=pgettext("axis of a chart", "came true"),
    )
    context = {
        "measured": measured,
        "rows": _rows(measured),
        "drawing": drawing,
        "off_by": round(100 * measured.error),
        "auc_none": round(100 * measured.auc_none),
        "on": date_format(datetime.date.fromisoformat(measured.measured), _("j F Y")),
    }
    return render(request, "clinic/accuracy.html", context)


def _rows(measured: Accuracy) -> list[dict[str, object]]:
    """Return the table, in whole people of 100."""
    named = {
        "unread": _("People from papers that nobody had read for the descriptions"),
        "unread_alone": _("Of these: nobody else with their disease is published"),
        "lirical": _("A set that others chose; most of its papers are in the descriptions"),
        "lirical_alone": _("Of these: no other published patient is known here"),
    }
    return [
        {
            "who": named[group.who],
            "people": group.people,
            "ranking": [round(100 * share) for share in group.ranking],
            "likelihood": [round(100 * share) for share in group.likelihood],
        }
        for group in measured.groups
    ]
