"""`incidentbook schema`: the JSON Schemas with which editors complete and check what is written."""

import json
from pathlib import Path

import click

from incidentbook.exports.schemas import DATA_FILES, data_schema
from incidentbook.reading.fields import schema
from incidentbook.reading.policy_shape import policy_schema
from incidentbook.reading.rota_shape import rota_schema
from incidentbook.reading.runbook_yaml_schema import yaml_runbook_schema
from incidentbook.records import Policy
from incidentbook.reports.check_schema import check_schema

from .files import write_changed
from .options import place


def schemas(policy: Policy | None = None) -> dict[str, str]:
    """All published schemas by file name; with a `policy`, those of front matter know its values."""
    data = {f"data/{name}.schema.json": _text(data_schema(name)) for name in DATA_FILES}
    return {**editor_schemas(policy), "check.schema.json": _text(check_schema()), **data}


def editor_schemas(policy: Policy | None = None) -> dict[str, str]:
    """The schemas of what people write: policy, front matter, YAML runbooks, rota; by file name."""
    return {
        "incidentbook.schema.json": _text(policy_schema()),
        "postmortem.schema.json": _text(schema("postmortem", policy)),
        "runbook.schema.json": _text(schema("runbook", policy)),
        "yaml-runbook.schema.json": _text(yaml_runbook_schema(policy)),
        "oncall.schema.json": _text(rota_schema()),
    }


def _text(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@click.command("schema")
@click.argument("name", required=False)
@click.option(
    "--write", type=click.Path(file_okay=False, path_type=Path), help="Write all schemas into this folder."
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Put the severities, causes, services and teams of the policy in this folder into the schemas.",
)
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="The same with this policy file.",
)
def command(name: str | None, write: Path | None, root: Path | None, config: Path | None) -> None:
    """Print the JSON Schema NAME, or write all of them.

    NAME is policy, postmortem or runbook (their front matter), yaml-runbook, oncall (the rota), check (its
    report), or a data file.

    \b
    Example:
      incidentbook schema postmortem --root .
      incidentbook schema --root . --write .incidentbook
    """
    found = schemas(_policy(root, config))
    if write:
        for file, content in found.items():
            write_changed(write / file, content.encode())
        return
    file = "incidentbook.schema.json" if name in {None, "policy"} else f"{name}.schema.json"
    wanted = file if file in found else f"data/{file}"
    if wanted not in found:
        raise click.UsageError(f"no schema “{name}”; there are: {', '.join(sorted(found))}")
    click.echo(found[wanted], nl=False)


def _policy(root: Path | None, config: Path | None) -> Policy | None:
    """The policy that was asked for, or None: the schemas then hold for every team."""
    return place(root or Path(), config).policy if root or config else None
