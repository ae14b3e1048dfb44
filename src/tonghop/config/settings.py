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

HEAVY_SUMS_ENGINE = environment.choice("TONGHOP_ENGINE", ("duckdb", "spark"), "duckdb")

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
    "tonghop.apps.consolidation",
    "tonghop.apps.publications",
    "tonghop.web.office",
    # The portal's pen (docs/adr/0017): pages and editing, and nothing that asks others on the network.
    "tonghop.web.portal",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]
# The table comes with a migration (accounts 0005); several processes see the same codes and counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
AUDIT_ANCHOR_FOLDER = environment.text("TONGHOP_ANCHORS", str(data_folder() / "anchors"))

# E-mail: a mail server of the office's, or files that somebody hands on.
_SMTP = environment.secret("TONGHOP_SMTP_URL", "")
MAIL_FOLDER = environment.text("TONGHOP_MAIL", str(data_folder() / "mail"))
DEFAULT_FROM_EMAIL = environment.text("TONGHOP_MAIL_FROM", "tonghop@localhost")
EMAIL_BACKEND = "tonghop.config.mail_folder.FolderOfMails"
if _SMTP:
    globals().update(parse_mail_server(_SMTP).for_django)

AUTH_USER_MODEL = "accounts.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # a login is unique without regard to case: one_person_has_one_login
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A folder of reports comes as one form; how many files and bytes it may have is for its page to say.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

_WEB = Path(__file__).parents[1] / "web"
ROOT_URLCONF = "tonghop.config.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tonghop.web.compressed_files.Compressing",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tonghop.web.headers.Forbidding",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tonghop.web.sessions.Prolonging",
    "tonghop.web.language.Chosen",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tonghop.web.portal.old_addresses.LeadingOn",
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
            ],
            "builtins": ["tonghop.web.office.templatetags.vietnamese"],
        },
    }
]

# Sign-in (docs/adr/0013-sign-in.md). People are entered by an administrator; nobody signs up.
AUTHENTICATION_BACKENDS = ["tonghop.web.office.known_people.KnownPeople"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": f"{_VALIDATION}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "full_name", "email")},
    },
    {"NAME": f"{_VALIDATION}CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "tonghop.web.office.entrance.Entrance"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a cookie ends with the browser: desks are shared
ACCOUNT_FORMS = {
    "login": "tonghop.web.office.entrance_forms.SignInForm",
    "reauthenticate": "tonghop.web.office.entrance_forms.AgainForm",
}
# Our own limiter counts wrong passwords (apps/accounts/limits.py). Of allauth's only what is counted for one
# person stays, the second factor: nothing of his may be counted by an address that two hundred people share.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/300s/key",
    "reauthenticate": "20/m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": None}  # a passkey cannot be guessed
MFA_ADAPTER = "tonghop.web.office.entrance.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "tonghop.web.office.entrance_forms.CodeForm",
    "reauthenticate": "tonghop.web.office.entrance_forms.CodeAgainForm",
    "activate_totp": "tonghop.web.office.entrance_forms.FirstCodeForm",
    "add_webauthn": "tonghop.web.office.entrance_forms.AddKeyForm",
    "edit_webauthn": "tonghop.web.office.entrance_forms.RenameKeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # so that a passkey alone is two factors
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tổng hợp"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/van-phong/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# The portal. Files of editors stand in the database like everything else, so that a backup has them.
STORAGES = {
    "default": {"BACKEND": "tonghop.web.portal.kept_files.InTheDatabase"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "tonghop.web.portal.editors_search", "SEARCH_CONFIG": "simple"}
}
WAGTAIL_SITE_NAME = "Cổng công bố"
WAGTAILIMAGES_IMAGE_MODEL = "portal.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 2**20
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "ods", "odt", "csv"]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "tonghop.web.portal.finishing.publish_reviewed"
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
WAGTAIL_AUTOSAVE_INTERVAL = 3000  # milliseconds after the last letter
WAGTAIL_ENABLE_UPDATE_CHECK = False  # it would ask a server of Wagtail's from the editor's browser
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # people and passwords are the office's (accounts)
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False

# Served over https or not, behind a proxy or not.
HTTPS = environment.boolean("TONGHOP_HTTPS", False)
# The sample office of `tonghop serve --demo`: its accounts have one printed password and no second factor.
DEMO = environment.boolean("TONGHOP_DEMO", False)
OFFICE_ADDRESS = environment.text("TONGHOP_ADDRESS", "http://localhost:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = OFFICE_ADDRESS
PORTAL_CONTACT = environment.text("TONGHOP_PORTAL_CONTACT", "")  # where readers report an error
TRUSTED_PROXIES = frozenset(
    name.strip() for name in environment.text("TONGHOP_TRUSTED_PROXY", "").split(",") if name.strip()
)
SESSION_COOKIE_NAME = "__Host-tonghop_session" if HTTPS else "tonghop_session"
SESSION_ENGINE = "tonghop.web.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # from the last request (web/sessions.py)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-tonghop_csrf" if HTTPS else "tonghop_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tonghop.web.office.data_answers.token_refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0


STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "static"]
WHITENOISE_USE_FINDERS = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Django's own default says nothing outside of DEBUG; an office's log is what the program says.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets left out": {"()": "tonghop.web.office.logged_paths.SecretsLeftOut"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["secrets left out"]},
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
FORMAT_MODULE_PATH = "tonghop.web.formats"
LANGUAGE_COOKIE_NAME = "tonghop_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
