"""Pages of the portal: few types, each with the words that an editor needs and no figure at all."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page

from tonghop.web.portal.blocks import BODY, AnswerBlock, CorrectionBlock, PaperBlock, PlaceBlock
from tonghop.web.portal.reviewing import SecondPerson
from tonghop.web.portal.short_names import short_name

__all__ = [
    "AnswersPage", "ArticlePage", "CampaignPage", "CategoryPage", "DocumentPage", "HomePage", "KeptFile",
    "Picture", "PictureRendition", "SecondPerson",
]  # fmt: skip

NOTICED = timedelta(minutes=1)
"""A page published again within so short a time was not changed for anybody."""


class KeptFile(models.Model):
    """The bytes of a picture or document of the portal, by the name under which Django keeps it."""

    name = models.CharField(primary_key=True, max_length=255)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class Picture(AbstractImage):
    """A picture that editors may use."""

    admin_form_fields = ("title", "file", "description", "collection", "focal_point_x", "focal_point_y",
                         "focal_point_width", "focal_point_height")  # fmt: skip


class PictureRendition(AbstractRendition):
    """A picture in a size for pages."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="a_picture_is_made_once_in_a_size"
            ),
        )


class PortalPage(Page):
    """What all pages have: an address of ours, and a short name without marks in it."""

    promote_panels = (FieldPanel("slug", heading="Tên ngắn trong địa chỉ"),)

    class Meta:
        abstract = True

    @property
    def path_here(self) -> str:
        """Return the path of the page's address."""
        raise NotImplementedError

    @property
    def is_withdrawn(self) -> bool:
        return False

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Tell Wagtail the page's address: the portal's paths are its own, not the tree's."""
        return 0, settings.OFFICE_ADDRESS, self.path_here

    def full_clean(self, *args: Any, **named: Any) -> None:
        """Shorten the name in the address: a title of sixty words is not one."""
        self.slug: str = short_name(self.slug or self.title)
        super().full_clean(*args, **named)

    def get_template(self, request: Any, *args: Any, **named: Any) -> str:
        return f"portal/{self._meta.model_name.removesuffix('page')}.html"

    def get_context(self, request: Any, *args: Any, **named: Any) -> dict[str, Any]:
        """Draw a preview with what the page itself is drawn with."""
        from tonghop.web.portal.drawing import facts_of

        return {"request": request, **facts_of(self, request)}


class HomePage(PortalPage):
    """The first page: what is new, by category, and the figures that were published."""

    intro = models.TextField("Giới thiệu", blank=True, max_length=600)
    max_count = 1
    parent_page_types = ("wagtailcore.Page",)
    subpage_types = (
        "portal.CategoryPage",
        "portal.CampaignPage",
        "portal.DocumentPage",
        "portal.AnswersPage",
    )
    content_panels = (TitleFieldPanel("title"), FieldPanel("intro"))

    class Meta:
        verbose_name = "Trang chủ"

    @property
    def path_here(self) -> str:
        return "/"


class CategoryPage(PortalPage):
    """A category of articles."""

    intro = models.TextField("Giới thiệu", blank=True, max_length=600)
    parent_page_types = ("portal.HomePage",)
    subpage_types = ("portal.ArticlePage",)
    content_panels = (TitleFieldPanel("title"), FieldPanel("intro"))

    class Meta:
        verbose_name = "Chuyên mục"

    @property
    def path_here(self) -> str:
        return f"/chuyen-muc/{self.slug}/"


class ArticlePage(PortalPage):
    """An article. `posted_at` is when it was first published, here or on an earlier portal.

    A withdrawn article stays where it was and says why (410): withdrawing is a change like any other, which a
    second person approves.
    """

    lead = models.TextField("Đoạn mở đầu", max_length=1000, blank=True)
    posted_at = models.DateTimeField("Ngày đăng", default=timezone.now)
    agency = models.CharField("Cơ quan", max_length=200)
    body = StreamField(BODY, verbose_name="Nội dung", blank=True)
    papers = StreamField([("paper", PaperBlock())], verbose_name="Văn bản căn cứ", blank=True)
    campaign = models.ForeignKey(
        "portal.CampaignPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="Chiến dịch liên quan",
    )
    places = StreamField([("place", PlaceBlock())], verbose_name="Địa danh đã đổi", blank=True)
    corrections = StreamField([("correction", CorrectionBlock())], verbose_name="Đính chính", blank=True)
    withdrawn_on = models.DateField("Ngày rút bài", null=True, blank=True)
    withdrawn_why = models.TextField("Lý do rút bài", max_length=500, blank=True)

    parent_page_types = ("portal.CategoryPage",)
    subpage_types = ()
    content_panels = (
        TitleFieldPanel("title"),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("posted_at"), FieldPanel("agency")], heading="Ngày đăng, cơ quan"),
        FieldPanel("body"),
        FieldPanel("papers"),
        PageChooserPanel("campaign"),
        FieldPanel("places"),
        FieldPanel("corrections"),
        MultiFieldPanel([FieldPanel("withdrawn_on"), FieldPanel("withdrawn_why")], heading="Rút bài"),
    )

    class Meta:
        verbose_name = "Bài viết"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_why="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_why="")),
                name="a_withdrawn_article_says_when_and_why",
            ),
        )

    @property
    def path_here(self) -> str:
        posted = timezone.localtime(self.posted_at)
        return f"/tin/{posted:%Y}/{posted:%m}/{self.slug}-{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def updated_at(self) -> datetime | None:
        """Return when the published words changed last, None where they have not since they were posted."""
        first, last = self.first_published_at, self.last_published_at
        if first is None or last is None:
            return None
        has_changed = last - max(self.posted_at, first) > NOTICED or first - self.posted_at > NOTICED
        return last if has_changed else None


class CampaignPage(PortalPage):
    """A campaign of the office for the public. `campaign` names it; figures come when it is drawn."""

    campaign = models.UUIDField(
        "Mã chiến dịch", help_text="Chỉ hiện số liệu của các báo cáo đã phát hành và được phép công khai."
    )
    intro = models.TextField("Giới thiệu", blank=True, max_length=1000)
    parent_page_types = ("portal.HomePage",)
    subpage_types = ()
    content_panels = (TitleFieldPanel("title"), FieldPanel("campaign"), FieldPanel("intro"))

    class Meta:
        verbose_name = "Trang chiến dịch"

    @property
    def path_here(self) -> str:
        return f"/chien-dich/{self.slug}-{self.pk}"


class DocumentPage(PortalPage):
    """A document that is public: by number and day, with its file."""

    class Force(models.TextChoices):
        IN_FORCE = "in-force", "Còn hiệu lực"
        PARTLY = "partly", "Hết hiệu lực một phần"
        ENDED = "ended", "Hết hiệu lực"
        UNKNOWN = "unknown", "Chưa rõ"

    symbol = models.CharField("Số, ký hiệu", max_length=100)
    kind = models.CharField("Loại văn bản", max_length=100)
    issuer = models.CharField("Cơ quan ban hành", max_length=200)
    dated_on = models.DateField("Ngày ban hành")
    in_force_from = models.DateField("Ngày có hiệu lực", null=True, blank=True)
    force = models.CharField("Hiệu lực", max_length=10, choices=Force.choices, default=Force.UNKNOWN)
    abstract = models.TextField("Trích yếu", max_length=1000)
    file = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Tệp",
    )
    bases = StreamField([("paper", PaperBlock())], verbose_name="Căn cứ pháp lý", blank=True)
    parent_page_types = ("portal.HomePage",)
    subpage_types = ()
    content_panels = (
        TitleFieldPanel("title"),
        *(
            FieldPanel(name)
            for name in (
                "symbol", "kind", "issuer", "dated_on", "in_force_from", "force", "abstract", "file", "bases"
            )
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = "Văn bản"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(force__in=("in-force", "partly", "ended", "unknown")),
                name="a_document_is_in_a_known_state_of_force",
            ),
        )

    @property
    def path_here(self) -> str:
        return f"/van-ban/{self.slug}-{self.pk}"


class AnswersPage(PortalPage):
    """The register of the office's own mistakes, or questions that are often asked, each with its answer."""

    intro = models.TextField("Giới thiệu", blank=True, max_length=600)
    entries = StreamField([("answer", AnswerBlock())], verbose_name="Các mục", blank=True)
    parent_page_types = ("portal.HomePage",)
    subpage_types = ()
    content_panels = (TitleFieldPanel("title"), FieldPanel("intro"), FieldPanel("entries"))

    class Meta:
        verbose_name = "Đính chính, hỏi đáp"

    @property
    def path_here(self) -> str:
        return f"/giai-dap/{self.slug}-{self.pk}"
