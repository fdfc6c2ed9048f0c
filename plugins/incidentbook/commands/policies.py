"""The policy of a root; one that was read before is not parsed again."""

from pathlib import Path

from incidentbook.reading.store import code_digest, pickled, unpickled, user_store
from incidentbook.records import Policy

_NAME = "policy"
_USUAL = "incidentbook.yml"


def policy_of(root: Path, config: Path | None) -> Policy:
    """The policy of the file `config`, else of the root's own, else the default one.

    Raises PolicyError where it cannot be read, or says something of rules that do not exist.
    """
    store = user_store(root)
    seen = (code_digest(store), str(config or ""), _bytes(config or root / _USUAL))
    match store.load_plain(_NAME):
        case (known, bytes() as data) if known == seen:
            kept = unpickled(data)
            if isinstance(kept, Policy):
                return kept
    policy = _read(root, config)
    store.save_plain(_NAME, (seen, pickled(policy)))
    return policy


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _read(root: Path, config: Path | None) -> Policy:
    from incidentbook.checks import policy_faults
    from incidentbook.reading.policy import load_policy
    from incidentbook.reading.policy_error import PolicyError

    policy = load_policy(root, config)
    if faults := policy_faults(policy):
        raise PolicyError(faults)
    return policy
