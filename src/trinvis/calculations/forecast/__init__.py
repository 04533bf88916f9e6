"""Year-end by method per area: risk cases and pools, the methods that are not child by child, and expected refund."""
