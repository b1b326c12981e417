"""Shares, multiples and averages (占比、倍数、平均): exact decimal arithmetic over figures of one basis."""
