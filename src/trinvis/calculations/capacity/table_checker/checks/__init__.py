"""The checks: one per file, each with its test beside it. Each takes a sheet and gives ties between its numbers, or findings."""
