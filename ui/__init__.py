"""The curators' panel: Streamlit pages over the use cases of `faqbot.curation`, which check every right. No logic lives here."""
