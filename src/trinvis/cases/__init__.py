"""Business cases as they are written: what a case says, in one readable file. Knows nothing of how it is calculated."""
