"""All settings, from the environment (``docs/deployment.md`` lists the variables).

Development needs nothing set; production (``GONGKAI_MODE=production``) refuses to start on anything missing or unreadable.
"""

from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from portal.settings import environment

MODE = environment.choice("GONGKAI_MODE", ("development", "production"), "development")
PRODUCTION = MODE == "production"
DEBUG = environment.flag("GONGKAI_DEBUG", default=False)

#: Where the database (SQLite), uploads and, outside production, the secrets are kept.
DATA = Path(environment.text("GONGKAI_DATA") or "data").resolve()
#: Which half of the program this process serves: both, the office alone, or the public site alone.
ZONE = environment.choice("GONGKAI_ZONE", ("both", "office", "public"), "both")
#: Whether agencies' public sites are served from here. A companion leaves the site to the county's platform.
HOSTING = environment.flag("GONGKAI_HOSTING", default=True)
#: A pinned day for demonstrations and tests; None: the real one.
AS_OF = environment.day("GONGKAI_AS_OF")
#: A demonstration with invented data: the first page shows sign-ins and reports.
DEMO = environment.flag("GONGKAI_DEMO", default=False)
#: Reports shown on the first page of a demonstration.
DEMO_REPORTS = environment.text("GONGKAI_DEMO_REPORTS")

SECRET_KEY = environment.secret(
    "GONGKAI_SECRET_KEY", DATA / "secret-key", production=PRODUCTION, what="至少32个随机字符，妥善保管，不要更换"
)
#: Encrypts personal data of applicants at rest; whoever loses it loses that data.
FIELD_KEY = environment.secret(
    "GONGKAI_FIELD_KEY", DATA / "field-key", production=PRODUCTION, what="加密个人信息的密钥，至少32个随机字符，须另行备份"
)
#: Keys in force before, while ``gongkai keys rotate`` changes what they encrypted.
FIELD_KEYS_BEFORE = environment.words("GONGKAI_FIELD_KEYS_BEFORE")
ALLOWED_HOSTS = environment.words("GONGKAI_HOSTS") or (
    environment.required("GONGKAI_HOSTS", "网站域名，多个用逗号分开").split(",")
    if PRODUCTION
    else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "portal.agencies",
    "portal.audit",
    "portal.search",
    "portal.publishing",
    "portal.pages",
    "portal.applications",
    "portal.applications.fees",
    "portal.applications.handling",
    "portal.disputes",
    "portal.ledgers",
    "portal.notices",
    "portal.applicants",
    "portal.annual",
    "portal.desk",
    "portal.law",
    "portal.demo",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.snippets",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.EngineLanguage",
    "portal.law.middleware.AgencyCalendar",
    "portal.middleware.Zone",
    "portal.pages.access.CurrentClerks",
    "portal.middleware.MissingFiles",
    "portal.middleware.ContentSecurity",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.portal",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(environment.text("DATABASE_URL"), conn_max_age=60)
    if environment.text("DATABASE_URL")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "gongkai.sqlite3",
        # WAL lets readers go on while somebody writes; immediate transactions wait their turn instead of failing half-way;
        # synchronous FULL so that what was acknowledged survives a power cut.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agencies.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {"login": "portal.agencies.accounts.SignIn", "reset_password": "portal.agencies.accounts.AskReset"}
#: After five attempts that failed, an account waits so long.
SIGN_IN_PAUSE_MINUTES = 5
ACCOUNT_RATE_LIMITS = {"login_failed": f"10/m/ip,5/{SIGN_IN_PAUSE_MINUTES * 60}s/key"}
ACCOUNT_ADAPTER = "portal.agencies.accounts.Accounts"  # staff are entered by the clerk; applicants may sign up on a public site
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # of applicants alone, see the adapter
#: Whether applicants may have an account with all their applications. Nothing needs one.
APPLICANT_ACCOUNTS = environment.flag("GONGKAI_APPLICANT_ACCOUNTS", default=True)
ACCOUNT_LOGOUT_ON_GET = False
# Limits of sign-ups, sign-ins and mails count by the visitor, not by the reverse proxy of production: its last hop is
# believed, what a visitor wrote before it is not. They are counted together by all processes of the server.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0
if PRODUCTION:
    # Where the folder is full, a third of it is thrown away by chance, counters of those limits too: it is made so large that
    # only a flood of visitors fills it.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA / "cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [DATA / "locale"]  # compiled there when the program starts (portal/languages.py)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [Path(__file__).parent.parent / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Outside production files are served as they stand, so that nothing has to be collected first.
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 300
FILE_UPLOAD_PERMISSIONS = 0o640

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.text("GONGKAI_SMTP_HOST")
    else ("django.core.mail.backends.filebased.EmailBackend")
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = environment.text("GONGKAI_SMTP_HOST", "localhost")
EMAIL_PORT = int(environment.text("GONGKAI_SMTP_PORT", "25"))
EMAIL_HOST_USER = environment.text("GONGKAI_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("GONGKAI_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("GONGKAI_SMTP_TLS", default=False)
DEFAULT_FROM_EMAIL = environment.text("GONGKAI_MAIL_FROM", "gongkai@localhost")
EMAIL_TIMEOUT = 10

#: Whether applicants are told of what happens to their applications; nobody of a demonstration is.
NOTICES = environment.flag("GONGKAI_NOTICES", default=not DEMO)
#: Whether notices go out at once in the background, or only when ``gongkai manage send_notices`` is called.
NOTICES_AT_ONCE = environment.flag("GONGKAI_NOTICES_AT_ONCE", default=True)
# Text messages through Alibaba Cloud (短信服务): without a key none are sent.
SMS_URL = environment.text("GONGKAI_SMS_URL", "https://dysmsapi.aliyuncs.com/")
SMS_KEY = environment.text("GONGKAI_SMS_KEY")
SMS_SECRET = environment.required("GONGKAI_SMS_SECRET", "短信服务的 AccessKey Secret") if SMS_KEY else ""
SMS_SIGN = environment.required("GONGKAI_SMS_SIGN", "短信签名") if SMS_KEY else ""
SMS_TEMPLATE = environment.required("GONGKAI_SMS_TEMPLATE", "短信模板编号") if SMS_KEY else ""
# Template messages of a WeChat service account (微信服务号): without an account none are sent.
WECHAT_URL = environment.text("GONGKAI_WECHAT_URL", "https://api.weixin.qq.com").rstrip("/")
WECHAT_SIGN_IN = environment.text("GONGKAI_WECHAT_SIGN_IN", "https://open.weixin.qq.com/connect/oauth2/authorize")
WECHAT_APP = environment.text("GONGKAI_WECHAT_APP")
WECHAT_SECRET = environment.required("GONGKAI_WECHAT_SECRET", "服务号的 AppSecret") if WECHAT_APP else ""
WECHAT_TEMPLATE = environment.required("GONGKAI_WECHAT_TEMPLATE", "模板消息编号") if WECHAT_APP else ""

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Logs name what happened and to which number, never who: no request bodies, no query strings, no SQL parameters.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_personal_data": {"()": "portal.logs.WithoutPersonalData"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_personal_data"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

WAGTAIL_SITE_NAME = _("政府信息公开")
#: The address of the site, for links in mails.
BASE_URL = environment.text("GONGKAI_BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nothing is fetched from elsewhere, not even faces
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

#: Where the lines of 今天要办 come from: each a function of (office, day) that yields ``portal.desk.tasks.Task``.
DESK_SOURCES: list[str] = [
    "portal.applications.tasks.tasks",
    "portal.applications.fees.tasks.tasks",
    "portal.applications.handling.tasks.tasks",
    "portal.publishing.tasks.tasks",
    "portal.annual.tasks.tasks",
    "portal.ledgers.tasks.tasks",
    "portal.disputes.tasks.tasks",
    "portal.applications.moved.tasks",
    "portal.notices.tasks.tasks",
    "portal.applications.privacy.tasks.tasks",
]

#: What the statutory calendar shows beside the days of everybody: functions of (office, day) that yield
#: ``portal.desk.calendar.Milestone``.
CALENDAR_SOURCES: list[str] = ["portal.disputes.tasks.milestones"]

#: Folders with definitions of ledgers (台账), one YAML file for each kind; an office may add its own (``GONGKAI_LEDGERS``).
LEDGER_FOLDERS: list[Path] = [
    Path(__file__).parent.parent / "ledgers" / "definitions",
    *(Path(folder) for folder in environment.words("GONGKAI_LEDGERS")),
]
