"""Does an earlier effort pay, for whom, when, and how sure are we? Cases calculated, simulated, compared and followed."""
