"""Paper and telephone as ways out: letters, labels and lists of calls, made here and taken on by a person."""
