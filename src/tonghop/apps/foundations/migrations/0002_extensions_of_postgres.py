"""Extensions that come with PostgreSQL and that a database's owner may create (they are trusted)."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("foundations", "0001_application_role_may_work"),)
    operations = (UnaccentExtension(), TrigramExtension(), BtreeGistExtension())
