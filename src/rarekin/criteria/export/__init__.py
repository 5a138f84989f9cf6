"""A set of criteria in the forms other programs run: CQL, ELM and a FHIR Questionnaire."""
