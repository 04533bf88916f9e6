"""How a municipality compares: with whom, how surely, after need, and what the difference is made of.

Every result says how many municipalities it rests on and which variables; one that lacks a value is left out and named,
never filled in. All of it describes; none of it shows a cause.
"""
