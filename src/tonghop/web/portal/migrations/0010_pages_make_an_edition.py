"""Whatever changes a page for its readers makes another edition (publications 0005).

Wagtail's row of a page counts while it is live, and without what only editors see of it. Of our own tables every
change counts: they change when a page is published, withdrawn or first written, and never by reading. What
reading writes has no trigger, or it would undo itself: sizes of pictures, the bytes of files.
"""

from typing import Any

from django.db import migrations

TRIGGER = """
create constraint trigger new_edition{name} after {event} on public.{table}
    deferrable initially deferred for each row {condition} execute function public.tonghop_new_edition();"""

EDITORS_ALONE = (
    "array['draft_title', 'has_unpublished_changes', 'latest_revision_id', 'latest_revision_created_at', 'locked',"
    " 'locked_at', 'locked_by_id', 'go_live_at', 'expire_at', 'numchild', 'owner_id']"
)
SHOWN = f"(old.live or new.live) and to_jsonb(old) - {EDITORS_ALONE} is distinct from to_jsonb(new) - {EDITORS_ALONE}"

NOT_SHOWN = ("portal_keptfile", "portal_picturerendition", "portal_secondperson", "portal_secondperson_groups",
             "portal_visits")  # fmt: skip
OURS = """
select relname from pg_catalog.pg_class
where relnamespace = 'public'::regnamespace and relkind = 'r' and starts_with(relname, 'portal_')
    and relname <> all(%s) order by relname"""
WITH_TRIGGER = """
select tgrelid::regclass::text, tgname from pg_catalog.pg_trigger
where tgname like 'new_edition%%' and (starts_with(tgrelid::regclass::text, 'portal_')
    or starts_with(tgrelid::regclass::text, 'wagtail'))"""


def _triggers(table: str) -> str:
    changed = TRIGGER.format(
        name="", event="update", table=table, condition="when (old.* is distinct from new.*)"
    )
    return changed + TRIGGER.format(name="_beside", event="insert or delete", table=table, condition="")


OF_WAGTAIL = (
    TRIGGER.format(name="", event="update", table="wagtailcore_page", condition=f"when ({SHOWN})")
    + TRIGGER.format(name="_with", event="insert", table="wagtailcore_page", condition="when (new.live)")
    + TRIGGER.format(name="_without", event="delete", table="wagtailcore_page", condition="when (old.live)")
    + _triggers("wagtaildocs_document")
    + TRIGGER.format(name="", event="delete", table="portal_picturerendition", condition="")
)


def watch(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(OURS, [list(NOT_SHOWN)])
        ours = [table for (table,) in cursor.fetchall()]
        cursor.execute(OF_WAGTAIL + "".join(map(_triggers, ours)))


def watch_no_more(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(WITH_TRIGGER)
        for table, name in cursor.fetchall():
            cursor.execute(f"drop trigger {name} on public.{table}")


class Migration(migrations.Migration):
    dependencies = (
        ("portal", "0009_pictures_are_called_so"),
        ("publications", "0005_an_edition_of_everything_public"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    )
    operations = (migrations.RunPython(watch, watch_no_more),)
