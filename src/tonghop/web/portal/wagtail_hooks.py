"""What editors see of Wagtail: pages, pictures, documents and what waits for review."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from tonghop.web.portal import visit_report
from tonghop.web.portal.reviewing import asked_to_change

SHOWN = frozenset({"explorer", "images", "documents", "reports"})
"""Menu items that editors need; people, sites and settings are looked after elsewhere."""

REPORTS = frozenset({"workflows", "workflow-tasks", "visits"})
"""Reports that editors need: what was submitted, where it stands. Others tell who did what all day."""


@hooks.register("construct_main_menu")
def only_what_editors_need(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in SHOWN]


@hooks.register("construct_reports_menu")
def only_reports_of_review(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in REPORTS]


@hooks.register("before_edit_page")
def say_why_it_came_back(request: HttpRequest, page: Any) -> None:
    """Tell an editor who opens a page that was sent back what is to be changed."""
    if request.method == "GET" and (why := asked_to_change(page)):
        messages.warning(request, f"Bài được trả lại để sửa: {why}")


@hooks.register("register_admin_urls")
def addresses_of_ours() -> list[URLPattern]:
    return [path("luot-doc/", visit_report.page, name="portal-visits")]


@hooks.register("register_reports_menu_item")
def visits_among_reports() -> MenuItem:
    return MenuItem("Lượt đọc", reverse("portal-visits"), name="visits", icon_name="view", order=1)
