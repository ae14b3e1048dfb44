"""The page that presents the office in Vietnamese and English."""

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_what_ended_a_document_and_what_an_entry_is"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AboutPage",
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
                ("title_en", models.CharField(blank=True, max_length=255, verbose_name="Tên tiếng Anh")),
                ("functions", models.TextField(max_length=5000, verbose_name="Chức năng, nhiệm vụ")),
                (
                    "functions_en",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="Chức năng, nhiệm vụ, bằng tiếng Anh"
                    ),
                ),
                (
                    "units",
                    wagtail.fields.StreamField(
                        [("unit", 6)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Tên đơn vị", "max_length": 200}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên tiếng Anh", "max_length": 200, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Chức năng", "max_length": 1500, "required": False},
                            ),
                            3: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Chức năng, bằng tiếng Anh", "max_length": 1500, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Điện thoại",
                                    "max_length": 40,
                                    "required": False,
                                    "validators": (
                                        django.core.validators.RegexValidator(
                                            "^[0-9+][0-9 ().+-]{2,38}\\Z",
                                            "Ghi số điện thoại bằng chữ số, ví dụ 0218 385 0000.",
                                        ),
                                    ),
                                },
                            ),
                            5: ("wagtail.blocks.EmailBlock", (), {"label": "Thư điện tử", "required": False}),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("name", 0),
                                        ("name_en", 1),
                                        ("functions", 2),
                                        ("functions_en", 3),
                                        ("phone", 4),
                                        ("email", 5),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="Cơ cấu tổ chức",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="Địa chỉ")),
                (
                    "address_en",
                    models.CharField(blank=True, max_length=300, verbose_name="Địa chỉ, bằng tiếng Anh"),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9+][0-9 ().+-]{2,38}\\Z",
                                "Ghi số điện thoại bằng chữ số, ví dụ 0218 385 0000.",
                            )
                        ],
                        verbose_name="Điện thoại",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="Thư điện tử")),
                (
                    "press_office",
                    models.CharField(
                        blank=True,
                        help_text="Ghi phòng hoặc chức danh, không ghi tên người.",
                        max_length=200,
                        verbose_name="Đầu mối báo chí",
                    ),
                ),
                (
                    "press_office_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Đầu mối báo chí, bằng tiếng Anh"
                    ),
                ),
                (
                    "press_phone",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9+][0-9 ().+-]{2,38}\\Z",
                                "Ghi số điện thoại bằng chữ số, ví dụ 0218 385 0000.",
                            )
                        ],
                        verbose_name="Điện thoại báo chí",
                    ),
                ),
                (
                    "press_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="Thư điện tử báo chí"),
                ),
                ("vietnamese_changed_at", models.DateTimeField(editable=False, null=True)),
                ("english_changed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "Giới thiệu cơ quan",
            },
            bases=("wagtailcore.page",),
        ),
    ]
