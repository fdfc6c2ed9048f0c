"""The skeletons of new documents as the handbook shows them: with nothing filled in."""

from collections.abc import Sequence
from pathlib import Path

import jinja2

from incidentbook.pages.models import Sample
from incidentbook.records import Policy

from .messages import MessageError
from .skeletons import skeleton

SAMPLES = (
    ("Postmortem template", "postmortem-full.md", 'incidentbook new postmortem "Title" --severity {gravest}'),
    (
        "Light review template",
        "postmortem-light.md",
        'incidentbook new postmortem "Title" --severity {light}',
    ),
    ("Near-miss template", "near-miss.md", 'incidentbook new postmortem "Title" --near-miss'),
    ("Runbook template", "runbook.md", 'incidentbook new runbook "Title" --alert NameOfTheAlert'),
    ("Runbook template as YAML", "runbook.yml", 'incidentbook new runbook "Title" --yaml'),
)
"""The skeletons that the handbook shows: title, file, and the command that fills it in."""

_BLANK = {
    "id": "yyyy-mm-dd-what-broke",
    "date": "yyyy-mm-dd",
    "today": "yyyy-mm-dd",
    "severity": "",
    "service": "",
    "services": [],
    "author": "",
    "owner": "",
    "alerts": [],
    "rules": [],
}


def samples(policy: Policy, folders: Sequence[Path]) -> tuple[Sample, ...]:
    """The skeletons as `incidentbook new` writes them, with nothing filled in, from the first of `folders`.

    Raises:
        MessageError: A template cannot be used; the text says which.
    """
    levels = {
        "gravest": next((one.id for one in policy.severities), "LEVEL"),
        "light": next((one.id for one in policy.severities if one.postmortem == "light"), "LEVEL"),
    }
    return tuple(
        Sample(title, command.format(**levels), _sample(name, _title(name), folders))
        for title, name, command in SAMPLES
    )


def _title(name: str) -> str:
    return "Service: what is wrong" if name.startswith("runbook") else "What broke, and for whom"


def _sample(name: str, title: str, folders: Sequence[Path]) -> str:
    try:
        return skeleton(name, {**_BLANK, "title": title}, folders)
    except jinja2.TemplateError as error:
        line = f":{error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise MessageError(f"the template {name}{line} cannot be used: {error}") from error
