"""One target under libFuzzer: `python -m tests.fuzz.one TARGET [libFuzzer's arguments]`. See `run`."""

import sys

import atheris


def main() -> None:
    """Hand a target over to libFuzzer, which ends the process."""
    with atheris.instrument_imports(include=["incidentbook"]):
        from tests.fuzz.targets import TARGETS

    target = TARGETS[sys.argv.pop(1)]
    target(b"")  # imports what is only sometimes needed while imports are instrumented
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
