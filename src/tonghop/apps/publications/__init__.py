"""What of the office is public: released reports whose publication was decided, their frozen figures, a code.

Nothing is kept here or decided: an approver decides (`consolidation.issuing.decide_publication`),
and from that moment on the views of this app's migration show the report to anybody, with the columns that
the public may know and no others. Not in here: pages (web/portal), and who may decide.
"""
