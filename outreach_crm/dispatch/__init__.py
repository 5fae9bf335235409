"""Mailings: who gets which text and why, and an outbox that never loses and never guesses."""
