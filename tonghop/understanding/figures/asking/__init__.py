"""What a person is asked about figures, and in which words."""
