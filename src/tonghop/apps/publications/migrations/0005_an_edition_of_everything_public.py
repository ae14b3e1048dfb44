"""One row says which edition of everything public holds; whatever changes it for readers makes another edition.

Drawn pages are kept by the edition that they were drawn under (web/portal/drawn_pages.py). The mark is written in
the transaction of the change itself and becomes visible with it. It is random and not counted up: a number
would come again after a backup was restored, with other pages under it.

Nobody in the office waits for this row. A constraint trigger that is deferred writes it when a transaction commits,
so that it is held for that moment alone; the conditions let pass only what readers can see, which is rare: a
decision on publication, a number from the clerk's book, never a report that comes in. What the views read
besides is frozen once it is issued (computations, totals, versions of campaigns) and needs no trigger.
"""

from django.db import migrations, models

from tonghop.apps.foundations.roles import APPLICATION_ROLE

# The owner's right, so that the program can neither set a mark nor keep an old one.
FORWARDS = f"""
insert into public.publications_edition (id, mark) values (1, gen_random_uuid());
revoke all on public.publications_edition from {APPLICATION_ROLE};
grant select on public.publications_edition to {APPLICATION_ROLE};

create function public.tonghop_new_edition() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
begin
    -- Once in a transaction is enough: nobody else sees it before all of it is there.
    if coalesce(current_setting('tonghop.new_edition', true), '') <> 'yes' then
        update public.publications_edition set mark = gen_random_uuid();
        perform set_config('tonghop.new_edition', 'yes', true);
    end if;
    return null;
end
$function$;

create constraint trigger new_edition after update on public.consolidation_issuedreport
    deferrable initially deferred for each row
    when ((old.released_for_publication_at is not null or new.released_for_publication_at is not null)
        and old.* is distinct from new.*)
    execute function public.tonghop_new_edition();
create constraint trigger new_edition_without after delete on public.consolidation_issuedreport
    deferrable initially deferred for each row when (old.released_for_publication_at is not null)
    execute function public.tonghop_new_edition();
create constraint trigger new_edition after insert or update or delete on public.consolidation_signedoriginal
    deferrable initially deferred for each row execute function public.tonghop_new_edition();
create constraint trigger new_edition after update on public.reporting_cycle
    deferrable initially deferred for each row
    when ((old.campaign_id, old.code, old.due_on) is distinct from (new.campaign_id, new.code, new.due_on))
    execute function public.tonghop_new_edition();
"""
BACKWARDS = """
drop trigger new_edition on public.reporting_cycle;
drop trigger new_edition on public.consolidation_signedoriginal;
drop trigger new_edition_without on public.consolidation_issuedreport;
drop trigger new_edition on public.consolidation_issuedreport;
drop function public.tonghop_new_edition();
"""


class Migration(migrations.Migration):
    dependencies = (("publications", "0004_no_table_of_the_office_is_open"),)
    operations = (
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("mark", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_edition_holds_at_a_time")
                ]
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    )
