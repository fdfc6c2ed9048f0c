"""The files with which an editor completes and checks the policy and front matter."""

from collections.abc import Collection

from incidentbook.exports.editors import (
    SCHEMA_FOLDER,
    is_yaml,
    vscode_settings,
    vscode_snippets,
    vscode_tasks,
)
from incidentbook.records import Policy
from incidentbook.rendering.skeletons import skeleton
from incidentbook.resources import template_folder

from .schema import editor_schemas

EDITORS = ("vscode", "neovim", "other")
"""The editors that have files of their own; "other" has the schemas alone."""

SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FOLDER}/incidentbook.schema.json"
"""The first line of a policy, by which YAML's language server finds its schema beside it."""


def editor_files(policy: Policy, editors: Collection[str]) -> dict[str, str]:
    """By their paths below the root: the schemas with the policy's values, and the files of `editors`."""
    files = {f"{SCHEMA_FOLDER}/{name}": text for name, text in editor_schemas(policy).items()}
    if "vscode" in editors:
        files[".vscode/settings.json"] = vscode_settings(policy)
        files[".vscode/tasks.json"] = vscode_tasks()
        files[".vscode/incidentbook.code-snippets"] = vscode_snippets(policy)
    if "neovim" in editors:
        values = {"postmortems": _markdown(policy.postmortems), "runbooks": _markdown(policy.runbooks)}
        files[f"{SCHEMA_FOLDER}/neovim.lua"] = skeleton("neovim.lua", values, [template_folder("editors")])
    return files


def _markdown(globs: Collection[str]) -> list[str]:
    """The globs of Markdown documents: YAML runbooks have no front matter."""
    return [glob for glob in globs if not is_yaml(glob)]
