"""Make sure that the tests have a browser: `python -m tests.browser.ensure`.

A browser that is there is used. Where there is none, root on a system with apt-get gets the system's package,
which brings every library with it; anybody else gets Playwright's own, in its cache in the home folder.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.chromium import MISSING, own_browser, runs_as_root, system_browser

APT_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")
"""The browser, a face for text, and emoji for the headings that have them."""


def main() -> int:
    """Find a browser or install one; the exit status is 0 when there is one."""
    try:
        browser = _find() or _from_apt() or _from_playwright()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Browser for the tests: {browser}" if browser else MISSING, file=None if browser else sys.stderr)
    return 0 if browser else 1


def _find() -> Path | None:
    return system_browser() or own_browser()


def _from_apt() -> Path | None:
    if not (runs_as_root() and shutil.which("apt-get")):
        return None
    _run("apt-get", "update", "-qq")
    _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *APT_PACKAGES)
    return _find()


def _from_playwright() -> Path | None:
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    return _find()


def _run(*command: str) -> None:
    print("+", *command, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    status = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
    if status:
        print(f"{command[0]} ended with exit status {status}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
