"""How templates print: what is text is escaped as Jinja does it, what is HTML stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from incidentbook.rendering.printing import PageEnvironment, escaped, printed

PAGES = PageEnvironment(autoescape=True, undefined=StrictUndefined)


class Drawn:
    def __html__(self) -> str:
        return "<svg/>"


@given(st.text())
def test_text_is_escaped_as_jinja_escapes_it(text: str) -> None:
    assert escaped(text) == str(escape(text))


@pytest.mark.parametrize("value", ['<a href="x">&\'', Markup("<b>"), 7, None, Drawn(), ("<", "'")])
def test_every_value_is_printed_as_jinja_prints_it(value: object) -> None:
    assert printed(value) == str(escape(value))


def test_a_template_escapes_values_and_results_of_filters_and_macros() -> None:
    macro = "{% macro item(x) %}<i>{{ x }}</i>{% endmacro %}"
    text = macro + "{{ item(x) }}{{ x | upper }}{{ x ~ '<' }}{{ x | safe }}"
    assert PAGES.from_string(text).render(x="<b>") == "<i>&lt;b&gt;</i>&lt;B&gt;&lt;b&gt;&lt;<b>"


def test_a_template_that_turns_escaping_off_and_on_is_obeyed() -> None:
    text = "{% autoescape false %}{{ x }}{% endautoescape %}{{ x }}"
    assert PAGES.from_string(text).render(x="<") == "<&lt;"


def test_what_is_missing_is_no_empty_text() -> None:
    with pytest.raises(UndefinedError):
        PAGES.from_string("{{ x }}").render()
