"""Who is this? Accounts and passwords, second factors, sessions, single sign-on, machines' keys."""
