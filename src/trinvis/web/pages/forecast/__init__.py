"""*Prognose*: where may the year end, how sure is that, and how close did earlier forecasts come?"""
