"""What a third party gets to see before the decision, to say what it thinks of it (Awb 4:8)."""
