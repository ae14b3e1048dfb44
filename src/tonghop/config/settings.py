"""Django's settings: one file, everything that differs between offices from the environment.

docs/reference/settings.md describes each. Nothing is started here: whoever opens the database (startup.py)
says where it is. Without that, the first query fails and says so.
"""

from pathlib import Path

from tonghop.config import environment
from tonghop.config.addresses import parse_address
from tonghop.config.postgres.place import data_folder

DEBUG = environment.boolean("TONGHOP_DEBUG", False)
SECRET_KEY = environment.secret("TONGHOP_SECRET_KEY", "")
ALLOWED_HOSTS = [
    name.strip() for name in environment.text("TONGHOP_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
]

# The program works as a role that owns nothing; migrations and backups are the owner's. Two addresses, so
# that a hole in the program cannot become the owner by a command of SQL.
DATABASE_ROLE = environment.choice("TONGHOP_DATABASE_ROLE", ("app", "owner"), "app")
_SETTING = {"app": "TONGHOP_DATABASE_URL", "owner": "TONGHOP_DATABASE_OWNER_URL"}[DATABASE_ROLE]
_URL = environment.secret(_SETTING, "")
DATABASES = {
    "default": parse_address(_URL, name=_SETTING).for_django
    if _URL
    else {"ENGINE": "django.db.backends.postgresql", "NAME": ""}
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "tonghop.apps.foundations",
    "tonghop.apps.audit",
    "tonghop.apps.accounts",
    "tonghop.apps.organisations",
    "tonghop.apps.directives",
]
AUDIT_ANCHOR_FOLDER = environment.text("TONGHOP_ANCHORS", str(data_folder() / "anchors"))

AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "tonghop.config.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tonghop.web.headers.Forbidding",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parents[1] / "web" / "templates"],
    }
]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Django's own default says nothing outside of DEBUG; an office's log is what the program says.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # Anybody who reaches the port could fill the disk with these; the answer is 400 in any case.
        "psycopg.pool": {"level": "ERROR"},  # it warns at every attempt to reach a database that is away
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

LANGUAGE_CODE = "vi"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
