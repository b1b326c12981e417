"""Tables without ruling lines, or with level ones alone (无框线的表): columns and rows by where words stand."""
