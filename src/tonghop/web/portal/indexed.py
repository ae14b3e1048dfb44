"""What readers find: a row for each page, answer and correction that is public, and the papers it names.

Written where a page goes out or is taken back (`indexing.py`), never from a draft. A row shows nothing by
itself: whoever reads joins the page and asks whether it is live.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Searchable(models.Model):
    """Something that is found: `anchor` is where in the page at `path` it stands, `place` counts its like.

    `number` is the key of a document's own number. The vectors hold words with and without marks
    (`search_words.py`), those of the title apart, since a title counts before a text.
    """

    class Kind(models.TextChoices):
        ARTICLE = "bai-viet", "Bài viết"
        DOCUMENT = "van-ban", "Văn bản"
        CAMPAIGN = "chien-dich", "Chiến dịch"
        ANSWER = "hoi-dap", "Hỏi đáp"
        CORRECTION = "dinh-chinh", "Đính chính"

    objects: ClassVar["models.Manager[Searchable]"] = models.Manager()
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    place = models.PositiveIntegerField(default=0)
    anchor = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=400)
    title = models.TextField()
    text = models.TextField(blank=True)
    day = models.DateField()
    agency = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=64, blank=True)
    title_exact = SearchVectorField()
    title_bare = SearchVectorField()
    exact = SearchVectorField()
    bare = SearchVectorField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("page", "kind", "place"), name="what_is_found_stands_once_in_a_page"
            ),
        )
        indexes = (
            # Written seldom, read often: what waits in a list of its own would be looked through each time.
            GinIndex(fields=("exact",), name="portal_found_with_marks", fastupdate=False),
            GinIndex(fields=("bare",), name="portal_found_without_marks", fastupdate=False),
            models.Index(
                fields=("number",), condition=~models.Q(number=""), name="portal_documents_by_number"
            ),
        )

    def __str__(self) -> str:
        return self.title


class CitedPaper(models.Model):
    """A document that a published page stands on: by its number's key and its day, or chosen by an editor."""

    objects: ClassVar["models.Manager[CitedPaper]"] = models.Manager()
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=64)
    dated_on = models.DateField(null=True)
    chosen = models.ForeignKey("portal.DocumentPage", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("number",), name="portal_papers_by_number"),)

    def __str__(self) -> str:
        return self.number
