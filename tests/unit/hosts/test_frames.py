from incidentbook.hosts.frames import framed, titled, with_named_tasks


def test_the_header_follows_the_title_and_the_footer_ends_the_page() -> None:
    html = framed(
        '<h1 id="a">A<a class="headerlink" href="#a">¶</a></h1>\n<p>text</p>', "Whatever", "HEAD", "FOOT"
    )
    assert html.index("</h1>") < html.index("HEAD") < html.index("<p>text</p>") < html.index("FOOT")
    assert html.count("<h1") == 1


def test_a_document_without_a_title_gets_one() -> None:
    html = titled("<p>text</p>", "a <b>")
    assert html == "<h1>a &lt;b&gt;</h1>\n<p>text</p>"
    assert framed(html, "a <b>", "HEAD", "FOOT") == "<h1>a &lt;b&gt;</h1>\nHEAD\n\n<p>text</p>\nFOOT"


def test_a_later_heading_is_the_title_where_it_says_so() -> None:
    html = framed("<p>badge</p><h1>Checkout &amp; down</h1><p>text</p>", "Checkout & down", "HEAD", "FOOT")
    assert html.count("<h1") == 1
    assert html.index("badge") < html.index("HEAD") < html.index("text")


def test_a_later_heading_that_says_something_else_is_not_the_title() -> None:
    html = titled("<p>lead</p><h1>Stats</h1>", "Checkout down")
    assert html == "<h1>Checkout down</h1>\n<p>lead</p><h1>Stats</h1>"


def test_what_cannot_be_seen_does_not_come_before_the_title() -> None:
    html = framed('<!-- x --><span id="y" class="ib-anchor"></span>\n<h1>A</h1>', "B", "HEAD", "FOOT")
    assert html.count("<h1") == 1


def test_the_box_of_a_task_says_in_words_whether_it_is_ticked() -> None:
    ticked, empty = '<input type="checkbox" disabled checked/>', '<input type="checkbox" disabled/>'
    assert with_named_tasks(ticked) == '<input type="checkbox" disabled checked aria-label="done"/>'
    assert with_named_tasks(empty) == '<input type="checkbox" disabled aria-label="open"/>'
    assert with_named_tasks('<input type="text" disabled/>') == '<input type="text" disabled/>'
