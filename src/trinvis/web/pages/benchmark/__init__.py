"""*Sammenligning*: how we lie beside other municipalities."""
