"""The portal's addresses."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from tonghop.web.portal import (
    about,
    document_list,
    documents,
    feeds,
    kept_files,
    pages,
    public_days,
    reading_aids,
    register,
    reports,
    searching,
    share_pictures,
    sitemaps,
)
from tonghop.web.portal.visiting import visiting

FORM = r"(?P<form>tin\.atom|rss\.xml)"
"""A feed's two forms (feeds.FORMS)."""

PATTERNS = [
    path("", visiting(pages.home), name="portal-home"),
    path("chuyen-muc/<slug:slug>/", visiting(pages.category), name="portal-category"),
    re_path(
        rf"^chuyen-muc/(?P<slug>[\w-]{{1,255}})/{FORM}$",
        visiting(feeds.category_feed),
        name="portal-category-feed",
    ),
    re_path(
        rf"^chien-dich/(?P<name>[\w-]{{1,200}})-(?P<id>[0-9]{{1,9}})/{FORM}$",
        visiting(feeds.campaign_feed),
        name="portal-campaign-feed",
    ),
    path("gioi-thieu/", visiting(about.in_vietnamese), name="portal-about"),
    path("en/about/", visiting(about.in_english), name="portal-about-english"),
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
    path("du-lieu/datapackage.json", visiting(reports.package), name="portal-package"),
    re_path(rf"^{FORM}$", visiting(feeds.site_feed), name="portal-feed"),
    path("rss", RedirectView.as_view(url="/rss.xml", permanent=True), name="portal-rss"),
    path("lich.ics", visiting(public_days.calendar), name="portal-calendar"),
    path("sitemap.xml", visiting(sitemaps.index), name="portal-sitemap"),
    path("sitemap-tin.xml", visiting(sitemaps.news), name="portal-sitemap-news"),
    re_path(
        r"^sitemap-(?P<kind>[a-z-]{1,20})-(?P<number>[0-9]{1,4})\.xml$",
        visiting(sitemaps.file),
        name="portal-sitemap-file",
    ),
    path("robots.txt", visiting(sitemaps.robots), name="portal-robots"),
    re_path(
        r"^chia-se/trang-(?P<id>[0-9]{1,9})-(?P<hash>[0-9a-f]{12})\.png$",
        visiting(share_pictures.of_page),
        name="portal-share-picture",
    ),
    re_path(
        r"^chia-se/bao-cao-(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?P<hash>[0-9a-f]{12})\.png$",
        visiting(share_pictures.of_report),
        name="portal-share-report",
    ),
    path("hien-thi/", reading_aids.choose, name="portal-aids"),
    path("anh/<path:name>", kept_files.picture, name="portal-picture"),
    path("tep/<int:document_id>/<str:document_filename>", visiting(documents.file), name="wagtaildocs_serve"),
]
