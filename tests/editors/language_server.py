"""A small client of the Language Server Protocol, as an editor is one."""

import json
import subprocess
import threading
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

Message = dict[str, Any]

_PATIENCE = 30.0
"""Seconds to wait for an answer."""


class LanguageServer:
    """A running server with its standard streams; stopped at the end of a `with` block."""

    def __init__(self, command: list[str], root: Path, settings: Message) -> None:
        self._root = root
        self._settings = settings
        self._last = 0
        self._inbox: Queue[Message] = Queue()
        self._diagnostics: dict[str, list[Message]] = {}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": self._root.as_uri(),
                "workspaceFolders": [{"uri": self._root.as_uri(), "name": "root"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
                },
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def open(self, path: Path, text: str, language: str = "yaml") -> list[Message]:
        """Open a document as an editor does; what the server finds in it, in the order of its lines."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._diagnostics:
            self._receive()
        return sorted(self._diagnostics[uri], key=lambda found: int(found["range"]["start"]["line"]))

    def complete(self, path: Path, line: int, character: int) -> dict[str, Message]:
        """The completions at a place (both from 0), by their label."""
        answer = self._ask("textDocument/completion", _place(path, line, character))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: item for item in items}

    def hover(self, path: Path, line: int, character: int) -> str:
        """What is shown for the word at a place (both from 0), or ""."""
        answer = self._ask("textDocument/hover", _place(path, line, character))
        return str(answer["contents"]["value"]) if answer else ""

    def _ask(self, method: str, parameters: Message) -> Any:  # noqa: ANN401 - whatever the method answers
        self._last += 1
        asked = self._last
        self._send({"jsonrpc": "2.0", "id": asked, "method": method, "params": parameters})
        while True:
            answer = self._receive()
            if answer.get("id") == asked and "method" not in answer:
                if "error" in answer:
                    raise AssertionError(answer["error"])
                return answer["result"]

    def _tell(self, method: str, parameters: Message) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": parameters})

    def _receive(self) -> Message:
        """The next message; requests of the server are answered, diagnostics kept."""
        try:
            message = self._inbox.get(timeout=_PATIENCE)
        except Empty as error:
            raise AssertionError("the language server did not answer") from error
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": self._reply(message)})
        return message

    def _reply(self, message: Message) -> Any:  # noqa: ANN401 - whatever the method answers
        if message["method"] == "workspace/configuration":
            return [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]
        return None

    def _send(self, message: Message) -> None:
        body = json.dumps(message).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        stream.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._inbox.put(json.loads(stream.read(length)))


def _place(path: Path, line: int, character: int) -> Message:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}
