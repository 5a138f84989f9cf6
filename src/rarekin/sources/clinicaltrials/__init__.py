"""ClinicalTrials.gov: studies that recruit, or will, for diseases somebody chose to follow."""
