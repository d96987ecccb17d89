"""Settings of an installation. What differs between installations comes from the environment; all else stands here.

LEITAI_DATA       folder of the database, the files and the secret key   (default: `.leitai` beside `src`)
LEITAI_DATABASE   postgresql://user:password@host:port/name              (default: SQLite in LEITAI_DATA)
LEITAI_HOSTS      names under which it is served, comma separated        (default: the loopback names)
LEITAI_HTTPS      1 where it is reached by HTTPS only: secure cookies, HSTS
LEITAI_PROXIES    how many proxies of ours stand before it               (default: 0, the peer's address is the client's)
"""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.csp import CSP

SOURCE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("LEITAI_DATA") or SOURCE.parents[1] / ".leitai").resolve()


def _one_of(name: str, usual: str, *known: str) -> str:
    """A setting that is one of a few words: a misspelt one would quietly mean the weaker."""
    value = os.environ.get(name) or usual
    if value not in known:
        raise SystemExit(f"leitai: {name}={value} is none of {', '.join(known)}")
    return value


HTTPS = _one_of("LEITAI_HTTPS", "0", "0", "1") == "1"
PROXIES = int(_one_of("LEITAI_PROXIES", "0", *map(str, range(10))))
LOG_LEVEL = _one_of("LEITAI_LOG", "WARNING", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _secret_key() -> str:
    """The key of this installation: made once, readable by its owner alone."""
    path = DATA / "secret-key"
    try:
        if not path.exists():
            DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(fd, "w") as file:
                file.write(secrets.token_urlsafe(64))
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"leitai: the key in {path} can't be read or made ({error}); see LEITAI_DATA") from None


def _database(url: str | None) -> dict[str, Any]:
    if not url:
        # WAL with immediate transactions: readers never wait, two writers queue instead of failing half-way.
        # synchronous=FULL: a confirmed action survives a power cut; NORMAL loses some (measured).
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "leitai.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
                    # Before 3.51.3 a checkpoint beside a writer can damage the file: `store.jobs` does them alone.
                    "PRAGMA wal_autocheckpoint=0;"
                ),
            },
            # A file as in use, so that threads of a test meet each other as people do; one for each process.
            "TEST": {"NAME": Path(tempfile.gettempdir()) / f"leitai-test-{os.getpid()}.sqlite3"},
        }
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.lstrip("/") or port == -1:
        raise SystemExit("leitai: LEITAI_DATABASE is no postgresql://user:password@host:port/name")  # says no password
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],  # or the folder of a socket: ?host=/run/…
        "PORT": port or "",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 2}, "application_name": "leitai"},
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DEBUG = False
HOSTS = os.environ.get("LEITAI_HOSTS", "127.0.0.1,localhost,[::1]")
ALLOWED_HOSTS = [name.strip() for name in HOSTS.split(",") if name.strip()]
if any("*" in name for name in ALLOWED_HOSTS):
    raise SystemExit("leitai: LEITAI_HOSTS=* would let anybody forge its address; name the hosts it is reached by")
if len(set(SECRET_KEY)) < 16 or len(SECRET_KEY) < 50:
    raise SystemExit(f"leitai: the key in {DATA / 'secret-key'} is too weak; delete the file and a good one is made")
INTERNAL_IPS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "django_tasks_db",
    "leitai.store",
    "leitai.web",
    "leitai.audit",
    "leitai.accounts",
    "leitai.enterprises",
    "leitai.documents",
    "leitai.register",
    "leitai.workbooks",
    "leitai.cockpit",
    "leitai.demonstration",
]
INSTALLED_APPS = [
    a for a in INSTALLED_APPS if not a.startswith("leitai.") or (SOURCE / a.split(".")[1] / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leitai.web.door.SheetMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leitai.accounts.middleware.ActorMiddleware",
    "leitai.web.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "leitai.config.urls"
WSGI_APPLICATION = "leitai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "leitai.accounts.context.page",
            ],
        },
    },
]

DATABASES = {"default": _database(os.environ.get("LEITAI_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "cockpit:desk"
LOGOUT_REDIRECT_URL = "accounts:sign_in"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]  # each in its own words
LANGUAGE_COOKIE_NAME = "leitai_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
LEITAI_UPLOAD_MAX_BYTES = 30_000_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Sessions: idle half an hour, never longer than a working day; the name says that only HTTPS sends them.
SESSION_ENGINE = "leitai.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LEITAI_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_NAME = "__Host-leitai" if HTTPS else "leitai"
CSRF_COOKIE_NAME = "__Host-leitai-csrf" if HTTPS else "leitai-csrf"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "leitai.web.views.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = False  # the proxy in front does that; the health page must answer it plainly
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}

# Lockout (ASVS 6.3.1): five wrong passwords for a name close it for a quarter of an hour, also to the right one.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ADMIN = False
AXES_IPWARE_PROXY_COUNT = PROXIES
AXES_CLIENT_IP_CALLABLE = "leitai.accounts.lockout.network"
AXES_LOCKOUT_CALLABLE = "leitai.accounts.lockout.answer"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # knocking on a closed door doesn't keep it closed for longer
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in the history, without names
# One password tried over many names (ASVS 6.3.1): wrong sign-ins within 15 minutes from one network, and from everywhere.
# axes would count by address as well; a name alone is stricter, and networks are counted here by `accounts`.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
LEITAI_FAILURES_PER_NETWORK = 40
LEITAI_FAILURES_IN_TOTAL = 400

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
