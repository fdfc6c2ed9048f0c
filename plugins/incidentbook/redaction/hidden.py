"""What a page does not show, or shows only to whoever hovers: it does not stand in a public text.

Comments of all kinds, elements that are hidden or no text, attributes, titles of links, definitions of links,
abbreviations, and footnotes to which no public sentence leads.
"""

import re
from collections.abc import Iterator
from html import unescape

from incidentbook.reading.patterns import expression

from .code import Code, fences
from .draft import Cut, Draft

_COMMENT = expression(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|\{#[^}]{0,5000}#\}", re.DOTALL
)
_ENTITY = expression(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|commat|period|lowbar|hyphen|colon|sol|num);")
_OF_ADDRESSES = frozenset(("@", ".", "-", "_", ":", "/", "#"))
_BACKSLASH = expression(r"(?<=[^\W_])\\([.@_-])(?=[^\W_])")
_INCLUSION = expression(
    r"^[ \t>]*-+8<-+[ \t]*\n(?:[^\n]*\n)*?[ \t>]*-+8<-+[ \t]*$|^[^\n]*-+8<-+[^\n]*$"
    r"|\{%-?\s*include\b[^%]*%\}|\{![^!\n]*!\}",
    re.MULTILINE,
)
"""What puts another file into a page: snippets of PyMdown, and what other plugins and extensions know."""

_DECLARATION = expression(r"<![A-Za-z][^>]*>")
_TAG = expression(r"<(/?)([a-zA-Z][\w-]*)(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = expression(r"([\w:@.-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_HIDDEN = expression(r"(?:^|\s)hidden(?=[\s=/]|$)|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_TEXT = frozenset(
    ("script", "style", "template", "noscript", "object", "iframe", "svg", "math", "textarea", "select")
)
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "source", "track", "area", "col", "meta", "link"))
_KEPT = frozenset(
    ("href", "src", "alt", "colspan", "rowspan", "start", "id", "open", "datetime", "markdown", "controls")
)
_ATTRIBUTES = expression(
    r"\{:?[ \t]*((?:(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))[ \t]*)+)\}"
)
_ID = expression(r"#[\w:-]+")
_FENCE = expression(r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*)(\{?\.?[\w+#-]*)([^`\n]*)$", re.MULTILINE)
_ABBREVIATION = expression(r"^[ \t>]*\*\[[^\]\n]*\]:[^\n]*(?:\n[ \t]+\S[^\n]*)*", re.MULTILINE)
_DEFINITION = expression(
    r"^[ \t>]*\[(?!\^)((?:[^\[\]\\]|\\.)+)\]:[ \t]*\n?[ \t]*(<[^>\n]*>|\S+)"
    r"(?:[ \t]*\n?[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[^\n]*$",
    re.MULTILINE,
)
_FOOTNOTE = expression(
    r"^[ ]{0,3}\[\^([^\]\n]+)\]:[^\n]*(?:\n(?:[ \t]*\n)*[ \t]+\S[^\n]*|\n(?!\[\^)[^\s#|>-][^\n]*)*",
    re.MULTILINE,
)
_NOTE = expression(r"\[\^([^\]\n]+)\](?!:)")


def remove_comments(draft: Draft) -> None:
    """Take out comments, also in code (one that does not end with all that follows), and inclusions."""
    cuts = [Cut(*match.span(), "", "comment") for match in _COMMENT.finditer(draft.text)]
    cuts += [Cut(*match.span(), "", "comment") for match in _DECLARATION.finditer(draft.text)]
    cuts += [Cut(*match.span(), "", "inclusion") for match in _INCLUSION.finditer(draft.text)]
    draft.cut(cuts)


def resolve_escapes(draft: Draft) -> None:
    """Write letters and signs of addresses for the entities and backslashes that stand for them."""
    code = Code(draft.text)
    cuts = [
        Cut(*match.span(), unescape(match[0]))
        for match in (_ENTITY.finditer(draft.text) if "&" in draft.text else ())
        if unescape(match[0]).isalnum() or unescape(match[0]) in _OF_ADDRESSES
    ]
    escaped = _BACKSLASH.finditer(draft.text) if "\\" in draft.text else ()
    cuts += [Cut(*match.span(), match[1]) for match in escaped if not code.holds(match.start())]
    draft.cut(cuts)


def remove_hidden_elements(draft: Draft) -> None:
    """Take out elements that show no text, with all that stands in them."""
    if "<" not in draft.text:
        return
    code = Code(draft.text)
    tags = [tag for tag in _TAG.finditer(draft.text) if not code.holds(tag.start())]
    draft.cut(_hidden_elements(draft.text, tags))


def _hidden_elements(text: str, tags: list[re.Match[str]]) -> Iterator[Cut]:
    end = 0
    for index, tag in enumerate(tags):
        name = tag[2].lower()
        is_hidden = name in _NO_TEXT or _HIDDEN.search(tag[3]) is not None
        if tag.start() < end or tag[1] or not is_hidden:
            continue
        end = tag.end() if name in _VOID else _closing(tags[index + 1 :], name, len(text))
        yield Cut(tag.start(), end, "", "hidden element")


def _closing(tags: list[re.Match[str]], name: str, last: int) -> int:
    depth = 1
    for tag in tags:
        if tag[2].lower() == name and not tag[3].endswith("/"):
            depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return last


def remove_attributes(draft: Draft) -> None:
    """Take out attributes of elements, attribute lists but for ids, and what follows the language of code."""
    text, code = draft.text, Code(draft.text)
    cuts = [
        Cut(*tag.span(), f"<{tag[1]}{tag[2]}{_kept(tag[3])}>", _lost(tag[3], _kept(tag[3])))
        for tag in (_TAG.finditer(text) if "<" in text else ())
        if tag[3].strip(" /") and not code.holds(tag.start())
    ]
    for attributes in _ATTRIBUTES.finditer(text) if "{" in text else ():
        if not code.holds(attributes.start()):
            own = _ID.search(attributes[1])
            new = f"{{{own[0]}}}" if own else ""
            cuts.append(Cut(*attributes.span(), new, _lost(attributes[1], own[0] if own else "")))
    borders = {start for start, _ in fences(text)}
    for fence in _FENCE.finditer(text):
        if fence[3].strip() and fence.start() in borders:
            language = fence[2].lstrip("{.")
            cuts.append(Cut(fence.start(2), fence.end(), language, "attribute"))
    draft.cut(cuts)


def _lost(before: str, after: str) -> str:
    return "attribute" if before.strip(" /") != after.strip() else ""


def _kept(attributes: str) -> str:
    """The attributes of a tag that stay."""
    found = _ATTRIBUTE.findall(attributes)
    kept = (f" {name}={value}" if value else f" {name}" for name, value in found if name.lower() in _KEPT)
    return "".join(kept)


def definitions(text: str) -> dict[str, str]:
    """The addresses that definitions give to labels."""
    found = {label_of(match[1]): match[2].strip("<>") for match in reversed(list(_DEFINITION.finditer(text)))}
    return found if "]:" in text else {}


def label_of(text: str) -> str:
    """A label as references are compared."""
    return " ".join(text.split()).casefold()


def remove_definitions(draft: Draft) -> None:
    """Take out definitions of links, which stand within the links by then, and abbreviations."""
    if "]:" not in draft.text:
        return
    code = Code(draft.text)
    cuts = [Cut(*match.span(), "", "abbreviation") for match in _ABBREVIATION.finditer(draft.text)]
    cuts += [Cut(*match.span(), "", "definition") for match in _DEFINITION.finditer(draft.text)]
    draft.cut(cut for cut in cuts if not code.holds(cut.start))


def remove_footnotes(draft: Draft) -> None:
    """Take out footnotes to which nothing leads any more, and references to those that are gone."""
    if "[^" not in draft.text:
        return
    while True:
        notes = list(_FOOTNOTE.finditer(draft.text))
        used = _used(draft.text, notes)
        idle = [Cut(*note.span(), "", "footnote") for note in notes if note[1] not in used]
        if not idle:
            break
        draft.cut(idle)
    known, code = {note[1] for note in notes}, Code(draft.text)
    lost = [one for one in _NOTE.finditer(draft.text) if one[1] not in known and not code.holds(one.start())]
    draft.cut(Cut(*one.span(), "", "footnote") for one in lost)


def _used(text: str, notes: list[re.Match[str]]) -> set[str]:
    """The names of footnotes to which something leads but themselves."""
    used = set()
    for match in _NOTE.finditer(text):
        own = next((note for note in notes if note.start() <= match.start() < note.end()), None)
        if own is None or own[1] != match[1]:
            used.add(match[1])
    return used
