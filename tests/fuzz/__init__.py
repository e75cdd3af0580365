"""Fuzzing: what strangers may have written, tried against reading, extraction and encoding.

`python -m fuzz` (``make fuzz``) tries inputs of each target in a process of its own, with
bounded memory and time, and without a network or any file but its own.
"""
