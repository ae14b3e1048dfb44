"""How often a page is read on a day. The program by itself writes it: a reader's own transaction writes nothing."""

from django.db import migrations, models

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
alter table public.portal_visits enable row level security;
revoke delete on public.portal_visits from {APPLICATION_ROLE};
create policy officials_read on public.portal_visits for select to {APPLICATION_ROLE}
    using (not (select public.tonghop_is_visitor()));
create policy program_counts on public.portal_visits for insert to {APPLICATION_ROLE}
    with check (public.tonghop_acts_by_itself());
create policy program_counts_on on public.portal_visits for update to {APPLICATION_ROLE}
    using (public.tonghop_acts_by_itself()) with check (public.tonghop_acts_by_itself());
"""
BACKWARDS = f"""
drop policy program_counts_on on public.portal_visits;
drop policy program_counts on public.portal_visits;
drop policy officials_read on public.portal_visits;
grant delete on public.portal_visits to {APPLICATION_ROLE};
alter table public.portal_visits disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = (
        ("portal", "0010_pages_make_an_edition"),
        ("publications", "0002_a_visitor_sees_no_row_of_the_office"),
    )
    operations = (
        migrations.CreateModel(
            name="Visits",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "page", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("page", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    )
