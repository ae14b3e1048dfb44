"""Which signs an XML file may hold."""


def for_xml(text: str) -> str:
    """Leave out signs that XML cannot hold: nobody's words, they come from files that were pasted.

    >>> for_xml("a\\x0cb\\ufffe")
    'ab'
    """
    return "".join(sign for sign in text if (sign >= " " and sign not in "\ufffe\uffff") or sign in "\t\n\r")
