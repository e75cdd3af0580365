"""Entities: which mentions speak of the same, and what that is."""
