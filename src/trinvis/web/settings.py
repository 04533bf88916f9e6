"""Django's settings, made for one workspace: nothing is read from the environment, nothing secret lies on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SESSION_HOURS = 8
LARGEST_UPLOAD = 512 * 1024 * 1024
"""Bytes; larger files belong on the command line."""


def settings_of(data: Path, secret: str, *, hosts: tuple[str, ...], secure: bool = False) -> dict[str, Any]:
    """All settings. ``data`` is the folder for users, sessions and jobs; ``secure`` says that the pages are behind HTTPS."""
    return {
        "DEBUG": False,
        "SECRET_KEY": secret,
        "ALLOWED_HOSTS": list(hosts),
        "ROOT_URLCONF": "trinvis.web.urls",
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": data / "web.sqlite",
                "OPTIONS": {
                    "timeout": 30,
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                },
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django_htmx",
            "trinvis.web.accounts",
            "trinvis.web.jobs",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "trinvis.web.security.content_security_policy",
            "django.middleware.gzip.GZipMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "trinvis.web.resume.keeps_what_was_typed",
            "django.contrib.auth.middleware.LoginRequiredMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
            "trinvis.web.errors.PlainSentences",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "trinvis.web.layout.frame",
                    ],
                    "builtins": ["trinvis.web.templatetags.trinvis"],
                    "libraries": {"trinvis": "trinvis.web.templatetags.trinvis"},
                },
            }
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        "LOGIN_URL": "login",
        "LOGIN_REDIRECT_URL": "overview",
        "LOGOUT_REDIRECT_URL": "login",
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": SESSION_HOURS * 3600,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_FAILURE_VIEW": "trinvis.web.errors.form_expired",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "LANGUAGE_CODE": "da",
        "LANGUAGES": [("da", "Dansk")],
        "USE_I18N": True,
        "TIME_ZONE": "Europe/Copenhagen",
        "USE_TZ": True,
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "STATICFILES_FINDERS": [
            "django.contrib.staticfiles.finders.FileSystemFinder",
            "django.contrib.staticfiles.finders.AppDirectoriesFinder",
        ],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_MAX_AGE": 3600,
        # uploads may hold persons: they stay in memory until they are sealed, never in a temporary file
        "FILE_UPLOAD_HANDLERS": ["trinvis.web.uploads.InMemory"],
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 16 * 1024 * 1024,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 20_000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 1_000,
        "LOGGING": {
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"console": {"class": "logging.StreamHandler"}},
            "loggers": {
                "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
                "django.request": {"handlers": ["console"], "level": "CRITICAL", "propagate": False},
                "waitress": {"handlers": ["console"], "level": "ERROR"},
            },
        },
    }
