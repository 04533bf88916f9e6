"""*Opsætning*: By which rules are figures made?"""
