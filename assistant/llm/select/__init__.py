"""A SELECT that a model proposes over documented views (查询视图): checked, run within limits, worked out anew."""
