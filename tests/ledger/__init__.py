"""The ledger of facts, its queries and their notation."""
