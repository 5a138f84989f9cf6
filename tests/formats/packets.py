"""Phenopackets as hypothesis makes them: usual ones, and ones with odd keys and values."""

from hypothesis import strategies as st

TERMS = ["HP:0001250", "HP:0000252", "HP:0001263", "HP:0004322"]
ODD_IDS = [
    "hp:1250", "HP:0000001", "HP:0000118", "HP:0003577", "HP:0000006", "HP:9999999", "HP_0000252",
    "MONDO:0008153", "seizure", "", None, 7, "HP:0000252 ", ["HP:0000252"], "HP:0008873",
]  # fmt: skip
ODD = [
    None, True, False, 0, 1, "", "true", "false", "no", [], {}, [{}], {"id": "HP:0000252"}, "x",
    10**400, "\ud800",
]  # fmt: skip
odd = st.sampled_from(ODD)
ages = st.sampled_from(["P3Y", "P1Y6M", "24Y", "P200Y", "", "P", "P3Y ", None, 3])
times = (
    st.builds(lambda a: {"age": {"iso8601duration": a}}, ages)
    | st.builds(lambda a: {"age": a}, ages)
    | st.builds(lambda i: {"ontologyClass": {"id": i, "label": "x"}},
                st.sampled_from(["HP:0003577", "hp:3577", "MONDO:0008153", "", None]))
    | st.builds(lambda a, b: {"ageRange": {"start": {"iso8601duration": a},
                                           "end": {"iso8601duration": b}}}, ages, ages)
    | st.sampled_from([{"gestationalAge": {"weeks": 30}}, {"timestamp": "2020-01-01T00:00:00Z"}])
    | odd
)  # fmt: skip
classes = st.builds(
    lambda i, label: {"id": i} | ({"label": label} if label else {}),
    st.sampled_from([*TERMS * 6, *ODD_IDS]),
    st.sampled_from(["x", "Seizure", "", None]),
)


def some(fields: dict, extra: dict) -> st.SearchStrategy:
    """Objects with all ``fields`` and now and then one of ``extra``."""
    chosen = st.sampled_from(["", "", "", "", *extra])
    return chosen.flatmap(
        lambda name: st.fixed_dictionaries(fields | ({name: extra[name]} if name else {}))
    )


features = some(
    {"type": classes},
    {
        "excluded": st.booleans() | odd,
        "negated": st.booleans() | odd,
        "Excluded": odd,
        "isExcluded": odd,
        "onset": times,
        "ageOfOnset": times,
        "class_of_onset": classes,
        "severity": classes,
        "modifiers": st.lists(classes, max_size=2) | odd,
        "evidence": st.just([{}]),
        "resolution": times,
        "observed": st.sampled_from(["no", "yes", ""]),
    },
)
diseases = some(
    {"term": st.builds(lambda i: {"id": i}, st.sampled_from(
        ["OMIM:166350", "Orphanet:2762", "ORPHA:2762", "OMIM:0166350", "", None, "x", 3]))},
    {"excluded": st.booleans() | odd, "onset": times, "negated": odd, "primarySite": classes},
)  # fmt: skip
genomic = some(
    {
        "interpretationStatus": st.sampled_from(
            ["CAUSATIVE", "REJECTED", "UNKNOWN_STATUS", "", None, 0, "causative"]
        ),
        "variantInterpretation": st.builds(
            lambda acmg, gene, more: {
                "acmgPathogenicityClassification": acmg,
                "variationDescriptor": {"geneContext": gene},
            } | more,
            st.sampled_from(["PATHOGENIC", "NOT_PROVIDED", "pathogenic", None, "", 4]),
            st.sampled_from([{"symbol": "GNAS"}, {"symbol": ""}, {}, None, {"symbol": 3}]),
            st.sampled_from([{}, {"acmg_pathogenicity_classification": "WRONG"}]),
        ),
    },
    {"gene": st.just({"symbol": "SMAD4"}), "interpretation_status": odd, "call": odd},
)  # fmt: skip
interpretations = some(
    {
        "progressStatus": st.sampled_from(["SOLVED", "COMPLETED", "UNSOLVED", "", None, 0]),
        "diagnosis": some(
            {"genomicInterpretations": st.lists(genomic, max_size=2)},
            {"disease": diseases.map(lambda d: d["term"]), "genomicInterpretations": odd},
        ),
    },
    {"id": odd, "summary": odd, "diagnosis": odd},
)
subjects = some(
    {"id": st.just("s")},
    {
        "sex": st.sampled_from(["FEMALE", "MALE", "M", "f", "OTHER_SEX", "UNKNOWN_SEX", 1, None]),
        "timeAtLastEncounter": times,
        "time_at_last_encounter": times,
        "vitalStatus": odd,
        "karyotypicSex": st.sampled_from(["XX", "UNKNOWN_KARYOTYPE"]),
    },
)
packets = some(
    {"id": st.sampled_from(["a", "é", " a", ""]), "phenotypicFeatures": st.lists(features)},
    {
        "subject": subjects | odd,
        "diseases": st.lists(diseases, max_size=3) | odd,
        "interpretations": st.lists(interpretations, max_size=2) | odd,
        "measurements": st.just([{"assay": {"id": "LOINC:1"}, "value": {}}]),
        "metaData": odd,
        "phenotypic_features": st.lists(features, max_size=2),
        "phenotypicFeature": odd,
        "biosamples": odd,
        "members": odd,
        "proband": odd,
        "resourceType": odd,
    },
).flatmap(
    lambda packet: st.fixed_dictionaries(
        {}, optional={"subject": subjects, "diseases": st.lists(diseases, max_size=2),
                      "interpretations": st.lists(interpretations, max_size=2)}
    ).map(lambda more: more | packet)
)  # fmt: skip
