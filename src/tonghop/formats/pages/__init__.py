"""Pages: self-contained HTML files that a person opens, prints and mails, and the words they speak.

A page carries its own style and script, asks nothing of any network, reads well without JavaScript and on
A4, and has the same bytes for the same input. No page decides anything: it is given values of the domain
and shows them.
"""
