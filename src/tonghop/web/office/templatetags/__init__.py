"""What templates of the office may call."""
