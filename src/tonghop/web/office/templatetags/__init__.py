"""What templates ask of the program: words in the reader's language, days as offices write them."""
