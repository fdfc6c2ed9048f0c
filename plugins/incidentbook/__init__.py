"""Turn a Git repository of Markdown postmortems and runbooks into a checked, searchable portal.

One pure core (``records``, ``reading``, ``checks``, ``analysis``, ``pages``, ``rendering``, ``exports``,
``reports``) and two ways to use it: the MkDocs plugin in ``hosts`` and the command in ``commands``.
"""

__version__ = "0.1.0"
