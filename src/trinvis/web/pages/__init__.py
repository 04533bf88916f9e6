"""One folder per page: its addresses, its thin views, and what it shows. A page answers one question in its first line."""
