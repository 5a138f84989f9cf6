"""Models of the general modes of inheritance, with the settings that textbook problems assume."""

from tests.risk.families import ONE_COPY, family, man, woman

from rarekin.api.family.risk import family_risk

RARE = 1e-9
NO_MUTATION = {"mutation_rate_father": 0.0, "mutation_rate_mother": 0.0}
# Textbook problems take the healthy to be past every age of onset, know no mosaics, and of what
# lies on the X chromosome hold women with one changed copy to be well.
SETTLED = {"onset_until_years": 0.0}
NO_MOSAIC = {"new_from_mosaic": 0.0}


def het(q):
    return 2 * q * (1 - q)


def recessive(people, carrier_frequency=RARE, **more):
    return family_risk(
        family(*people),
        "ar",
        parameters={"carrier_frequency": carrier_frequency, **SETTLED, **more},
    )


def x_linked(people, carrier_frequency=RARE, **more):
    values = {"penetrance_carrier": 0.0, **NO_MUTATION, **SETTLED, **NO_MOSAIC, **more}
    values.setdefault("carrier_frequency", carrier_frequency)
    return family_risk(family(*people), "xr", parameters=values)


def dominant(people, **more):
    return family_risk(
        family(*people), "ad", parameters={**NO_MUTATION, **SETTLED, **NO_MOSAIC, **more}
    )


def disease(risk, id_):
    return risk.person(id_).phenotypes[0].p_lifetime


def carrier_parents(*children):
    return (man("dad", tests=ONE_COPY), woman("mum", tests=ONE_COPY), *children)
