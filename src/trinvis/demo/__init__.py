"""An example municipality, drawn from published levels and plainly invented: its raw files, and the truth behind them."""
