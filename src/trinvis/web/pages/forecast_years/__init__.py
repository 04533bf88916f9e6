"""*Årene frem*, a page of Prognose: what the years after this one may cost, scenarios side by side, a frame fitted."""
