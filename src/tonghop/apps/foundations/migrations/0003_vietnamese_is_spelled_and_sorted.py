"""One spelling to compare, one key to sort by: the twins of `tonghop.domain.language` in the database.

Both work on the decomposed text, where every Vietnamese letter is a Latin one with marks (đ alone is not), so
that they do not depend on the server's locale: the embedded server has none, and `lower` then knows ASCII only.
Everything is named with its schema, since indexes are rebuilt under an empty search path.
"""

from django.db import migrations

SPELLING = r"""
create function public.tonghop_spelling(written text) returns text
language sql immutable strict parallel safe
as $function$
    select normalize(
        regexp_replace(
            regexp_replace(
                translate(lower(normalize(written, NFD)), 'ĐðÐ', 'đđđ'),
                '(o)([ae])([\u0300\u0301\u0303\u0309\u0323])(?![a-zđ\u0300-\u036f])', '\1\3\2', 'g'
            ),
            '(?<!q)(u)(y)([\u0300\u0301\u0303\u0309\u0323])(?![a-zđ\u0300-\u036f])', '\1\3\2', 'g'
        ),
        NFC
    )
$function$;
comment on function public.tonghop_spelling(text) is
    'NFC, lower case, new placement of tones: hoà, Hòa and HOÀ become hòa';
"""

SORT_KEY = r"""
create function public.tonghop_sort_key(written text) returns text
language sql immutable strict parallel safe
as $function$
    with spelled as (
        select btrim(regexp_replace(
            normalize(public.tonghop_spelling(written), NFD), '[^a-z0-9đ\u0300-\u036f]+', ' ', 'g'
        )) as marked
    ), numbered as (
        select regexp_replace(
            regexp_replace(marked, '(?<![0-9])([0-9]{1,8})(?![0-9])', '00000000\1', 'g'),
            '(?<![0-9])0+([0-9]{9})(?![0-9])', '\1', 'g'
        ) as marked from spelled
    )
    select translate(
            normalize(regexp_replace(marked, '[\u0300\u0301\u0303\u0309\u0323]', '', 'g'), NFC),
            'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg'
        ) || chr(9) || translate(
            regexp_replace(
                regexp_replace(marked, '[\u0302\u0306\u031b]', '', 'g'),
                '[^\u0300\u0301\u0303\u0309\u0323]', '0', 'g'
            ),
            U&'\0300\0309\0303\0301\0323', '12345'
        )
    from numbered
$function$;
comment on function public.tonghop_sort_key(text) is
    'Vietnamese alphabetical order under the C collation: letters first, then tones; 2 before 10';
"""

BACKWARDS = """
drop function public.tonghop_sort_key(text);
drop function public.tonghop_spelling(text);
"""


class Migration(migrations.Migration):
    dependencies = (("foundations", "0002_extensions_of_postgres"),)
    operations = (migrations.RunSQL([SPELLING, SORT_KEY], BACKWARDS),)
