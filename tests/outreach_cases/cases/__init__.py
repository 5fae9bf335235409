"""Adapters of worked cases: the module of a topic's name has ``results(case)``, which runs the public functions."""
