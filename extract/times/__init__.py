"""Times: expressions of time, as TIMEX3 values and intervals."""
