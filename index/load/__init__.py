"""Files → Document (读取文件)."""
