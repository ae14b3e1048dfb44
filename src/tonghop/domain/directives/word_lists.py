"""Lists of words as literal data: written by meaning where they are used, made into one pattern here."""


def alternatives(*lists: str) -> str:
    """Return the words of the lists ("sở|ban|ngành") as the body of one group, longest first.

    Between the syllables of a word any number of blanks may stand. The words are in searchable form. A word
    that stands twice counts once.

    >>> alternatives("sở|ban", "ban ngành")
    'ban[ ]+ngành|ban|sở'
    """
    words = {word for listed in lists for word in listed.split("|")}
    return "|".join(word.replace(" ", "[ ]+") for word in sorted(words, key=lambda word: (-len(word), word)))
