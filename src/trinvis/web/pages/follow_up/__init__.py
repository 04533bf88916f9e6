"""*Budgetopfølgning*: Does each area keep its frame?"""
