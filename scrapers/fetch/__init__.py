"""How do pages get here? The only room of the scrapers that reaches the network."""
