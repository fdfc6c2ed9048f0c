"""Which browser the tests drive, and how it is started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Commands under which systems install it, most wanted first."""

MISSING = (
    "No browser for the tests. `make test` installs one; by hand: `apt-get install chromium`, "
    "`python -m playwright install chromium`, or name one that is there in CHROMIUM=/path/to/chrome."
)


def system_browser() -> Path | None:
    """The browser named by CHROMIUM, else the first on the PATH that starts, else None.

    Raises:
        FileNotFoundError: CHROMIUM names something that does not start.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = _starting(named)
        if not found:
            raise FileNotFoundError(f"CHROMIUM names “{named}”, which does not start")
        return found
    return next(filter(None, map(_starting, NAMES)), None)


def _starting(name: str) -> Path | None:
    # a name on the PATH may be a stand-in that only says how to install the real one
    found = shutil.which(name)
    if not found:
        return None
    try:
        version = subprocess.run([found, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Path(found) if version.returncode == 0 else None


def own_browser() -> Path | None:
    """The browser that Playwright installed for itself, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        executable = Path(playwright.chromium.executable_path)
    return executable if executable.is_file() else None


def launch_flags() -> list[str]:
    """Flags that keep the browser quiet: nothing in the background, no name resolved but this machine's."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        "--no-first-run",
    ]
    return [*flags, "--no-sandbox"] if runs_as_root() else flags


def runs_as_root() -> bool:
    """Whether this process may install packages, and may not use the browser's sandbox."""
    return sys.platform != "win32" and os.geteuid() == 0
