"""A first page without Wagtail's welcome, two groups that follow mandates, and the one way out: a second person.

Nobody gets Wagtail's right to publish: it would pass review by, and so would its own groups, which go.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

WRITERS, REVIEWERS = "Cổng: soạn bài", "Cổng: duyệt bài"
OF_PAGES = {WRITERS: ("add_page", "change_page"), REVIEWERS: ("change_page",)}
OF_FILES = (
    ("wagtailimages", "image", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", "document", ("add_document", "change_document", "choose_document")),
)


def lay(apps: Any, editor: Any) -> None:
    model = apps.get_model
    home = _home(model)
    groups = {name: model("auth", "Group").objects.get_or_create(name=name)[0] for name in OF_PAGES}
    model("auth", "Group").objects.filter(name__in=("Editors", "Moderators")).delete()
    for name, codes in OF_PAGES.items():
        for code in codes:
            model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=groups[name],
                page_id=home.pk,
                permission=_permission(model, "wagtailcore", "page", code),
            )
    root = model("wagtailcore", "Collection").objects.get(depth=1)
    for app, name, codes in OF_FILES:
        for code in codes:
            model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=groups[WRITERS], collection=root, permission=_permission(model, app, name, code)
            )
    for group in groups.values():
        group.permissions.add(_permission(model, "wagtailadmin", "admin", "access_admin"))
    _review(model, home, groups[REVIEWERS])


def _home(model: Any) -> Any:
    page = model("wagtailcore", "Page")
    root = page.objects.get(depth=1)
    model("wagtailcore", "Site").objects.all().delete()
    page.objects.filter(depth__gt=1).delete()
    kind = _kind(model, "portal", "homepage")
    now = timezone.now()
    home = model("portal", "HomePage").objects.create(
        title="Cổng công bố",
        draft_title="Cổng công bố",
        slug="cong-cong-bo",
        content_type=kind,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/cong-cong-bo/",
        locale=model("wagtailcore", "Locale").objects.first(),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    root.numchild = 1
    root.save()
    model("wagtailcore", "Site").objects.create(
        hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True
    )
    return home


def _review(model: Any, home: Any, group: Any) -> None:
    model("wagtailcore", "WorkflowPage").objects.all().delete()
    model("wagtailcore", "Workflow").objects.all().update(active=False)
    model("wagtailcore", "Task").objects.all().update(active=False)
    task = model("portal", "SecondPerson").objects.create(
        name="Người thứ hai duyệt", content_type=_kind(model, "portal", "secondperson"), active=True
    )
    task.groups.add(group)
    way = model("wagtailcore", "Workflow").objects.create(name="Duyệt đăng bài", active=True)
    model("wagtailcore", "WorkflowTask").objects.create(workflow=way, task_id=task.pk, sort_order=0)
    model("wagtailcore", "WorkflowPage").objects.create(workflow=way, page_id=home.pk)


def _kind(model: Any, app: Any, name: Any) -> Any:
    return model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=name)[0]


def _permission(model: Any, app: Any, name: Any, code: Any) -> Any:
    return model("auth", "Permission").objects.get_or_create(
        content_type=_kind(model, app, name), codename=code, defaults={"name": code}
    )[0]


class Migration(migrations.Migration):
    dependencies = (
        ("portal", "0001_pages_of_the_portal"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailadmin", "0003_admin_managed"),
        ("wagtailimages", "0027_image_description"),
        ("contenttypes", "0002_remove_content_type_name"),
    )
    operations = (migrations.RunPython(lay, migrations.RunPython.noop),)
