"""The closed file as one document (归档卷宗)."""
