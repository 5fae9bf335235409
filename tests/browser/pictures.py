"""Pictures of the main pages for the README, from the data of the demo: ``python -m tests.browser.pictures``."""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from tests.browser.desk import Sight, demo_office, sight
from tests.conftest import KEY
from tests.house import ROOT

FOLDER = ROOT / "docs"
# What is shown: the name of the picture, and where a page begins.
PAGES = {"today": "/today", "contact": "/contacts/180", "contacts": "/contacts", "urgent-actions": "/urgent-actions"}
_HEIGHT = 800


def main() -> None:
    """Take the pictures anew."""
    from outreach_crm.cli import main as outreach

    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder) / "made" / "demo.db"
        place.parent.mkdir()
        environ = {"OUTREACH_SETTINGS": str(place.with_name("none.toml")), "OUTREACH_KEY": KEY.decode()}
        os.environ.update(environ)
        CliRunner().invoke(outreach, ["demo", "--file", str(place)], env=environ)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        with demo_office(place, Path(folder)) as office, sight(office, browser) as window:
            for name, path in PAGES.items():
                _take(window, name, path)


def _take(window: Sight, name: str, path: str) -> None:
    window.go(path)
    file = FOLDER / f"{name}.png"
    window.page.screenshot(path=file, clip={"x": 0, "y": 0, "width": 1280, "height": _HEIGHT}, scale="css")
    _lighten(file)
    sys.stdout.write(f"{file.relative_to(ROOT)} {file.stat().st_size // 1000} kB\n")


def _lighten(file: Path) -> None:
    """Write a picture with no more colours than it needs."""
    from PIL import Image

    with Image.open(file) as picture:
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
