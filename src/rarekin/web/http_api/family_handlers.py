"""What each address about a family does: one call through the door, nothing computed here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import combinations

from rarekin.api.family import families as family_files
from rarekin.api.family import family_answers
from rarekin.api.family import risk as risk_door
from rarekin.api.family.other_ids import in_our_ids
from rarekin.api.family.what_if import what_if
from rarekin.errors import InputError, TooLarge
from rarekin.model.family import Family
from rarekin.model.issues import Issue
from rarekin.web.http_api import family_bodies
from rarekin.web.http_api import family_replies as replies
from rarekin.web.http_api.bodies import NoQuery


def risk_models(_: str, __: NoQuery) -> replies.RiskModelsReply:
    """Return every inheritance model."""
    return replies.RiskModelsReply(
        models=tuple(replies.RiskModelBrief.model_validate(one) for one in risk_door.models())
    )


def find_model(slug: str) -> object:
    """Return the model an address means, or refuse."""
    return risk_door.model(slug)


def risk_model(slug: str, _: NoQuery) -> replies.RiskModelReply:
    """Return one inheritance model."""
    return replies.RiskModelReply.model_validate(risk_door.model(slug))


def risk_of_family(slug: str, body: family_bodies.RiskBody) -> replies.RiskReply:
    """Compute everybody's chances."""
    family, issues = _read(body)
    result = _risk(family, slug, body)
    reply = replies.RiskReply.model_validate(result)
    people = [
        row.model_copy(update={"by_age": tuple(_by_age(result, row.person, body.ages))})
        for row in reply.people
    ]
    return reply.model_copy(update={"people": tuple(people), "issues": (*issues, *result.issues)})


def tests_of_family(slug: str, body: family_bodies.PersonBody) -> replies.TestsReply:
    """Order the living by what a gene test of each would tell about one person."""
    family, issues = _read(body)
    person = _asked(family, body)
    worth = family_answers.worth_of_tests(
        family, slug, person, parameters=body.parameters or None, curves=body.own_curves()
    )
    rows = tuple(replies.TestRow.model_validate(one) for one in worth)
    return replies.TestsReply(person=person, tests=rows, issues=issues)


def sum_by_hand(slug: str, body: family_bodies.PersonBody) -> replies.HandReply:
    """Write one person's calculation out."""
    family, issues = _read(body)
    table = family_answers.by_hand(
        family,
        slug,
        _asked(family, body),
        parameters=body.parameters or None,
        curves=body.own_curves(),
    )
    # What is missing counts for nothing in the table; the chances give a range then.
    missing = _risk(family, slug, body).issues
    reply = replies.HandReply.model_validate(table)
    return reply.model_copy(update={"issues": (*issues, *missing)})


def letter_to_relative(slug: str, body: family_bodies.PersonBody) -> replies.LetterReply:
    """Write a letter to one person that names nobody."""
    family, _ = _read(body)
    person = _asked(family, body)
    paragraphs = family_answers.letter(_risk(family, slug, body), person)
    return replies.LetterReply(person=person, paragraphs=paragraphs)


def bayes_factor(slug: str, body: family_bodies.PersonBody) -> replies.BayesFactorReply:
    """Weigh whether a variant runs with the disease."""
    family, issues = _read(body)
    person = _asked(family, body)
    factor = family_answers.bayes_factor(
        family, slug, person, parameters=body.parameters or None, curves=body.own_curves()
    )
    return replies.BayesFactorReply(person=person, bayes_factor=factor, issues=issues)


def variants_of_family(slug: str, body: family_bodies.VariantsBody) -> replies.VariantsReply:
    """Compute variants of a family beside each other."""
    family, issues = _read(body)
    found = what_if(
        family, slug, body.variants, parameters=body.parameters or None, curves=body.own_curves()
    )
    rows = tuple(
        replies.VariantRow(
            variant=one.title,
            problem=one.problem,
            people=tuple(replies.PersonRow.model_validate(p) for p in one.people.values()),
        )
        for one in found
    )
    return replies.VariantsReply(variants=rows, issues=issues)


def kinship(_: str, body: family_bodies.KinBody) -> replies.KinshipReply:
    """Say who is related, and how closely."""
    family, issues = _read(body)
    if len(family) > MAX_KIN:
        raise TooLarge(
            f"{len(family)} people make more pairs than an answer holds: {MAX_KIN} people at most.",
            hint="Send fewer people.",
            where="family",
        )
    found = family_answers.kinship(family)
    pairs = (
        replies.KinshipRow(one=one, other=other, kinship=found.between(one, other))
        for one, other in combinations(found.ids, 2)
    )
    return replies.KinshipReply(
        kinship=tuple(pair for pair in pairs if pair.kinship > 0),
        inbreeding={id_: f for id_ in found.ids if (f := found.inbreeding(id_)) > 0},
        issues=issues,
    )


MAX_KIN = 300


def _read(body: family_bodies.KinBody) -> tuple[Family, tuple[Issue, ...]]:
    family, issues = risk_door.read_family(
        body.content(), family=body.name, add_parents=body.add_parents
    )
    risk_door.refuse_unread(issues)
    return in_our_ids(family), issues


def _risk(family: Family, slug: str, body: family_bodies.ModelBody) -> risk_door.FamilyRisk:
    return risk_door.family_risk(
        family, slug, parameters=body.parameters or None, curves=body.own_curves()
    )


def _by_age(
    risk: risk_door.FamilyRisk, person: str, ages: Sequence[float]
) -> Iterator[replies.AgeRow]:
    for age in ages:
        for phenotype in risk.model.phenotypes:
            found = risk.age_chance(person, phenotype.slug, age)
            yield replies.AgeRow.model_validate(
                {"phenotype": phenotype.slug, **dataclasses.asdict(found)}
            )


def _asked(family: Family, body: family_bodies.PersonBody) -> str:
    people = family.people
    marked = [p.id for p in people if p.consultand] + [p.id for p in people if p.proband]
    if not body.person and not marked:
        raise InputError(
            "Nobody in this family is marked as the one who asks.",
            hint="Name the person the answer is about.",
            where="person",
        )
    return body.person or marked[0]


def family_file(_: str, body: family_bodies.FamilyBody) -> replies.FamilyReply:
    """Check a family file, write it in another standard, and draw it."""
    content = body.content()
    opened = family_files.open_families(content)
    family, issues = family_files.read_family(
        content, family=body.name, add_parents=body.add_parents
    )
    if family.errors:
        return replies.FamilyReply.of(opened, family, issues)
    data, lost = family_files.write_as(family, body.to)
    drawing = risk_door.drawing_of_family(family) if body.draw else None
    return replies.FamilyReply.of(
        opened, family, (*issues, *lost), written=data.decode(), drawing=drawing
    )
