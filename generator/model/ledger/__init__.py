"""The ledger: all money as facts, and everything printed, compared or checked as a sum over those that answer a query.

`dimension` holds the trees of values, `query` what is asked for, `notation` how people write it, `fact` an amount and
what is known of it, `ledger` the lists of facts and their sums.
"""
