"""*Trappen*: where the children and the money stand, whether we move down, and the key figures."""
