"""Rule 10 in the database: no assignment on a sentence that touches people's rights, by whatever way.

1. A foreign key over the sentence and its flag, with a check that the flag is false: no link to a marked one,
   and no mark's change under a link.
2. A sentence is what was read: its words and place never change, a mark is never taken off, and a marked
   sentence is never removed (so that it cannot come back unmarked). Marking one later is allowed.
3. The same place cannot be entered a second time with the other flag (the exclusion constraint of 0001).
"""

from django.db import migrations

LINK = """
alter table public.directives_obligationsentence
    add constraint a_sentence_is_known_with_its_mark unique (id, rights_sensitive);
alter table public.directives_assignment
    add constraint an_assignment_stands_on_an_unmarked_sentence
    foreign key (sentence_id, rights_sensitive)
    references public.directives_obligationsentence (id, rights_sensitive)
    on update restrict on delete restrict;
"""
KEEP = """
create function public.tonghop_keep_sentence() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
    if tg_op = 'TRUNCATE' then
        raise exception 'sentences are kept' using errcode = 'insufficient_privilege';
    elsif tg_op = 'DELETE' then
        if old.rights_sensitive then
            raise exception 'a sentence that touches rights is kept' using errcode = 'insufficient_privilege';
        end if;
        return old;
    end if;
    if old.rights_sensitive and not new.rights_sensitive then
        raise exception 'a mark of rights is never taken off' using errcode = 'insufficient_privilege';
    end if;
    if (old.id, old.directive_id, old.obligation_id, old.span_start, old.span_end, old.text)
        is distinct from (new.id, new.directive_id, new.obligation_id, new.span_start, new.span_end, new.text)
    then
        raise exception 'a sentence is what was read' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$function$;
create trigger a_sentence_is_what_was_read before update or delete on public.directives_obligationsentence
    for each row execute function public.tonghop_keep_sentence();
create trigger sentences_are_kept before truncate on public.directives_obligationsentence
    for each statement execute function public.tonghop_keep_sentence();
alter table public.directives_obligationsentence enable always trigger a_sentence_is_what_was_read;
alter table public.directives_obligationsentence enable always trigger sentences_are_kept;
"""
BACKWARDS = """
drop trigger sentences_are_kept on public.directives_obligationsentence;
drop trigger a_sentence_is_what_was_read on public.directives_obligationsentence;
drop function public.tonghop_keep_sentence();
alter table public.directives_assignment drop constraint an_assignment_stands_on_an_unmarked_sentence;
alter table public.directives_obligationsentence drop constraint a_sentence_is_known_with_its_mark;
"""


class Migration(migrations.Migration):
    dependencies = (("directives", "0001_directives_and_assignments"),)
    operations = (migrations.RunSQL([LINK, KEEP], BACKWARDS),)
