"""The law that a report cites and keeps."""
