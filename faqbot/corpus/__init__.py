"""Corpus files: read, check and write them. Values in, values out; the database is the desk's business."""
