"""What programs get of the index (接口数据): figures and audits as plain data, read only."""
