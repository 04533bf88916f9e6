"""Danmarks Statistik's Statistikbanken: its tables by name, its answers as facts, and the way to ask it."""
