"""Reading a directive: heading, outline, citations, parties, deadlines, obligations, reporting duties.

The front is `reading.read(document)`. Everything returned carries a span of the document's text, and nothing
that is returned does anything: a person confirms it first. No module here knows a file format.
"""
