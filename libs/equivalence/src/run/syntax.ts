import { type Python, type PythonProgram, runPython } from "./python.js";

/** What CPython itself says of a source that is no Python: its message, line and column, from 1. */
export interface SyntaxFault {
  file: string;
  type: string;
  message: string;
  line: number;
  column: number;
}

const ASK = `
import json, sys

for name in json.load(open("names.json", encoding="utf-8")):
    with open(name + ".txt", "rb") as file:
        source = file.read()
    try:
        compile(source, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        print(json.dumps([name, type(error).__name__, error.msg, error.lineno or 1, error.offset or 1]))
        break
    except (ValueError, MemoryError, RecursionError) as error:
        print(json.dumps([name, type(error).__name__, str(error) or "too complex", 1, 1]))
        break
`;

/** Asks CPython whether the files of a program can be compiled; nothing of them is run. */
export async function syntaxFault(python: Python, { files }: PythonProgram): Promise<SyntaxFault | undefined> {
  const names = Object.keys(files);
  const numbered = Object.fromEntries(names.map((name, i) => [`${i}.txt`, files[name] ?? ""]));
  const asked = { ...numbered, "ask.py": ASK, "names.json": JSON.stringify(names.map((_, i) => String(i))) };
  const { stdout } = await runPython(python, { main: "ask.py", files: asked });
  try {
    const [at, type, message, line, column] = JSON.parse(stdout) as [string, string, string, number, number];
    return { file: names[Number(at)] ?? "", type, message, line, column };
  } catch {
    return undefined;
  }
}
