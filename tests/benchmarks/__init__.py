"""Benchmarks: figures as ratios within one run, never asserted; ``python -m tests.benchmarks NAME``."""
