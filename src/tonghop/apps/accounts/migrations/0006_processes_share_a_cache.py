"""The table of Django's cache: codes of a second factor that were used, and how often one was wrong.

In the database, so that several processes know of each other and no second store is needed.
"""

from django.db import migrations

FORWARDS = """
create table public.django_cache (
    cache_key varchar(255) not null primary key,
    value text not null,
    expires timestamptz not null
);
create index django_cache_expires on public.django_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = (("accounts", "0005_links_are_for_their_bearer"),)
    operations = (migrations.RunSQL(FORWARDS, "drop table public.django_cache;"),)
