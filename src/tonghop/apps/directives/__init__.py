"""Directives as we keep them: obligations, their sentences, and what was assigned on their authority."""
