"""Cases as records: whom they are about, how far they are, what they are linked to, and what files of them bring."""
