"""Published cases as phenopackets: kept as cases, and counted by finding and publication."""
