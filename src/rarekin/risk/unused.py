"""What a family file says that a model cannot use, told rather than dropped."""

from __future__ import annotations

from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import AFFECTED
from rarekin.model.sentences import sentence
from rarekin.risk.models import RiskModel


def unused(family: Family, model: RiskModel) -> list[Issue]:
    """Return what was recorded of somebody and not used.

    Parameters
    ----------
    family, model
        As computed with.

    Returns
    -------
    issues
        One for each disease, people or kind of test that the model does not know.
    """
    issues = []
    for i_person, person in enumerate(family.people):
        is_told = any(model.phenotype_slug(key) for key in person.phenotypes)
        for key, said in person.phenotypes.items():
            # Free of other cancers, beside those of the model: files of many diseases say so.
            is_aside = is_told and said.state is State.EXCLUDED
            if key != AFFECTED and model.phenotype_slug(key) is None and not is_aside:
                known = ", ".join(p.slug for p in model.phenotypes)
                issues.append(
                    Issue(
                        "phenotype-not-in-model",
                        IssueLevel.WARNING,
                        f"people[{i_person}].phenotypes.{key}",
                        sentence(
                            "The model %(slug)s says nothing about %(key)s; it was not used.",
                            slug=repr(model.slug),
                            key=repr(key),
                        ),
                        sentence(
                            "It speaks of %(known)s, or %(affected)s for any of them.",
                            known=known,
                            affected=repr(AFFECTED),
                        ),
                    )
                )
        if person.ancestry and model.people_of(person.ancestry) is None:
            known = ", ".join(p.slug for p in model.populations) or sentence("none")
            issues.append(
                Issue(
                    "ancestry-not-in-model",
                    IssueLevel.NOTICE,
                    f"people[{i_person}].ancestry",
                    sentence(
                        "The model %(slug)s has no figures of %(ancestry)s; its own were used.",
                        slug=repr(model.slug),
                        ancestry=f"{person.ancestry!r:.40}",
                    ),
                    sentence(
                        "It has those of: %(known)s. Or write carrier_frequency.", known=known
                    ),
                )
            )
        if model.locus != "copies" and any(t.copies is not None for t in person.tests):
            issues.append(
                Issue(
                    "test-not-in-model",
                    IssueLevel.WARNING,
                    f"people[{i_person}].tests",
                    sentence(
                        "The model %(slug)s does not count copies of the gene; the count of "
                        "%(person)s was not used.",
                        slug=repr(model.slug),
                        person=repr(person.id),
                    ),
                    sentence(
                        "Choose a model that does, such as 'sma', or write the result of the test."
                    ),
                )
            )
    return issues
