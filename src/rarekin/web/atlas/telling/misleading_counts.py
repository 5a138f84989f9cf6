"""Shares that would mislead: told with who names the sign, or with why the count says little."""

from __future__ import annotations

from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.api.telling.hallmarks import NamedBy
from rarekin.web.atlas.telling.frequency import (
    FEWEST_COUNTED,
    OFTEN,
    HowOften,
    givers,
    is_well_counted,
    of_people,
    told,
)
from rarekin.web.shell.phrases import gettext as _


def hides_behind_a_count(finding: AnnotatedFinding, *, is_danger: bool) -> bool:
    """Tell whether a count would make a sign look seldom that a disease is known by or feared for.

    Parameters
    ----------
    finding
        What all sources together say.
    is_danger
        Whether it is a tumour or an emergency: who was counted once may have it later.

    Returns
    -------
    hides
        True where hardly anybody was counted, or few of those who were counted had it.
    """
    if not finding.denominator:
        return False
    if finding.denominator < FEWEST_COUNTED:
        return True
    is_low = (finding.frequency or 0.0) < OFTEN
    return is_low and (is_danger or not is_well_counted(finding))


def told_of_a_hallmark(finding: AnnotatedFinding, by: NamedBy, *, is_danger: bool) -> HowOften:
    """Say who names a sign, where the people counted would make it look seldom.

    Parameters
    ----------
    finding
        Counted, as `hides_behind_a_count` has it.
    by
        Who names it.
    is_danger
        Whether it is a tumour or an emergency.

    Returns
    -------
    how_often
        Without a share and without a bar; of an emergency without the count too.
    """
    words = {
        NamedBy.DANGER: _("told above as a danger"),
        NamedBy.TEXT: _("told in the text of this page"),
        NamedBy.DEFINITION: _("a definition of it names this"),
        NamedBy.CRITERIA: _("its published criteria name this"),
    }[by]
    if is_danger:
        return HowOften(words, detail=_("how often over a whole life was not counted"))
    if (finding.denominator or 0) < FEWEST_COUNTED:
        return HowOften(words)
    counted = of_people(finding.numerator or 0, finding.denominator or 1)
    so_few = _("%(counted)s; so few do not tell how often")
    return HowOften(words, detail=so_few % {"counted": counted})


def told_by_several(finding: AnnotatedFinding) -> HowOften:
    """Say that several sources describe a sign that was counted in hardly anybody.

    Parameters
    ----------
    finding
        Counted in fewer than five people.

    Returns
    -------
    how_often
        Without the count: it is no sign of one person only. Where another source
        gives a class, that class.
    """
    if (finding.denominator or 0) >= FEWEST_COUNTED or givers(finding):
        return told(finding)
    if not finding.numerator:
        return told(finding)
    return HowOften(_("described"), detail=_("by more than one source; hardly anybody was counted"))


def told_of_one_report(finding: AnnotatedFinding) -> HowOften:
    """Say how many had what one report was about, as they may have been chosen for it.

    Parameters
    ----------
    finding
        Counted in that report alone.

    Returns
    -------
    how_often
        Bare counts, without a share and without a bar.
    """
    counted = of_people(finding.numerator or 0, finding.denominator or 1)
    return HowOften(
        _("in one report about this"),
        detail=_("%(counted)s; they may have been chosen for it") % {"counted": counted},
    )


def told_of_a_mention(finding: AnnotatedFinding) -> HowOften:
    """Say that a sign was told of one person, by a report that hardly says who lacked it.

    Parameters
    ----------
    finding
        Counted in one person.

    Returns
    -------
    how_often
        Without a share and without a bar.
    """
    text = _("told of one person in a report on %(n)d; it hardly says who lacked it")
    return HowOften(_("described"), detail=text % {"n": finding.denominator})


def told_with_its_kind(finding: AnnotatedFinding, kind: str) -> HowOften:
    """Say that a kind of a sign was counted more often, so that its own count is too low.

    Parameters
    ----------
    finding
        The broader sign, counted.
    kind
        Name of the narrower one.

    Returns
    -------
    how_often
        Bare counts, without a share and without a bar.
    """
    counted = of_people(finding.numerator or 0, finding.denominator or 1)
    text = _("%(counted)s, which is too low: %(kind)s, a kind of it, was counted more often")
    return HowOften(_("described"), detail=text % {"counted": counted, "kind": kind})
