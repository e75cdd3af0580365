"""Extract: text to findings, what an article says as plain frozen values."""
