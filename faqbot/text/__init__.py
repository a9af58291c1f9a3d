"""How do we read Japanese? Pure: text in, values out."""
