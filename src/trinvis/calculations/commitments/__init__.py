"""Price × quantity per child and day: amounts, areas, full-year persons, and the match with what is posted."""
