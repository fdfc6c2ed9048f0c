"""Code of a runbook → the commands a person would run, without prompts, comments and output."""

from collections.abc import Iterator

from incidentbook.records import Command, Location
from incidentbook.records.plain import replace

from .patterns import expression
from .statements import PROMPT, typed

_SESSIONS = frozenset({"", "console", "shell-session", "sh-session", "terminal", "text", "txt", "plaintext"})
"""Languages of fences that hold commands or anything else."""
_SHELLS = _SESSIONS | {
    "sh", "bash", "shell", "zsh", "ksh", "fish", "powershell", "pwsh", "ps1", "cmd", "bat", "batch",
}  # fmt: skip
_QUERIES = frozenset(
    {"sql", "psql", "promql", "logql", "mysql", "graphql", "kql", "spl", "http", "cypher", "cql"}
)
_TOOLS = (
    "kubectl|docker|helm|aws|gcloud|az|psql|mysql|redis-cli|curl|wget|systemctl|journalctl|ssh|scp|git|make|terraform"
    "|ansible(?:-\\w+)?|grep|awk|sed|tail|head|cat|ls|df|du|ps|top|kill|dig|nslookup|ping|traceroute|openssl|oc|etcdctl"
    "|promtool|amtool|crictl|nerdctl|istioctl|consul|vault|nomad|kafka-[\\w.-]+|rabbitmq\\w*|mongo|mongosh|pg_\\w+|sudo"
    "|rm|cp|mv|export|cd|echo|find|jq|yq|smartctl|mdadm|lsblk|mount|umount|ip|ss|netstat|npm|python3?|pip3?|node|ktail"
    "|stern|flux|kubeadm|kubelet|eksctl|argocd|velero|cilium|calicoctl|linkerd|ceph|rbd|zpool|zfs|lvs|pvs|vgs|iptables"
    "|nft|tcpdump|strace|lsof|dmesg|vmstat|iostat|sysctl|chroot|rsync|tar|gsutil|bq|nodetool|cqlsh|sqlite3|mysqldump"
    "|supervisorctl|podman|ctr|skopeo|apt-get|apt|yum|dnf|apk|brew|chmod|chown|mkdir|ln|xargs|tofu|terragrunt|pulumi"
    "|dd|mkfs(?:\\.\\w+)?|nc|telnet|mtr|certbot|keytool|logcli|pd|gh|glab|heroku|flyctl|doctl"
)
_SHELL_WORDS = (
    "for|while|until|if|case|source|\\.|set|test|time|date|exit|watch|free|service|host|sort|tee|touch|java|go"
    "|read"
)
_PREFIX = (
    r"(?:[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|\$\([^()]*\)|\S)*+\s+)*+"
    r"(?:(?:sudo|time|watch|nohup|exec|env)\s+(?:-\S+\s+)*+)?"
)
_TOOL = expression(rf"{_PREFIX}(?:{_TOOLS})(?=\s)")
_TYPED = expression(
    rf"{_PREFIX}(?:{_TOOLS}|{_SHELL_WORDS})(?=\s|\Z)|(?:\./|/|~/)[\w./-]+(?=\s|\Z)|[A-Za-z_]\w*=[\"'$<\w/]\S*"
)
_ASSIGNED = expression(
    r"(?:^|[\s;])(?:export\s+|local\s+)?([A-Za-z_]\w*)=|\bfor\s+(\w+)\s+in\b|\bread\s+(?:-\w+\s+)*(\w+)"
)
_PLACEHOLDER = expression(
    r"<([A-Za-z][\w .:-]{0,40})>|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|\{\{\s*([\w.$ -]{1,40}?)\s*\}\}"
    r"|(?<![\w\]\"'])\[([a-z][a-z _-]{2,30})\]|\b((?:YOUR|MY)[_-][A-Z][A-Z_-]+)\b"
    r"|\b((?:service|pod|namespace|node|cluster|deployment|container|host)-name)\b"
)
_OPENS = expression(r"[<$\[{]|-name|YOUR|MY")
"""What every placeholder begins with or holds."""
_QUOTED = expression(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_OF_GO = expression(r"[.$]|(?:range|end|if|else|with|index|printf|json|len|eq|template|define)\b")
_ENVIRONMENT = frozenset(
    {"HOME", "PATH", "PWD", "USER", "SHELL", "HOSTNAME", "RANDOM", "IFS", "EDITOR", "TMPDIR", "NF", "NR"}
)


def commands_of(source: str, language: str, at: Location) -> tuple[Command, ...]:
    """The commands in a block of code whose first line is at `at`; none where it is output or a file."""
    name = language.split(maxsplit=1)[0].lower().strip("{}.") if language.strip() else ""
    if name in _QUERIES:
        text = source.strip()
        return (replace(_command(text, at, name, set()), block=at),) if text else ()
    if name not in _SHELLS:
        return ()
    lines = source.rstrip("\n").split("\n")
    found = typed(lines, _TYPED)
    if not found.has_prompt and name in _SESSIONS and not _looks_run(lines):
        return ()
    assigned: set[str] = set()
    commands = (
        _command(
            text, Location(at.path, at.line + number, at.column), name, assigned, had_prompt=found.has_prompt
        )
        for number, text in found.commands
    )
    return tuple(
        _shown(replace(command, shows_output=found.shows_output, block=at), at, found.answers.get(index))
        for index, command in enumerate(commands)
    )


def _shown(command: Command, at: Location, answers: list[tuple[int, str]] | None) -> Command:
    """The command with what its block, which begins at `at`, shows as its answer."""
    if not answers:
        return command
    return replace(
        command, output="\n".join(line for _, line in answers), output_line=at.line + answers[0][0]
    )


def command_of(text: str, at: Location) -> Command | None:
    """The command that a piece of inline code is, or None."""
    bare = PROMPT.sub("", text.strip(), count=1)
    return _command(bare, at, "", set(), had_prompt=bare != text.strip()) if _TOOL.match(bare) else None


def stated_commands(text: str, at: Location) -> Iterator[Command]:
    """The commands that a field states as such; several lines stay one command, unless prompts part them."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    if not any(PROMPT.match(line.lstrip()) for line in lines):
        yield _command("\n".join(lines), at, "", set())
        return
    found = typed(lines, _TYPED)
    assigned: set[str] = set()
    for index, (_, command) in enumerate(found.commands):
        answers = "\n".join(line for _, line in found.answers.get(index, ()))
        told = _command(command, at, "", assigned, had_prompt=True)
        yield replace(told, shows_output=found.shows_output, output=answers)


def _looks_run(lines: list[str]) -> bool:
    first = next((line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    return bool(_TOOL.match(first)) or first.startswith(("for ", "while ", "./"))


def _command(
    text: str, at: Location, language: str, assigned: set[str], *, had_prompt: bool = False
) -> Command:
    if "=" in text or "for" in text or "read" in text:
        assigned.update(name for names in _ASSIGNED.findall(text) for name in names if name)
    return Command(text, at, language, tuple(dict.fromkeys(_placeholders(text, assigned))), had_prompt)


def _placeholders(text: str, assigned: set[str]) -> list[str]:
    """What a person must fill in: neither variables that are set, nor what quotes keep from the shell."""
    if not _OPENS.search(text):
        return []
    quoted = [match.span() for match in _QUOTED.finditer(text) if match[0][0] == "'"] if "'" in text else []
    found = []
    for match in _PLACEHOLDER.finditer(text):
        variable = match[2] or match[3]
        if variable and (
            variable in assigned
            or variable in _ENVIRONMENT
            or any(start < match.start() < end for start, end in quoted)
        ):
            continue
        if match[4] and _OF_GO.match(match[4]):
            continue
        found.append(match[0])
    return found
