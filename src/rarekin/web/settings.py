"""Django's settings: the environment decides, nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from rarekin.api.home import home
from rarekin.web.environment import (
    read_database,
    read_list,
    read_networks,
    read_number,
    read_private,
    read_secret,
    read_switch,
)
from rarekin.web.languages import languages_in

HERE = Path(__file__).parent

DEBUG = read_switch("RAREKIN_DEBUG")
SITE_URL = os.environ.get("RAREKIN_SITE_URL", "").rstrip("/")
SITE_NAME = os.environ.get("RAREKIN_SITE_NAME", "Rarekin")
IS_HTTPS = SITE_URL.startswith("https://")
SECRET_KEY, SECRET_KEY_IS_KEPT = read_secret("RAREKIN_SECRET_KEY", home() / "secret_key")
SECRET_KEY_FALLBACKS = read_list("RAREKIN_SECRET_KEY_FALLBACKS")

_site_host = urlsplit(SITE_URL).hostname
_own_hosts = ("localhost", "127.0.0.1", "[::1]", *((_site_host,) if _site_host else ()))
ALLOWED_HOSTS = read_list("RAREKIN_HOSTS", _own_hosts)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rarekin.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "rarekin.web.shell",
    "rarekin.web.atlas",
    "rarekin.web.clinic",
    "rarekin.web.community",
    "rarekin.web.curation",
    "rarekin.web.hosting",
    "rarekin.web.http_api",
]

MIDDLEWARE = [
    "rarekin.web.shell.latency.Latency",
    "rarekin.web.shell.middleware.SecurityHeaders",
    "rarekin.web.shell.probes.Probes",
    "rarekin.web.shell.middleware.ConfiguredAddress",
    "rarekin.web.shell.static_files.PackagedFiles",
    "rarekin.web.shell.middleware.NoBodyOnHead",
    "rarekin.web.shell.middleware.NoNullCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rarekin.web.shell.middleware.LanguageFromPath",
    "rarekin.web.shell.partial.EnglishInBetween",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rarekin.web.shell.middleware.ErrorPages",
    "allauth.account.middleware.AccountMiddleware",
    "rarekin.web.accounts.guarding.suspended.OneRoomOnly",
]

ROOT_URLCONF = "rarekin.web.urls"
WSGI_APPLICATION = "rarekin.web.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "rarekin.web.shell.templatetags.shell",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rarekin.web.shell.context.site",
                "rarekin.web.accounts.context.host",
            ],
        },
    }
]

DATABASES = {
    "default": read_database(
        os.environ.get("RAREKIN_DATABASE_URL", ""),
        home() / "people.sqlite3",
        read_private("RAREKIN_DATABASE_PASSWORD"),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Mails have a queue and a worker of their own: a slow mail server holds up nothing else.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
# Rate limits are counted here, so every worker must see the same counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "KEY_FUNCTION": "rarekin.web.accounts.guarding.limits.hidden_key",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["rarekin.web.accounts.backend.Backend"]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": f"{_VALIDATORS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}NumericPasswordValidator"},
    {"NAME": "rarekin.web.accounts.arriving.passwords.CommonPartsValidator"},
    {"NAME": "rarekin.web.accounts.arriving.passwords.BreachedPasswordValidator"},
]
# A sorted file of SHA-1 hashes, one a line; looked up on this machine, never elsewhere.
BREACHED_PASSWORDS = os.environ.get("RAREKIN_BREACHED_PASSWORDS", "")
# Days before a new account, or one that changed what it has, is proposed to anybody.
WAITING_DAYS = int(read_number("RAREKIN_WAITING_DAYS", 7, 0, 365))
# Days within which a new card appears, at random, so that nobody can tell who just came.
PROPOSAL_DELAY_DAYS = read_number("RAREKIN_PROPOSAL_DELAY_DAYS", 2, 0, 365)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:me"
ACCOUNT_LOGOUT_REDIRECT_URL = "atlas:home"
ACCOUNT_ADAPTER = "rarekin.web.accounts.arriving.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
_FORMS = "rarekin.web.accounts.arriving.sign_in_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.Login",
    "change_password": f"{_FORMS}.ChangePassword",
    "reset_password": "rarekin.web.accounts.arriving.reset_form.ResetPassword",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordFromKey",
    "reauthenticate": f"{_FORMS}.Reauthenticate",
    "add_email": f"{_FORMS}.NewAddress",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if read_switch("RAREKIN_BEHIND_PROXY") else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_FORMS = {
    "authenticate": f"{_FORMS}.Code",
    "reauthenticate": f"{_FORMS}.CodeAgain",
    "activate_totp": f"{_FORMS}.FirstCode",
    "add_webauthn": f"{_FORMS}.AddPasskey",
    "edit_webauthn": f"{_FORMS}.RenamePasskey",
}
MFA_ADAPTER = "rarekin.web.accounts.arriving.second_factor.SealingAdapter"

# Mail is written to a table with the change it announces; the worker delivers it.
EMAIL_BACKEND = "rarekin.web.accounts.outbox.Outbox"
DELIVERY_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("RAREKIN_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("RAREKIN_SMTP_HOST", "localhost")
EMAIL_PORT = int(read_number("RAREKIN_SMTP_PORT", 587, 1, 65535))
EMAIL_HOST_USER = os.environ.get("RAREKIN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = read_private("RAREKIN_SMTP_PASSWORD")
# Port 465 speaks TLS from the first byte, the others after STARTTLS.
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and read_switch("RAREKIN_SMTP_TLS", default=True)
# A mail server that says nothing must not hold up the other mails.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("RAREKIN_MAIL_FROM", f"{SITE_NAME} <no-reply@localhost>")

LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]
_languages = languages_in(LOCALE_PATHS[0])
LANGUAGES = [(language.code, language.name) for language in _languages]
WHOLE_LANGUAGES = [language.code for language in _languages if not language.is_partial]
PARTIAL_LANGUAGES = frozenset(language.code for language in _languages if language.is_partial)
FORMAT_MODULE_PATH = ["rarekin.web.dates"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "rarekin.web.shell.static_files.NamedByContent"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Uploads stay in memory: nothing a reader hands in touches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if read_switch("RAREKIN_BEHIND_PROXY") else None
)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = IS_HTTPS
# The prefix lets no other host name and no unencrypted page set these cookies.
_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_HTTPONLY = True
# It ends with the browser, as the session does: on a shared machine nothing says who was here.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "rarekin.web.shell.views.refused"

SYNC_IS_ON = read_switch("RAREKIN_SYNC", default=True)
# Days without a whole sync after which the hosts are told.
SYNC_WARN_DAYS = int(read_number("RAREKIN_SYNC_WARN_DAYS", 3, 1, 365))

# Who may read /metrics, by address; nobody unless it is said.
METRICS = read_networks("RAREKIN_METRICS")

# Paths, queries and messages say what somebody looked up, so they are never logged:
# Django's own request loggers are silent and the shell writes view name, kind and trace id.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "rarekin": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
        "django.server": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
    },
}
