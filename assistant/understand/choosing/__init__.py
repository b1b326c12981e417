"""Which operation is asked for and over what (判断操作): one module a family of operations."""
