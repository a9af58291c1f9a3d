"""The corpus fills itself: a city's site is crawled and read, and what changed is proposed.

A client of faqbot; faqbot does not know it.
"""
