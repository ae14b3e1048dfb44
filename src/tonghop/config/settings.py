"""Django's settings: one file, everything that differs between offices from the environment.

docs/reference/settings.md describes each. Nothing is started here: whoever opens the database (startup.py)
says where it is. Without that, the first query fails and says so.
"""

from pathlib import Path

from tonghop.config import environment
from tonghop.config.addresses import parse_address
from tonghop.config.mail_servers import parse_mail_server
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
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "tonghop.apps.foundations",
    "tonghop.apps.audit",
    "tonghop.apps.accounts",
    "tonghop.apps.organisations",
    "tonghop.apps.directives",
    "tonghop.apps.reporting",
    "tonghop.web.office",
]
AUDIT_ANCHOR_FOLDER = environment.text("TONGHOP_ANCHORS", str(data_folder() / "anchors"))

# E-mail: a mail server of the office's, or files that somebody hands on.
_SMTP = environment.secret("TONGHOP_SMTP_URL", "")
MAIL_FOLDER = environment.text("TONGHOP_MAILS", str(data_folder() / "mail"))
DEFAULT_FROM_EMAIL = environment.text("TONGHOP_MAIL_FROM", "tonghop@localhost")
EMAIL_BACKEND = "tonghop.config.mail_folder.FolderOfMails"
if _SMTP:
    globals().update(parse_mail_server(_SMTP).for_django)

AUTH_USER_MODEL = "accounts.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # a login is unique without regard to case: one_person_has_one_login
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_WEB = Path(__file__).parents[1] / "web"
ROOT_URLCONF = "tonghop.config.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tonghop.web.headers.Forbidding",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tonghop.web.office.frame.frame",
            ]
        },
    }
]

# Sign-in. People are entered by an administrator; nobody signs up.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Tổng hợp"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/van-phong/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "static"]
WHITENOISE_USE_FINDERS = True
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
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [_WEB / "locale"]
LANGUAGE_COOKIE_NAME = "tonghop_language"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
