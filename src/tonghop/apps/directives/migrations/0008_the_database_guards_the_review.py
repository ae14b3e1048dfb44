"""What the database itself refuses, whoever writes the row.

1. Nothing acts before confirmation: an assignment stands on a confirmed obligation that was not ended, and an
   obligation with assignments is not taken back from confirmation.
2. Spans hold: the text of a directive is not changed once it was read, nor the place of an obligation.
3. The original file is never changed nor removed.
4. Directives are found by their words: a search index over the beginning of the text (a longer one is more than
   one row of such an index may hold).
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

CONFIRMED = """
create function public.tonghop_assign_only_confirmed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if not exists (
        select 1 from public.directives_obligationsentence s
        join public.directives_obligation o on o.id = s.obligation_id
        where s.id = new.sentence_id and o.confirmed_at is not null
    ) then
        raise exception 'nobody has confirmed this obligation' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger an_assignment_stands_on_a_confirmed_obligation
    before insert or update on public.directives_assignment
    for each row execute function public.tonghop_assign_only_confirmed();
create function public.tonghop_keep_obligation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
begin
    if (old.id, old.directive_id, old.reading_id, old.span_start, old.span_end)
        is distinct from (new.id, new.directive_id, new.reading_id, new.span_start, new.span_end)
    then
        raise exception 'the place of an obligation is what was read' using errcode = 'check_violation';
    end if;
    if old.confirmed_at is not null and new.confirmed_at is null and exists (
        select 1 from public.directives_assignment a
        join public.directives_obligationsentence s on s.id = a.sentence_id
        where s.obligation_id = old.id
    ) then
        raise exception 'the obligation is assigned' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger an_obligation_is_kept before update on public.directives_obligation
    for each row execute function public.tonghop_keep_obligation();
"""
BACK_TO_UNCONFIRMED = """
drop trigger an_obligation_is_kept on public.directives_obligation;
drop function public.tonghop_keep_obligation();
drop trigger an_assignment_stands_on_a_confirmed_obligation on public.directives_assignment;
drop function public.tonghop_assign_only_confirmed();
"""
TEXT = """
create function public.tonghop_keep_text() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if (old.text <> '' and new.text <> old.text) or new.source_sha256 <> old.source_sha256 then
        raise exception 'the text of a directive is what was read' using errcode = 'check_violation';
    end if;
    return new;
end
$function$;
create trigger a_text_is_what_was_read before update on public.directives_directive
    for each row execute function public.tonghop_keep_text();
"""
BACK_TO_TEXT = """
drop trigger a_text_is_what_was_read on public.directives_directive;
drop function public.tonghop_keep_text();
"""
ORIGINAL = f"revoke update, delete, truncate on public.directives_originalfile from {APPLICATION_ROLE};"
BACK_TO_ORIGINAL = f"grant update, delete on public.directives_originalfile to {APPLICATION_ROLE};"
SEARCH = """
create function public.tonghop_directive_vector(symbol text, title text, issuer text, body text)
returns tsvector language sql immutable parallel safe
as $function$
    select public.tonghop_search_vector(symbol || ' ' || title || ' ' || issuer || ' ' || left(body, 100000))
$function$;
create index directives_are_found_by_words on public.directives_directive
    using gin (public.tonghop_directive_vector(symbol, title, issuer, text));
"""
BACK_TO_SEARCH = """
drop index public.directives_are_found_by_words;
drop function public.tonghop_directive_vector(text, text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = (("directives", "0007_intake_review_and_status"),)
    operations = (
        migrations.RunSQL(CONFIRMED, BACK_TO_UNCONFIRMED),
        migrations.RunSQL(TEXT, BACK_TO_TEXT),
        migrations.RunSQL(ORIGINAL, BACK_TO_ORIGINAL),
        migrations.RunSQL(SEARCH, BACK_TO_SEARCH),
    )
