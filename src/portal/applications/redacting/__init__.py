"""Parts blacked out of what is handed out (区分处理)."""
