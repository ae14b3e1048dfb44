"""The inbox as it really arrives: folders, zips, mails and whatever is in them, read file by file.

Every file ends as a return, a refusal with a code and a plain sentence, or "received, figures asked for";
none is lost, and a bad one stops nobody else's. Nothing here decides what counts: that is the domain's
consolidation.

Read first: `inbox` (the front), `opening` (one file of the inbox to its results), `readers` (one line a
kind).
"""
