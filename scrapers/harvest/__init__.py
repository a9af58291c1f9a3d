"""What a crawl brings in: read into entries, compared with the last crawl, proposed to the department that owns them."""
