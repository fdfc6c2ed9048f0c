"""Code of a runbook → the commands a person would run, without prompts, comments and output."""

import re
from collections.abc import Iterator

from incidentbook.records import Command, Location

_SHELLS = frozenset(
    {"", "sh", "bash", "shell", "console", "zsh", "shell-session", "sh-session", "powershell", "cmd"}
)
_QUERIES = frozenset({"sql", "psql", "promql", "logql", "mysql", "graphql", "kql", "spl", "hcl", "http"})
_PROMPT = re.compile(r"(?:\[?[\w.-]+@[\w.-]+[^$#]{0,40}\]?)?[$%❯]\s+(?=\S)")
_TOOLS = (
    "kubectl|docker|helm|aws|gcloud|az|psql|mysql|redis-cli|curl|wget|systemctl|journalctl|ssh|scp|git|make|terraform"
    "|ansible|grep|awk|sed|tail|head|cat|ls|df|du|ps|top|kill|dig|nslookup|ping|traceroute|openssl|oc|etcdctl|promtool"
    "|amtool|crictl|nerdctl|istioctl|consul|vault|nomad|kafka-\\w+|rabbitmqctl|mongo|mongosh|pg_\\w+|sudo|rm|cp|mv"
    "|export|cd|echo|find|jq|smartctl|mdadm|lsblk|mount|umount|ip|ss|netstat|npm|python3?|pip|node|ktail|stern|flux"
)
_TOOL = re.compile(rf"(?:[A-Z_]+=\S+\s+)*(?:{_TOOLS})(?=\s)")
_HEREDOC = re.compile(r"<<-?\s*['\"]?(\w+)['\"]?")
_ASSIGNED = re.compile(r"(?:^|[\s;])(?:export\s+)?([A-Za-z_]\w*)=")
_PLACEHOLDER = re.compile(
    r"<([A-Za-z][\w .:-]{0,40})>|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|\{\{\s*([\w.$ -]{1,40}?)\s*\}\}"
    r"|(?<![\w\]\"'])\[([a-z][a-z _-]{2,30})\]|\b((?:YOUR|MY)[_-][A-Z][A-Z_-]+)\b"
    r"|\b((?:service|pod|namespace|node|cluster|deployment|container|host)-name)\b"
)
_ENVIRONMENT = frozenset(
    {"HOME", "PATH", "PWD", "USER", "SHELL", "HOSTNAME", "RANDOM", "IFS", "EDITOR", "TMPDIR"}
)


def commands_of(source: str, language: str, at: Location) -> tuple[Command, ...]:
    """The commands in a block of code whose first line is at `at`; none where it is output or a file."""
    name = language.split(maxsplit=1)[0].lower().strip("{}.") if language.strip() else ""
    if name in _QUERIES:
        text = source.strip()
        return (_command(text, at, name, set()),) if text else ()
    if name not in _SHELLS:
        return ()
    lines = source.rstrip("\n").split("\n")
    prompted = any(_PROMPT.match(line.lstrip()) for line in lines)
    if not prompted and name in {"", "console", "shell-session"} and not _looks_run(lines):
        return ()
    assigned: set[str] = set()
    return tuple(
        _command(text, Location(at.path, at.line + number, at.column), name, assigned, had_prompt=prompted)
        for number, text in _statements(lines, prompted=prompted)
    )


def command_of(text: str, at: Location) -> Command | None:
    """The command that a piece of inline code is, or None."""
    bare = _PROMPT.sub("", text.strip(), count=1)
    return _command(bare, at, "", set(), had_prompt=bare != text.strip()) if _TOOL.match(bare) else None


def stated_command(text: str, at: Location) -> Command:
    """The command that a field states as such."""
    bare = _PROMPT.sub("", text.strip(), count=1)
    return _command(bare, at, "", set(), had_prompt=bare != text.strip())


def _looks_run(lines: list[str]) -> bool:
    first = next((line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    return bool(_TOOL.match(first))


def _statements(lines: list[str], *, prompted: bool) -> Iterator[tuple[int, str]]:
    """Each command with the number of its first line; continued lines and here-documents stay whole."""
    taken: list[str] = []
    began, until = 0, ""
    for number, line in enumerate(lines):
        if taken:
            taken.append(re.sub(r"^>\s", "", line) if prompted and not until else line)
        else:
            bare = line.strip()
            prompt = _PROMPT.match(bare)
            if not bare or bare.startswith("#") or (prompted and not prompt):
                continue
            taken, began = [bare[prompt.end() :] if prompt else line.rstrip()], number
            heredoc = _HEREDOC.search(taken[0])
            until = heredoc[1] if heredoc else ""
        if until and line.strip() != until:
            continue
        if not until and line.rstrip().endswith("\\"):
            continue
        yield began, "\n".join(taken).strip()
        taken, until = [], ""
    if taken:
        yield began, "\n".join(taken).strip()


def _command(
    text: str, at: Location, language: str, assigned: set[str], *, had_prompt: bool = False
) -> Command:
    found = []
    for match in _PLACEHOLDER.finditer(text):
        name = match[0]
        variable = match[2] or match[3]
        if variable and (variable in assigned or variable in _ENVIRONMENT or f"{variable}=" in text):
            continue
        found.append(name)
    assigned.update(_ASSIGNED.findall(text))
    return Command(text, at, language, tuple(dict.fromkeys(found)), had_prompt)
