"""Evaluation: sets, calibration, the gate. A client of faqbot that nothing imports."""
