"""Which entries match, and does the first one answer the question? Pure: values in, values out."""
