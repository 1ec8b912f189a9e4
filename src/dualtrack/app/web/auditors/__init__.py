"""The auditors' page: candidates side by side, the decision, the booking, the declarations that are kept."""
