"""*Måneden*: What is left to do this month?"""
