"""A bureau's own table of accounts becomes a chart of accounts (科目表)."""
