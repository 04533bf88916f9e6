"""*Overblik*: Where does the year end?"""
