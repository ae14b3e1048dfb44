"""The application's role may read and write rows of whatever the owner creates here, and nothing else.

Tables that are to be narrower (the audit's) take rights away again in their own migrations. The record of
migrations itself stays closed.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
grant usage on schema public to {APPLICATION_ROLE};
grant select, insert, update, delete on all tables in schema public to {APPLICATION_ROLE};
grant usage, select on all sequences in schema public to {APPLICATION_ROLE};
alter default privileges in schema public grant select, insert, update, delete on tables to {APPLICATION_ROLE};
alter default privileges in schema public grant usage, select on sequences to {APPLICATION_ROLE};
revoke all on django_migrations from {APPLICATION_ROLE};
"""
BACKWARDS = f"""
alter default privileges in schema public revoke all on sequences from {APPLICATION_ROLE};
alter default privileges in schema public revoke all on tables from {APPLICATION_ROLE};
revoke all on all sequences in schema public from {APPLICATION_ROLE};
revoke all on all tables in schema public from {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
