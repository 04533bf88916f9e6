"""The month's follow-up: budget against year-end per area, why they differ, what moved, and what must be said."""
