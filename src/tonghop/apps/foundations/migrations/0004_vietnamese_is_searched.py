"""The search configuration `vietnamese`: marks, đ and the placement of tones do not matter.

People search without marks, and names are written in both placements. `unaccent` filters, `simple` keeps the
word: no stemming, since Vietnamese has none, and no stop words, since every syllable may be part of a name.
"""

from django.db import migrations

FORWARDS = """
create text search configuration public.vietnamese (copy = pg_catalog.simple);
alter text search configuration public.vietnamese
    alter mapping for word, hword, hword_part, numword, numhword, hword_numpart
    with public.unaccent, pg_catalog.simple;
create function public.tonghop_search_vector(written text) returns tsvector
language sql immutable strict parallel safe
as $function$
    select to_tsvector('public.vietnamese'::regconfig, public.tonghop_spelling(written))
$function$;
create function public.tonghop_search_query(written text) returns tsquery
language sql immutable strict parallel safe
as $function$
    select websearch_to_tsquery('public.vietnamese'::regconfig, public.tonghop_spelling(written))
$function$;
"""
BACKWARDS = """
drop function public.tonghop_search_query(text);
drop function public.tonghop_search_vector(text);
drop text search configuration public.vietnamese;
"""


class Migration(migrations.Migration):
    dependencies = (("foundations", "0003_vietnamese_is_spelled_and_sorted"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
