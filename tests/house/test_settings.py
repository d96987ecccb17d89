"""An installation that would be unsafe does not start, and says in one sentence why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
SHOW = "from leitai.config import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS, len(s.SECRET_KEY))"


def start(folder, **environment):
    words = {**os.environ, "LEITAI_DATA": str(folder), "PYTHONPATH": str(SOURCE), **environment}
    return subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=False, env=words)


def test_hosts_are_named(tmp_path):
    found = start(tmp_path, LEITAI_HOSTS="a.example,*")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith("leitai: LEITAI_HOSTS=*")
    assert found.stderr.count("\n") == 1


@pytest.mark.parametrize("key", ["", "secret", "a" * 80, "django-insecure-" * 2])
def test_a_weak_key_does_not_start(tmp_path, key):
    (tmp_path / "secret-key").write_text(key)
    found = start(tmp_path)
    assert (found.returncode, found.stderr.count("\n")) == (1, 1)
    assert "too weak" in found.stderr


def test_a_new_installation_makes_its_own_key_for_its_owner_alone(tmp_path):
    found = start(tmp_path / "new")
    assert found.returncode == 0
    path = tmp_path / "new" / "secret-key"
    assert (path.stat().st_mode & 0o777, len(path.read_text()) >= 64) == (0o600, True)
    assert start(tmp_path / "other").returncode == 0
    assert path.read_text() != (tmp_path / "other" / "secret-key").read_text()


@pytest.mark.parametrize("name", ["DEBUG", "DJANGO_DEBUG", "LEITAI_DEBUG"])
def test_nothing_in_the_environment_turns_debugging_on(tmp_path, name):
    assert start(tmp_path, **{name: "1"}).stdout.startswith("False ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEITAI_HTTPS", "true"), ("LEITAI_HTTPS", "yes"), ("LEITAI_PROXIES", "-1"), ("LEITAI_PROXIES", "all"),
        ("LEITAI_LOG", "loud"), ("LEITAI_HOSTS", "a.example, *"), ("LEITAI_HOSTS", "*.example"),
        ("LEITAI_DATABASE", "garbage"), ("LEITAI_DATABASE", "mysql://a:canary@127.0.0.1/b"),
        ("LEITAI_DATABASE", "postgresql://a:canary@127.0.0.1:x/b"), ("LEITAI_DATABASE", "postgresql://a:canary@127.0.0.1/"),
    ],
)  # fmt: skip
def test_a_setting_that_is_misspelt_does_not_start(tmp_path, name, value):
    found = start(tmp_path, **{name: value})
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert name in found.stderr
    assert "canary" not in found.stderr


def test_a_place_for_data_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    found = start(tmp_path / "file")
    assert (found.returncode, found.stderr.count("\n")) == (1, 1)


def test_behind_https_cookies_are_bound_to_the_host_and_browsers_told_to_stay(tmp_path):
    show = (
        "from leitai.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS > 0)"
    )
    words = {**os.environ, "LEITAI_DATA": str(tmp_path), "PYTHONPATH": str(SOURCE), "LEITAI_HTTPS": "1"}
    found = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True, env=words)
    assert found.stdout.split() == ["__Host-leitai", "__Host-leitai-csrf", "True", "True", "True", "Lax", "True"]
