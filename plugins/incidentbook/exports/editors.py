"""Files for VS Code, made from a policy: settings, tasks and snippets."""

import json
from collections.abc import Mapping, Sequence

from incidentbook.records import Policy

SCHEMA_FOLDER = ".incidentbook"
"""The folder of the schemas, below the root."""

_TODAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_ACTION = (
    f"- [ ] ${{1:Add what is missing}} — @${{2:owner}}, due ${{3:{_TODAY}}}, ${{4|P1,P2,P3|}}, ${{5:OPS-1}}"
)
_WAIVER = f"<!-- incidentbook: allow ${{1:missing-owner}} until ${{2:{_TODAY}}} because ${{3:reason}} -->"
_POSTMORTEM = ("Summary", "Impact", "Timeline", "Root cause", "Contributing factors", "Action items")
_RUNBOOK = (
    "Overview",
    "Impact",
    "Investigation steps",
    "Mitigation steps",
    "Rollback procedure",
    "Escalation",
)
_MATCHER = {
    "owner": "incidentbook",
    "source": "incidentbook",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": r"^(.+?):(\d+):(\d+): (error|warning|info) (\S+ \S+) (.*)$",
        "file": 1,
        "line": 2,
        "column": 3,
        "severity": 4,
        "code": 5,
        "message": 6,
    },
}


def is_yaml(glob: str) -> bool:
    """Whether a glob is about YAML files."""
    return glob.lower().endswith((".yml", ".yaml"))


def vscode_settings(policy: Policy) -> str:
    """`.vscode/settings.json`: the extension redhat.vscode-yaml completes the policy and YAML runbooks."""
    schemas: dict[str, object] = {f"./{SCHEMA_FOLDER}/incidentbook.schema.json": "incidentbook.yml"}
    runbooks = [glob for glob in policy.runbooks if is_yaml(glob)]
    if runbooks:
        schemas[f"./{SCHEMA_FOLDER}/yaml-runbook.schema.json"] = runbooks
    schemas[f"./{SCHEMA_FOLDER}/oncall.schema.json"] = policy.oncall or "oncall.yml"
    return _text({"yaml.schemas": schemas, "[markdown]": {"editor.quickSuggestions": {"other": "on"}}})


def vscode_tasks() -> str:
    """`.vscode/tasks.json`: checks that show their findings where they are."""
    tasks = [_task("check", ()), _task("check this document", ("${relativeFile}",))]
    return _text({"version": "2.0.0", "tasks": tasks})


def _task(label: str, paths: Sequence[str]) -> dict[str, object]:
    return {
        "label": f"incidentbook: {label}",
        "type": "process",
        "command": "incidentbook",
        "args": ["check", *paths],
        "options": {"env": {"NO_COLOR": "1"}},
        "presentation": {"reveal": "silent", "clear": True},
        "problemMatcher": _MATCHER,
    }


def vscode_snippets(policy: Policy) -> str:
    """`.vscode/incidentbook.code-snippets`: documents and their parts, with values of the policy."""
    cause = _one_of(1, [cause.id for cause in policy.causes], "cause")
    return _text(
        {
            "Postmortem": _snippet("postmortem", "A postmortem with its front matter", *_postmortem(policy)),
            "Runbook": _snippet("runbook", "A runbook with its front matter", *_runbook(policy)),
            "Severity": _snippet("severity", "The severity", f"severity: {_severity(1, policy)}"),
            "Cause": _snippet("cause", "A cause that the policy lists", f"causes: [{cause}]"),
            "Action item": _snippet("action", "An action item with owner, due date and ticket", _ACTION),
            "Timeline row": _snippet("row", "A row of a timeline's table", "| ${1:14:25} | ${2:Event} |"),
            "Timeline entry": _snippet("entry", "An entry of a timeline's list", "- ${1:14:25} — ${2:Event}"),
            "Waiver": _snippet("waiver", "Allow a finding, until a day and for a reason", _WAIVER),
        }
    )


def _snippet(prefix: str, description: str, *body: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": f"ib-{prefix}", "description": description, "body": list(body)}


def _postmortem(policy: Policy) -> list[str]:
    return [
        "---",
        'title: "${1:What was noticed, and where}"',
        "status: ${2|draft,in-review,published,not-required|}",
        f"severity: {_severity(3, policy)}",
        f"started_at: ${{4:{_TODAY}T14:25:00Z}}",
        f"detected_at: ${{5:{_TODAY}T14:32:00Z}}",
        f"resolved_at: ${{6:{_TODAY}T14:55:00Z}}",
        f"services: [{_service(7, policy)}]",
        f"causes: [{_one_of(8, [cause.id for cause in policy.causes], 'cause')}]",
        "detection: ${9|alert,customer,internal,synthetic|}",
        "---",
        "",
        *_sections(_POSTMORTEM),
    ]


def _runbook(policy: Policy) -> list[str]:
    return [
        "---",
        'title: "${1:Service: what the alert says}"',
        f"services: [{_service(2, policy)}]",
        f"owner: {_one_of(3, [team.id for team in policy.teams], 'team')}",
        "alerts: [${4:AlertName}]",
        "# last_reviewed:   # the day on which somebody checked it against the system",
        "---",
        "",
        *_sections(_RUNBOOK),
    ]


def _sections(names: Sequence[str]) -> list[str]:
    """The title again, and empty sections; writing goes on in the first one."""
    first = ["# $1", "", f"## {names[0]}", "", "$0"]
    return first + [line for name in names[1:] for line in ("", f"## {name}")]


def _severity(stop: int, policy: Policy) -> str:
    return _one_of(stop, [severity.id for severity in policy.severities], "severity")


def _service(stop: int, policy: Policy) -> str:
    return _one_of(stop, [service.id for service in policy.services], "service")


def _one_of(stop: int, words: Sequence[str], otherwise: str) -> str:
    """A place of a snippet at which one of `words` is chosen, or `otherwise` is overwritten."""
    shown = ",".join(_escaped(word) for word in words)
    return f"${{{stop}|{shown}|}}" if shown else f"${{{stop}:{otherwise}}}"


def _escaped(word: str) -> str:
    """A word as a choice of a snippet."""
    return "".join(f"\\{letter}" if letter in "\\,|$}" else letter for letter in word)


def _text(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
