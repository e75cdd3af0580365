"""Graphs: findings to quads to a store, rows to a network, a network to files."""
