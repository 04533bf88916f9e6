"""*Disponering*: What have we committed, child by child?"""
