import { pythonName } from "./names.js";

/** A Python package that runs the module by `wasmtime`, and says so plainly where that is not installed. */
export function pythonBinding(name: string, version: string): Record<string, string> {
  const folder = pythonName(name);
  return {
    "pyproject.toml": `[build-system]
requires = ["setuptools>=68"]
build-backend = "setuptools.build_meta"

[project]
name = "${name}"
version = "${version}"
requires-python = ">=3.9"
dependencies = ["wasmtime>=14"]

[project.scripts]
${name} = "${folder}.__main__:main"

[tool.setuptools.package-data]
${folder} = ["module.wasm"]
`,
    [`${folder}/__init__.py`]: PACKAGE,
    [`${folder}/__main__.py`]: MAIN,
  };
}

const PACKAGE = `"""Runs the WASI module beside this file."""
import os
import tempfile
import threading
from typing import NamedTuple, Sequence, Union

MODULE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "module.wasm")
# What wasmtime allows at most, and room for it in the thread that runs the module.
STACK_BYTES = 2 * 1024 * 1024
THREAD_BYTES = 64 * 1024 * 1024


class Result(NamedTuple):
    status: int
    stdout: str
    stderr: str


def run(args: Sequence[str] = (), stdin: Union[str, bytes] = "") -> Result:
    """Runs the program once. Raises RuntimeError where wasmtime is not installed."""
    with tempfile.TemporaryDirectory(prefix="wasi-") as folder:
        paths = [os.path.join(folder, name) for name in ("stdin", "stdout", "stderr")]
        with open(paths[0], "wb") as file:
            file.write(stdin.encode() if isinstance(stdin, str) else stdin)
        status = run_on(args, *paths)
        texts = []
        for path in paths[1:]:
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                texts.append(file.read())
        return Result(status, *texts)


def run_on(args: Sequence[str], stdin: str = "", stdout: str = "", stderr: str = "") -> int:
    """Runs the program on files, or on this process's own streams; gives its status."""
    try:
        import wasmtime
    except ImportError as cause:
        raise RuntimeError("this needs wasmtime: pip install wasmtime") from cause
    ended = []

    def act() -> None:
        try:
            ended.append(start(wasmtime, args, stdin, stdout, stderr))
        except BaseException as error:
            ended.append(error)

    before = threading.stack_size(THREAD_BYTES)
    try:
        thread = threading.Thread(target=act)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if isinstance(ended[0], BaseException):
        raise ended[0]
    return ended[0]


def start(wasmtime, args: Sequence[str], stdin: str, stdout: str, stderr: str) -> int:
    config = wasmtime.Config()
    config.max_wasm_stack = STACK_BYTES
    config.cache = True
    engine = wasmtime.Engine(config)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    wasi = wasmtime.WasiConfig()
    wasi.argv = ["program", *args]
    if stdin:
        wasi.stdin_file, wasi.stdout_file, wasi.stderr_file = stdin, stdout, stderr
    else:
        wasi.inherit_stdin()
        wasi.inherit_stdout()
        wasi.inherit_stderr()
    store = wasmtime.Store(engine)
    store.set_wasi(wasi)
    instance = linker.instantiate(store, wasmtime.Module.from_file(engine, MODULE))
    try:
        instance.exports(store)["_start"](store)
    except wasmtime.ExitTrap as end:
        return end.code
    return 0
`;

const MAIN = `import sys

from . import run_on


def main() -> None:
    try:
        sys.exit(run_on(sys.argv[1:]))
    except RuntimeError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
`;
