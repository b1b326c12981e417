"""The rules (勾稽规则), one module a family; each registers itself in `index.checks.registry`."""
