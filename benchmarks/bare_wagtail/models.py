"""One page type: a title and paragraphs."""

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class BarePage(Page):
    """A page with paragraphs."""

    body = StreamField([("paragraph", RichTextBlock())])
    template = "bare/page.html"
    content_panels = (*Page.content_panels, FieldPanel("body"))
