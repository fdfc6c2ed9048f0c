"""What the script adds to the page of a runbook: blanks to fill in, copies, warnings, steps to tick off."""

import html
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from incidentbook.reading.runbook import read_runbook
from incidentbook.rendering import Renderer
from incidentbook.resources import template_folder
from tests.unit.analysis.library_of import AS_OF, POLICY, library
from tests.unit.pages.book import portal

Show = Callable[..., Page]
Code = tuple[str, str]
"""A fence's language and its text."""


def document(*blocks: Code, more: str = "") -> str:
    steps = (
        f"{number}. Step {number}\n\n    ```{language}\n{_indented(text)}    ```\n"
        for number, (language, text) in enumerate(blocks, 1)
    )
    return "# Queue is full\n\n## Mitigation\n\n" + "\n".join(steps) + more


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.rstrip("\n").split("\n"))


def _coloured(text: str) -> str:
    """Code as a highlighter writes it: each word, and each bracket, in a span of its own."""
    pieces = html.escape(text).replace("&lt;", "\0").replace("&gt;", "\1").split(" ")
    spans = " ".join(f"<span>{piece}</span>" for piece in pieces)
    return spans.replace("\0", "<span>&lt;</span>").replace("\1", "<span>&gt;</span>")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def show(context: BrowserContext, tmp_path: Path) -> Iterator[Show]:
    """Shows a runbook with these blocks of code, as its page would hold them."""
    faults: list[str] = []

    def shown(*blocks: Code, fragment: str = "", steps: str = "", more: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        runbook = read_runbook("runbooks/queue.md", document(*blocks, more=steps), POLICY)
        frame = portal(library(runbook), ()).frames[runbook.path]
        header, footer = (
            Renderer(AS_OF).render(name, frame.model, lambda target: f"#{target.anchor}")
            for name in (frame.template, frame.footer)
        )
        body = "".join(
            f'<li><p>Step {number}</p><div class="highlight"><pre><code>{_coloured(text)}</code></pre></div>'
            for number, (_, text) in enumerate(blocks, 1)
        )
        assets = template_folder("assets")
        scripts = (f'<script src="{one.as_uri()}" defer></script>' for one in sorted(assets.glob("*.js")))
        file = tmp_path / "page.html"
        file.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Queue is full</title>'
            f'<link rel="stylesheet" href="{(assets / "incidentbook.css").as_uri()}">{"".join(scripts)}'
            f'<main><h1>Queue is full</h1>{header}<h2 id="mitigation">Mitigation</h2><ol>{body}</ol>'
            f"{more}{footer}</main></html>",
            encoding="utf-8",
        )
        page.goto(file.as_uri() + fragment)
        return page

    yield shown
    assert faults == []


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("kubectl get pods\nkubectl get nodes\n", "kubectl get pods\nkubectl get nodes"),
        ("$ kubectl get pods\nNAME  READY\nweb-1 1/1\n$ date\n", "kubectl get pods\ndate"),
        ("$ kubectl get \\\n>   pods\nNAME\n", "kubectl get \\\n  pods"),
        ("$ cat <<EOF | sh\necho $ 1\nEOF\ndone\n", "cat <<EOF | sh\necho $ 1\nEOF"),
        ("# what runs\nkubectl get pods  # all of them\n", "kubectl get pods"),
        ("kubectl get pods\nkubectl get pods\n", "kubectl get pods\nkubectl get pods"),
    ],
)
def test_commands_copy_without_prompt_comment_and_output(show: Show, block: str, expected: str) -> None:
    page = show(("sh", block))
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert copied(page) == expected


def test_a_file_copies_as_it_is(show: Show) -> None:
    page = show(("yaml", "# kept\nreplicas: 3\n"), ("sh", "kubectl get pods\n"))
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert copied(page) == "# kept\nreplicas: 3"


BLANKS = (
    ("sh", "kubectl -n <namespace> logs <pod>\n"),
    ("sh", "kubectl -n $NAMESPACE delete pod <pod>\necho $NAMESPACES\n"),
)


def test_what_is_filled_in_once_stands_in_every_command(show: Show) -> None:
    page = show(*BLANKS)
    expect(page.locator("[data-incidentbook-ready]")).to_be_hidden()
    field(page, "namespace").fill("shop $& <b>")
    field(page, "pod").fill("web-1")
    codes = page.locator("pre > code")
    expect(codes.first).to_have_text("kubectl -n shop $& <b> logs web-1")
    expect(codes.last).to_have_text("kubectl -n shop $& <b> delete pod web-1 echo $NAMESPACES")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert copied(page) == "kubectl -n shop $& <b> logs web-1"
    page.get_by_role("button", name="Clear").click()
    expect(codes.first).to_have_text("kubectl -n <namespace> logs <pod>")


def test_what_is_left_open_is_said_when_it_is_copied(show: Show) -> None:
    page = show(*BLANKS)
    field(page, "namespace").fill("shop")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied, without <pod>")).to_be_visible()
    assert copied(page) == "kubectl -n shop logs <pod>"


def test_what_is_filled_in_is_in_the_fragment_that_is_sent_nowhere(show: Show) -> None:
    page = show(*BLANKS, fragment="#mitigation?pod=web%2F1")
    expect(page.locator("pre > code").first).to_have_text("kubectl -n <namespace> logs web/1")
    field(page, "namespace").fill("shop")
    page.wait_for_url("**/page.html#mitigation?namespace=shop&pod=web%2F1")
    page.evaluate("location.hash = '#mitigation'")
    page.wait_for_url("**/page.html#mitigation?namespace=shop&pod=web%2F1")
    page.reload()
    expect(field(page, "pod")).to_have_value("web/1")


def test_what_destroys_something_says_so_and_asks(show: Show) -> None:
    page = show(("sh", "kubectl delete namespace shop\n"), ("sh", "kubectl get pods\n"))
    expect(page.locator(".ib-danger")).to_have_text("▲ Careful: this deletes a namespace and all in it.")
    page.evaluate("navigator.clipboard.writeText('before')")
    page.get_by_role("button", name="Copy…").click()
    ask = page.get_by_role("button", name="Copy all the same?")
    expect(ask).to_be_visible()
    assert copied(page) == "before"
    ask.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert copied(page) == "kubectl delete namespace shop"


def test_steps_are_ticked_off_for_this_tab(show: Show, context: BrowserContext) -> None:
    page = show(*BLANKS)
    expect(page.locator(".ib-reach__count")).to_have_text("0 of 2 steps done")
    page.get_by_role("checkbox", name="Done: Step 1").check()
    page.reload()
    expect(page.get_by_role("checkbox", name="Done: Step 1")).to_be_checked()
    expect(page.locator(".ib-reach__count")).to_have_text("1 of 2 steps done")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator(".ib-reach__count")).to_have_text("0 of 2 steps done")
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("checkbox", name="Done: Step 1")).not_to_be_checked()


def test_the_items_of_a_task_list_and_numbered_headings_are_steps(show: Show) -> None:
    tasks = (
        '<ul><li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled>'
        "<span></span></label> Tell support</li></ul><h3>Step 2: Look</h3><h3>2 pods</h3><h3>Notes</h3>"
    )
    page = show(more=tasks)
    expect(page.locator(".ib-reach__count")).to_have_text("0 of 2 steps done")
    page.get_by_role("checkbox", name="Done: Tell support").check()
    expect(page.locator(".ib-reach__count")).to_have_text("1 of 2 steps done")


def test_a_command_within_a_sentence_can_be_copied(show: Show) -> None:
    page = show(
        steps="1. Look at `kubectl -n <namespace> get pods`, then at `pods` in `<namespace>`\n",
        more="<p>Look at <code>kubectl -n &lt;namespace&gt; get pods</code>, then at <code>pods</code> in "
        "<code>&lt;namespace&gt;</code></p>",
    )
    assert page.get_by_role("button", name="Copy").count() == 1
    field(page, "namespace").fill("shop")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert copied(page) == "kubectl -n shop get pods"
    assert page.locator("main > p code").all_inner_texts() == ["kubectl -n shop get pods", "pods", "shop"]
