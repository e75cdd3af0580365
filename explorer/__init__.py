"""Explorer: a store served over HTTP, by the SPARQL protocols."""
