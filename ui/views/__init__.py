"""The pages, one a file: `page(curation, account)`."""
