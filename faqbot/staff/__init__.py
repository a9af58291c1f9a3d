"""What does the staff desk speak of? Accounts, inquiries, triage and figures, as values; nothing here does I/O."""
