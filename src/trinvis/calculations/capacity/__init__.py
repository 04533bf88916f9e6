"""Money, staff, places, activity, and what could be used better; and whether published tables hold what they say."""
