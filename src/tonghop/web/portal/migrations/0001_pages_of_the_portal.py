"""Pages, pictures and kept files of the portal."""

import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswersPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="Giới thiệu")),
                (
                    "entries",
                    wagtail.fields.StreamField(
                        [("answer", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Không ghi ai đã hỏi, đã nói.",
                                    "label": "Câu hỏi hoặc điều đã viết sai",
                                    "max_length": 300,
                                },
                            ),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ol", "ul"],
                                    "label": "Trả lời",
                                },
                            ),
                            2: ("wagtail.blocks.DateBlock", (), {"label": "Ngày trả lời"}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Căn cứ văn bản", "max_length": 300},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 0), ("answer", 1), ("answered_on", 2), ("paper", 3)]],
                                {},
                            ),
                        },
                        verbose_name="Các mục",
                    ),
                ),
            ],
            options={
                "verbose_name": "Đính chính, hỏi đáp",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CampaignPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "campaign",
                    models.UUIDField(
                        help_text="Chỉ hiện số liệu của các báo cáo đã phát hành và được phép công khai.",
                        verbose_name="Mã chiến dịch",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=1000, verbose_name="Giới thiệu")),
            ],
            options={
                "verbose_name": "Trang chiến dịch",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CategoryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="Giới thiệu")),
            ],
            options={
                "verbose_name": "Chuyên mục",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="Giới thiệu")),
            ],
            options={
                "verbose_name": "Trang chủ",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="KeptFile",
            fields=[
                ("name", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, default="", max_length=255, verbose_name="description"),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created at"),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="SecondPerson",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "Người thứ hai duyệt",
                "verbose_name_plural": "Người thứ hai duyệt",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("lead", models.TextField(blank=True, max_length=1000, verbose_name="Đoạn mở đầu")),
                (
                    "posted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="Ngày đăng"),
                ),
                ("agency", models.CharField(max_length=200, verbose_name="Cơ quan")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("paragraph", 3),
                            ("list", 4),
                            ("figure", 8),
                            ("quote", 11),
                            ("table", 14),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 200}),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("2", "Mục"), ("3", "Mục nhỏ (dưới một mục)")], "label": "Cấp"},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link"],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                },
                            ),
                            4: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["ul", "ol", "bold", "italic", "link", "document-link"],
                                    "icon": "list-ul",
                                    "label": "Danh sách",
                                },
                            ),
                            5: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "Chú thích", "max_length": 300}),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Nguồn ảnh", "max_length": 150, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 5), ("caption", 6), ("credit", 7)]],
                                {},
                            ),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích"}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Văn bản hoặc cơ quan, kèm ngày; không ghi tên người dân.",
                                    "label": "Trích từ",
                                    "max_length": 300,
                                },
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("text", 9), ("source", 10)]], {}),
                            12: ("wagtail.blocks.CharBlock", (), {"label": "Chữ", "required": False}),
                            13: ("wagtail.blocks.CharBlock", (), {"label": "Số", "required": False}),
                            14: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 12), ("number", 13)]],
                                {"label": "Bảng", "template": "portal/blocks/table.html"},
                            ),
                        },
                        verbose_name="Nội dung",
                    ),
                ),
                (
                    "papers",
                    wagtail.fields.StreamField(
                        [("paper", 7)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Số, ký hiệu", "max_length": 100}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Loại văn bản", "max_length": 100, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Cơ quan ban hành", "max_length": 200, "required": False},
                            ),
                            3: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {"label": "Ngày ban hành", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Trích yếu", "max_length": 500, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "label": "Trang văn bản trên cổng",
                                    "page_type": ["portal.DocumentPage"],
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Tệp", "required": False},
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("symbol", 0),
                                        ("kind", 1),
                                        ("issuer", 2),
                                        ("dated_on", 3),
                                        ("abstract", 4),
                                        ("page", 5),
                                        ("file", 6),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="Văn bản căn cứ",
                    ),
                ),
                (
                    "places",
                    wagtail.fields.StreamField(
                        [("place", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên trong bài", "max_length": 200},
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "Nay là", "max_length": 300}),
                            2: ("wagtail.blocks.DateBlock", (), {"label": "Từ ngày", "required": False}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Theo", "max_length": 200, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("written", 0), ("now", 1), ("since", 2), ("source", 3)]],
                                {},
                            ),
                        },
                        verbose_name="Địa danh đã đổi",
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [("correction", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.DateBlock", (), {"label": "Ngày đính chính"}),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "Đã viết", "required": False}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "Đính chính"}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("corrected_on", 0), ("was", 1), ("right", 2)]],
                                {},
                            ),
                        },
                        verbose_name="Đính chính",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="Ngày rút bài")),
                ("withdrawn_why", models.TextField(blank=True, max_length=500, verbose_name="Lý do rút bài")),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="articles",
                        to="portal.campaignpage",
                        verbose_name="Chiến dịch liên quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Bài viết",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on__isnull", True), ("withdrawn_why", "")),
                            models.Q(
                                ("withdrawn_on__isnull", False),
                                models.Q(("withdrawn_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawn_article_says_when_and_why",
                    )
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DocumentPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("symbol", models.CharField(max_length=100, verbose_name="Số, ký hiệu")),
                ("kind", models.CharField(max_length=100, verbose_name="Loại văn bản")),
                ("issuer", models.CharField(max_length=200, verbose_name="Cơ quan ban hành")),
                ("dated_on", models.DateField(verbose_name="Ngày ban hành")),
                ("in_force_from", models.DateField(blank=True, null=True, verbose_name="Ngày có hiệu lực")),
                (
                    "force",
                    models.CharField(
                        choices=[
                            ("in-force", "Còn hiệu lực"),
                            ("partly", "Hết hiệu lực một phần"),
                            ("ended", "Hết hiệu lực"),
                            ("unknown", "Chưa rõ"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="Hiệu lực",
                    ),
                ),
                ("abstract", models.TextField(max_length=1000, verbose_name="Trích yếu")),
                (
                    "bases",
                    wagtail.fields.StreamField(
                        [("paper", 7)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Số, ký hiệu", "max_length": 100}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Loại văn bản", "max_length": 100, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Cơ quan ban hành", "max_length": 200, "required": False},
                            ),
                            3: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {"label": "Ngày ban hành", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Trích yếu", "max_length": 500, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "label": "Trang văn bản trên cổng",
                                    "page_type": ["portal.DocumentPage"],
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Tệp", "required": False},
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("symbol", 0),
                                        ("kind", 1),
                                        ("issuer", 2),
                                        ("dated_on", 3),
                                        ("abstract", 4),
                                        ("page", 5),
                                        ("file", 6),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="Căn cứ pháp lý",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtaildocs.document",
                        verbose_name="Tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "Văn bản",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("force__in", ("in-force", "partly", "ended", "unknown"))),
                        name="a_document_is_in_a_known_state_of_force",
                    )
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PictureRendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="portal.picture",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("image", "filter_spec", "focal_point_key"),
                        name="a_picture_is_made_once_in_a_size",
                    )
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
