"""The whole department budget: what was published, what the ledger computes, and what each format makes of it."""
