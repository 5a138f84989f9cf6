window.searchData = [
  {
    "name": "Progressive Osseous Heteroplasia",
    "disease_id": "MONDO:0008153",
    "creation_date": "2026-02-23T00:00:00Z",
    "updated_date": null,
    "description": "Bone forms in the skin, then deeper.\nA second paragraph for specialists.",
    "treatments": ["Physiotherapy", "Surgery, with care"],
    "source_file": "Progressive_Osseous_Heteroplasia.yaml"
  },
  {
    "name": "A poisoning without a number",
    "disease_id": null,
    "creation_date": "not a date",
    "description": "Left out.",
    "treatments": [],
    "source_file": "Toy.yaml"
  }
];
window.dispatchEvent(new Event("searchDataReady"));
