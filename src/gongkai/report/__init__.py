"""Documents and tables for people: findings as plain data, and the package that proves one to a stranger.

Values in, text and bytes out; nothing here reads the archive or a clock.
"""
