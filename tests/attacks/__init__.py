"""Template packs that try to do harm: each is refused in Chinese, fast, and in little memory."""
