"""`incidentbook schema`: the JSON Schemas with which editors complete and check what is written."""

import json
from pathlib import Path

import click

from incidentbook.exports.schemas import DATA_FILES, data_schema
from incidentbook.reading.fields import schema
from incidentbook.reading.policy_shape import policy_schema


def schemas() -> dict[str, str]:
    """All published schemas by file name."""
    found = {
        "incidentbook.schema.json": policy_schema(),
        "postmortem.schema.json": schema("postmortem"),
        "runbook.schema.json": schema("runbook"),
        **{f"data/{name}.schema.json": data_schema(name) for name in DATA_FILES},
    }
    return {name: json.dumps(content, ensure_ascii=False, indent=2) + "\n" for name, content in found.items()}


@click.command("schema")
@click.argument("name", required=False)
@click.option(
    "--write", type=click.Path(file_okay=False, path_type=Path), help="Write all schemas into this folder."
)
def command(name: str | None, write: Path | None) -> None:
    """Print the JSON Schema NAME (policy, postmortem, runbook, or a data file), or write all of them.

    \b
    Example:
      incidentbook schema postmortem
      incidentbook schema --write docs/schemas
    """
    found = schemas()
    if write:
        for file, content in found.items():
            target = write / file
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_file() or target.read_text(encoding="utf-8") != content:
                target.write_text(content, encoding="utf-8", newline="\n")
        return
    file = "incidentbook.schema.json" if name in {None, "policy"} else f"{name}.schema.json"
    wanted = file if file in found else f"data/{file}"
    if wanted not in found:
        raise click.UsageError(f"no schema “{name}”; there are: {', '.join(sorted(found))}")
    click.echo(found[wanted], nl=False)
