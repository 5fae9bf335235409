"""Tests of Urgent Actions."""
