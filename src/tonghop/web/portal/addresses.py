"""The portal's addresses."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from tonghop.web.portal import (
    document_list,
    documents,
    feeds,
    kept_files,
    pages,
    reading_aids,
    register,
    reports,
    searching,
)
from tonghop.web.portal.visiting import visiting

PATTERNS = [
    path("", visiting(pages.home), name="portal-home"),
    path("chuyen-muc/<slug:slug>/", visiting(pages.category), name="portal-category"),
    path("chuyen-muc/<slug:slug>/tin.atom", visiting(feeds.category_feed), name="portal-category-feed"),
    re_path(
        r"^(?P<kind>tin|chien-dich|van-ban|giai-dap)/(?P<rest>[\w/-]{1,200})$",
        visiting(pages.named),
        name="portal-page",
    ),
    path("tim-kiem/", visiting(searching.search), name="portal-search"),
    path("van-ban/", visiting(document_list.documents), name="portal-documents"),
    path("dinh-chinh/", visiting(register.register), name="portal-register"),
    path("bao-cao/<uuid:id>", visiting(reports.report), name="portal-report"),
    path("xac-minh/", visiting(reports.verify), name="portal-verify"),
    path("du-lieu/", visiting(reports.data), name="portal-data"),
    path("du-lieu/luoc-do.json", visiting(reports.schema), name="portal-schema"),
    path("du-lieu/<uuid:id>.csv", visiting(reports.as_csv), name="portal-csv"),
    path("du-lieu/<uuid:id>.json", visiting(reports.as_json), name="portal-json"),
    path("tin.atom", visiting(feeds.site_feed), name="portal-feed"),
    path("rss", RedirectView.as_view(url="/tin.atom", permanent=True), name="portal-rss"),
    path("sitemap.xml", visiting(feeds.sitemap), name="portal-sitemap"),
    path("robots.txt", visiting(feeds.robots), name="portal-robots"),
    path("hien-thi/", reading_aids.choose, name="portal-aids"),
    path("anh/<path:name>", kept_files.picture, name="portal-picture"),
    path("tep/<int:document_id>/<str:document_filename>", visiting(documents.file), name="wagtaildocs_serve"),
]
