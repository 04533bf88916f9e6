"""*Investeringer*: cases from the first draft to the accounts of a running effort."""
