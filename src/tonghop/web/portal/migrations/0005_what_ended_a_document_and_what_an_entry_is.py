"""A document that ended says when and by what; an entry is a question or a mistake, and may be of a campaign."""

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_what_readers_search")]
    operations = [
        migrations.AddField(
            model_name="answerspage",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="answers",
                to="portal.campaignpage",
                verbose_name="Chiến dịch",
            ),
        ),
        migrations.AddField(
            model_name="documentpage",
            name="ended_by",
            field=models.CharField(
                blank=True,
                help_text="Số, ký hiệu và ngày; trang của văn bản đó trên cổng được dẫn tới theo số và ngày.",
                max_length=300,
                verbose_name="Hết hiệu lực theo văn bản",
            ),
        ),
        migrations.AddField(
            model_name="documentpage",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="Ngày hết hiệu lực"),
        ),
        migrations.AlterField(
            model_name="answerspage",
            name="entries",
            field=wagtail.fields.StreamField(
                [("answer", 5)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("question", "Câu hỏi thường gặp"),
                                ("mistake", "Cơ quan đã viết sai"),
                            ],
                            "label": "Loại mục",
                        },
                    ),
                    1: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Không ghi ai đã hỏi, đã nói.",
                            "label": "Câu hỏi hoặc điều đã viết sai",
                            "max_length": 300,
                        },
                    ),
                    2: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ol", "ul"],
                            "label": "Trả lời",
                        },
                    ),
                    3: ("wagtail.blocks.DateBlock", (), {"label": "Ngày trả lời"}),
                    4: ("wagtail.blocks.CharBlock", (), {"label": "Căn cứ văn bản", "max_length": 300}),
                    5: (
                        "wagtail.blocks.StructBlock",
                        [[("nature", 0), ("question", 1), ("answer", 2), ("answered_on", 3), ("paper", 4)]],
                        {},
                    ),
                },
                verbose_name="Các mục",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("force__in", ("partly", "ended")),
                    models.Q(("ended_by", ""), ("ended_on", None)),
                    _connector="OR",
                ),
                name="only_what_ended_says_when_and_by_what",
                violation_error_message="Chỉ ghi ngày, văn bản làm hết hiệu lực khi văn bản đã hết hiệu lực.",
            ),
        ),
    ]
