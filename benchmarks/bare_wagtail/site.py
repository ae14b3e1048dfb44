"""The bare site: no middleware and connections that stay open. Its database is named by BARE_DATABASE.

`python -m benchmarks.bare_wagtail.site < PAGES` makes its tables and pages: [{slug, title, paragraphs}, …].
"""

import json
import os
import sys

from django.conf import settings

from tonghop.config.addresses import parse_address

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["localhost"],
        DATABASES={"default": parse_address(os.environ["BARE_DATABASE"]).for_django | {"CONN_MAX_AGE": None}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "benchmarks.bare_wagtail",
            "wagtail.users", "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin",
            "wagtail", "modelcluster", "taggit",
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        ],
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        SECRET_KEY="only for the benchmark",
        STATIC_URL="/static/",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        USE_TZ=True,
        WAGTAIL_SITE_NAME="bare",
        WAGTAILADMIN_BASE_URL="http://localhost",
    )  # fmt: skip

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402

urlpatterns = [path("", include("wagtail.urls"))]
application = get_wsgi_application()


def fill(pages: list[dict[str, object]]) -> None:
    """Make the tables and the pages, below Wagtail's own first page."""
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from benchmarks.bare_wagtail.models import BarePage

    call_command("migrate", interactive=False, verbosity=0)
    home = Site.objects.get(is_default_site=True).root_page
    for told in pages:
        page = BarePage(title=told["title"], slug=told["slug"])
        page.body = [("paragraph", f"<p>{words}</p>") for words in told["paragraphs"]]  # type: ignore[attr-defined]
        Page.objects.get(pk=home.pk).add_child(instance=page)
        page.save_revision().publish()


if __name__ == "__main__":
    fill(json.load(sys.stdin))
