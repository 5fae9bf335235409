"""The SQL of mailings: ``planning`` decides who gets what, ``outbox`` lets it leave, ``records`` shows it."""
