"""faqbot: a help-desk chatbot and FAQ retrieval engine for Japanese municipalities. Importing it loads nothing heavy."""

__version__ = "0.1.0"

__all__ = ["__version__"]
