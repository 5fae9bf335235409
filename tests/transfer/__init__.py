"""Tests of transfer: files of contacts in and out."""
