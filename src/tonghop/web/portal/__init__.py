"""The public's door: pages that editors write with Wagtail, and figures that were decided to be public.

Wagtail keeps words and nothing else: a figure comes from `apps.publications` when a page is drawn. A reader
needs no account, no script and no cookie. Not in here: who may publish a report (apps), the officials' pages
(office).
"""
