"""The peer of `portal`: a Wagtail site with one page type and Wagtail's own view, and nothing around it."""
