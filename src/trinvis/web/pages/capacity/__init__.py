"""*Kapacitet*: money, staff, places and activity of an area, and what could be used better."""
