"""Tests of sectors: their files, their records, loading them."""
