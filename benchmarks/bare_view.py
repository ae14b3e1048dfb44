"""The peer of deadline-day: a bare Django view that stores one row with the JSON it was sent, and no more.

No sessions, no rights, no middleware, no audit; the connection to the database stays open. Its database is
named by BARE_DATABASE (postgresql://…): the same server, with the same promises of durability.
"""

import json
import os
from uuid import uuid4

from django.conf import settings

from tonghop.config.addresses import parse_address

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["localhost"],
        DATABASES={"default": parse_address(os.environ["BARE_DATABASE"]).for_django | {"CONN_MAX_AGE": None}},
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        SECRET_KEY="only for the benchmark",
        USE_TZ=True,
    )

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Report(models.Model):
    """One report that was sent."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    content = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "bare"
        db_table = "bare_report"


def store(request: HttpRequest) -> JsonResponse:
    """Store one row."""
    kept = Report.objects.create(content=json.loads(request.body))
    return JsonResponse({"id": str(kept.pk)})


urlpatterns = [path("store/", store)]
application = get_wsgi_application()
