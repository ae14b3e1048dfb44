"""What readers search: a row for each page, answer and correction that is public, and the documents they stand on."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_whoever_had_a_hand_never_publishes"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [
        migrations.CreateModel(
            name="CitedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=64)),
                ("dated_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Searchable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bai-viet", "Bài viết"),
                            ("van-ban", "Văn bản"),
                            ("chien-dich", "Chiến dịch"),
                            ("hoi-dap", "Hỏi đáp"),
                            ("dinh-chinh", "Đính chính"),
                        ],
                        max_length=20,
                    ),
                ),
                ("place", models.PositiveIntegerField(default=0)),
                ("anchor", models.CharField(blank=True, max_length=40)),
                ("path", models.CharField(max_length=400)),
                ("title", models.TextField()),
                ("text", models.TextField(blank=True)),
                ("day", models.DateField()),
                ("agency", models.CharField(blank=True, max_length=200)),
                ("number", models.CharField(blank=True, max_length=64)),
                ("title_exact", django.contrib.postgres.search.SearchVectorField()),
                ("title_bare", django.contrib.postgres.search.SearchVectorField()),
                ("exact", django.contrib.postgres.search.SearchVectorField()),
                ("bare", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.AddField(
            model_name="citedpaper",
            name="chosen",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="portal.documentpage",
            ),
        ),
        migrations.AddField(
            model_name="citedpaper",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.page"
            ),
        ),
        migrations.AddField(
            model_name="searchable",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.page"
            ),
        ),
        migrations.AddIndex(
            model_name="citedpaper",
            index=models.Index(fields=["number"], name="portal_papers_by_number"),
        ),
        migrations.AddIndex(
            model_name="searchable",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["exact"], fastupdate=False, name="portal_found_with_marks"
            ),
        ),
        migrations.AddIndex(
            model_name="searchable",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["bare"], fastupdate=False, name="portal_found_without_marks"
            ),
        ),
        migrations.AddIndex(
            model_name="searchable",
            index=models.Index(
                condition=models.Q(("number", ""), _negated=True),
                fields=["number"],
                name="portal_documents_by_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchable",
            constraint=models.UniqueConstraint(
                fields=("page", "kind", "place"), name="what_is_found_stands_once_in_a_page"
            ),
        ),
    ]
