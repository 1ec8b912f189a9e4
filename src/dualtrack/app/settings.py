"""Django's settings, all of them derived from the one typed configuration."""

from pathlib import Path

from dualtrack.app.ledger.configuration import load

DUALTRACK = load()
_APP = Path(__file__).parent


def _there(names: tuple[str, ...]) -> list[str]:
    """Our apps that are built already, in the order in which they may import each other."""
    return [f"dualtrack.app.{name}" for name in names if (_APP / name / "apps.py").exists()]


_OURS = _there(
    (
        "ledger",
        "accounts",
        "mappings",
        "registers",
        "scope",
        "controls",
        "risks",
        "evidence",
        "audits",
        "programme",
        "web",
    )
)
_ACCOUNTS = "dualtrack.app.accounts" in _OURS

SECRET_KEY = DUALTRACK.session_key()  # empty without a home: Django then refuses to sign anything
DEBUG = False
ALLOWED_HOSTS = list(DUALTRACK.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *(["allauth", "allauth.account"] if _ACCOUNTS else []),
    *_OURS,
]
_WEB = "dualtrack.app.web" in _OURS
MIDDLEWARE = [
    "dualtrack.app.ledger.checkpoints.signing",
    "django.middleware.security.SecurityMiddleware",
    *(["dualtrack.app.web.base.middleware.PolicyMiddleware"] if _WEB else []),
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["dualtrack.app.web.base.access.AccessMiddleware"] if _WEB else []),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *(["allauth.account.middleware.AccountMiddleware"] if _ACCOUNTS else []),
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *(["dualtrack.app.web.base.errors.ErrorsMiddleware"] if _WEB else []),
]
ROOT_URLCONF = "dualtrack.app.urls"
WSGI_APPLICATION = "dualtrack.app.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((_APP / "web").glob("*/templates")),  # one folder a page
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                *(["dualtrack.app.web.templatetags.dualtrack"] if _WEB else []),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *(["dualtrack.app.web.base.frame.frame"] if _WEB else []),
            ],
        },
    }
]

DATABASES = {"default": DUALTRACK.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if _ACCOUNTS:
    AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    *(["allauth.account.auth_backends.AuthenticationBackend"] if _ACCOUNTS else []),
]
# scrypt costs whoever guesses memory as well as time, and whoever signs in a third of what PBKDF2 does.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of homes made before; written anew at sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = (
    "dualtrack.app.web.signin.adapter.Adapter" if _WEB else "allauth.account.adapter.DefaultAccountAdapter"
)
ALLAUTH_TRUSTED_PROXY_COUNT = DUALTRACK.trusted_proxies

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = DUALTRACK.language
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [_APP / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the packages themselves: nothing to collect
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# Headers, cookies and size limits; the content security policy is set by the pages themselves.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
if _WEB:
    FILE_UPLOAD_HANDLERS = [
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "dualtrack.app.web.base.uploads.CarefulUploadHandler",
    ]
if DUALTRACK.public_url:
    CSRF_TRUSTED_ORIGINS = [DUALTRACK.public_url]
if DUALTRACK.https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
if DUALTRACK.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": DUALTRACK.log_level},
}
