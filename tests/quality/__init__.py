"""Quality: extraction measured on gold data, and its confidence calibrated on it.

`make quality` and `make calibrate` run it; docs/quality.md says what the figures mean.
"""
