"""Training: how what extraction has learned was learned. No part of it runs in extraction."""
