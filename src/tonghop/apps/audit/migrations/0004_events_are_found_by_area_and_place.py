"""Events are found by their area, actor or subject with the newest first, whatever their number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_the_end_is_proven_without_being_read")]

    operations = [
        migrations.RemoveIndex(
            model_name="event",
            name="audit_event_subject_306e9b_idx",
        ),
        migrations.RemoveIndex(
            model_name="event",
            name="audit_event_actor_da76dd_idx",
        ),
        migrations.AddField(
            model_name="event",
            name="area",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("content"),
                    output_field=models.TextField(),
                    template="split_part(((%(expressions)s)::jsonb ->> 'kind'), '.', 1)",
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["subject", "sequence"], name="events_of_a_subject"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["actor", "sequence"], name="events_of_an_actor"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["area", "sequence"], name="events_of_an_area"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["recorded_at"], name="events_by_their_clock"),
        ),
    ]
