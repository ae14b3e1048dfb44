"""What a picture is called on the editors' screens."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("portal", "0008_what_was_reviewed_is_what_goes_out"),)
    operations = (
        migrations.AlterModelOptions(
            name="picture", options={"verbose_name": "ảnh", "verbose_name_plural": "ảnh"}
        ),
    )
