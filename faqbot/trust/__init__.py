"""Can it be trusted? What the operator does: the audit, personal data, backups, keys."""
