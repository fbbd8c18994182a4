"""What is written: each number with the word that counts it, its label, its precision, and who did it."""
