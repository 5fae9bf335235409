"""Worked cases: files of inputs with known results, run through the public functions of a feature.

A feature has a folder ``worked`` of such files, adapters in ``cases``, one a topic, and a test that runs each. With
``--cases DIR`` it runs the files of another folder instead.
"""
