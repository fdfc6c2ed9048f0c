"""Templates of documents in the handbook: read without a script, copied as they are with one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, expect

from incidentbook.pages.models import Prose
from incidentbook.reading.policy import default_policy
from incidentbook.rendering import Renderer
from incidentbook.rendering.samples import samples
from incidentbook.resources import template_folder
from tests.unit.rendering.samples_of_handbook import HANDBOOK


def written(folder: Path) -> tuple[str, str]:
    """The address of a page with all templates, and the text of the first one."""
    shown = HANDBOOK["handbook/writing.html"]
    assert isinstance(shown, Prose)

    found = samples(default_policy(), (template_folder("documents"),))
    model = replace(shown, samples=found)
    fragment = Renderer(date(2026, 3, 31)).render("handbook/writing.html", model, lambda target: target.path)
    script = (template_folder("assets") / "handbook.js").as_uri()
    file = folder / "page.html"
    file.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
        f'<script src="{script}" defer></script><main>{fragment}</main></html>',
        encoding="utf-8",
    )
    return file.as_uri(), found[0].text


def test_a_template_is_copied_as_new_writes_it(browser: Browser, tmp_path: Path) -> None:
    address, text = written(tmp_path)
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.get_by_text("Postmortem template").click()
    page.get_by_role("button", name="Copy: Postmortem template").click()
    expect(page.get_by_role("button", name="Copy: Postmortem template")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == text
    context.close()


def test_without_a_script_a_template_can_be_read(browser: Browser, tmp_path: Path) -> None:
    address, text = written(tmp_path)
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_text("Postmortem template").click()
    assert page.get_by_role("region", name="Postmortem template").inner_text().strip() == text.strip()
    expect(page.get_by_role("button")).to_have_count(0)
    page.close()
