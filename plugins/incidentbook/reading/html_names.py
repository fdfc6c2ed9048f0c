"""The names of elements that HTML knows: a tag of any other name, `<pod>` say, was meant as text."""

_SHOWN = """
a abbr acronym address article aside audio b bdi bdo big blockquote br button caption center cite code col
colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer
form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li main map area mark menu
meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search section select small
source span strike strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var
video wbr svg g path circle rect line polyline polygon ellipse text tspan defs use title desc lineargradient
radialgradient stop clippath mask pattern marker
"""
_SILENT = """
script style object embed applet base meta link frame frameset noframes noscript noembed template xmp
plaintext html head body portal animate animatemotion animatetransform set foreignobject math canvas param
bgsound slot image
"""
HTML_NAMES = frozenset(_SHOWN.split()) | frozenset(_SILENT.split())
"""All of them, in lower case."""
