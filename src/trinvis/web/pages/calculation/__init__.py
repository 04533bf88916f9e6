"""*Vis beregningen*: Where does this figure come from?"""
