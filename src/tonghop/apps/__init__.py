"""What we remember: one Django app for each subject. The rule is downstairs in `domain`, the row is here."""
