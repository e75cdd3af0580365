"""Ontology: what can be said, and the checks that reason over it."""
