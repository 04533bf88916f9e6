"""Every field of every part of a case, in the order that they are written in."""
