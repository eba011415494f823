import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { type Snippet, snippetsOf } from "./markdown.js";

// A Markdown file is a scenario, run from top to bottom in a folder of its own:
//   ts                 transpiled and run as a program of its own, which must end with 0
//   ts file=worker.ts  written to that file, for a command below to run
//   ts continues       added to the `ts` block before it
//   json|yaml file=…   written to that file
//   sh                 run as one script; a line that ends in `&` is left running once it says that it is ready
//   text expect        each line must stand in what the `sh` block before it printed; `…` stands for anything
//   anything no-run="reason"   left out, and the reason is printed

const READY = /\bready\b/i;
const COMMAND_TIMEOUT_MS = 120_000;
const RUNNABLE = new Set(["ts", "typescript", "sh", "bash", "console"]);
const SHOWN = new Set(["text", "json", "yaml", "http", "mermaid", "sql", "html", "python", ""]);

export interface ScenarioOptions {
  readonly root: string;
  readonly folder: string;
  readonly skipped: (snippet: Snippet, reason: string) => void;
}

/** Runs every snippet of the Markdown file at `path`; throws at the first that does not do what the page says. */
export async function runScenario(path: string, options: ScenarioOptions): Promise<number> {
  const snippets = mergeContinued(snippetsOf(await readFile(path, "utf8")));
  await rm(options.folder, { recursive: true, force: true });
  await mkdir(options.folder, { recursive: true });
  const shell = new Shell(options.folder, join(options.root, "node_modules", ".bin"));
  let run = 0;
  try {
    for (const snippet of snippets) {
      const reason = snippet.attributes["no-run"];
      if (reason !== undefined) options.skipped(snippet, reason);
      else if (await runSnippet(snippet, shell, options.folder)) run++;
    }
  } catch (cause) {
    throw new Error(`${basename(path)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  } finally {
    await shell.close();
  }
  return run;
}

/** The TypeScript of a page, for the compiler to check, by file name. */
export async function typescriptOf(path: string): Promise<Map<string, string>> {
  const snippets = mergeContinued(snippetsOf(await readFile(path, "utf8")));
  const sources = snippets.filter(({ language }) => language === "ts" || language === "typescript");
  return new Map(sources.map((snippet) => [snippet.attributes.file ?? `line-${snippet.line}.ts`, snippet.text]));
}

function mergeContinued(snippets: readonly Snippet[]): Snippet[] {
  const merged: Snippet[] = [];
  for (const snippet of snippets) {
    const before = merged.findLastIndex(({ language }) => language === snippet.language);
    const first = merged[before];
    if (snippet.attributes.continues === undefined) merged.push(snippet);
    else if (first === undefined) throw new Error(`line ${snippet.line}: there is no block to continue`);
    else merged[before] = { ...first, text: `${first.text}\n${snippet.text}` };
  }
  return merged;
}

async function runSnippet(snippet: Snippet, shell: Shell, folder: string): Promise<boolean> {
  const { language, attributes, text, line } = snippet;
  if (!RUNNABLE.has(language) && !SHOWN.has(language)) throw new Error(`line ${line}: cannot run ${language}`);
  try {
    if (language === "ts" || language === "typescript") await runTypescript(snippet, shell, folder);
    else if (language === "sh" || language === "bash") await shell.run(text);
    else if (attributes.file !== undefined) await put(join(folder, attributes.file), text);
    else if (attributes.expect !== undefined) shell.expect(text);
    else return false;
  } catch (cause) {
    throw new Error(`line ${line}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return true;
}

async function runTypescript(snippet: Snippet, shell: Shell, folder: string): Promise<void> {
  const name = snippet.attributes.file ?? `line-${snippet.line}.ts`;
  const compiled = ts.transpileModule(snippet.text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  const script = name.replace(/\.ts$/, ".js");
  await put(join(folder, "package.json"), '{ "type": "module" }\n');
  await put(join(folder, script), compiled.outputText);
  if (snippet.attributes.file === undefined) await shell.run(`node ${script}`);
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

class Shell {
  readonly #folder: string;
  readonly #bin: string;
  readonly #running: ChildProcess[] = [];
  #printed = "";

  constructor(folder: string, bin: string) {
    this.#folder = folder;
    this.#bin = bin;
  }

  async run(script: string): Promise<void> {
    this.#printed = "";
    let together: string[] = [];
    const finish = async () => {
      if (together.length > 0) await this.#finish(["set -euo pipefail", ...together].join("\n"));
      together = [];
    };
    for (const line of script.replaceAll("\\\n", " ").split("\n")) {
      if (!/\s&$/.test(line)) {
        if (line.trim() !== "") together.push(line);
        continue;
      }
      await finish();
      await this.#leaveRunning(line.replace(/\s*&$/, ""));
    }
    await finish();
  }

  expect(text: string): void {
    for (const line of text.split("\n").filter((wanted) => wanted.trim() !== "")) {
      const pattern = line
        .trim()
        .split("…")
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join(".*");
      if (!new RegExp(pattern).test(this.#printed)) {
        throw new Error(`expected ${JSON.stringify(line)} in what was printed:\n${this.#printed}`);
      }
    }
  }

  async close(): Promise<void> {
    // Agents first: what they leave with needs the platform.
    for (const child of this.#running.reverse()) await stop(child);
  }

  #start(command: string): ChildProcess {
    const env = { ...process.env, PATH: `${this.#bin}:${process.env.PATH}`, NO_COLOR: "1" };
    const child = spawn("bash", ["-c", command], { cwd: this.#folder, env, detached: true });
    child.stdout.on("data", (chunk) => (this.#printed += chunk));
    child.stderr.on("data", (chunk) => (this.#printed += chunk));
    return child;
  }

  async #finish(command: string): Promise<void> {
    const child = this.#start(command);
    const timer = setTimeout(() => kill(child, "SIGKILL"), COMMAND_TIMEOUT_MS);
    const code = await new Promise((resolve) => child.once("close", resolve));
    clearTimeout(timer);
    if (code !== 0) throw new Error(`\`${command}\` ended with ${code}:\n${this.#printed}`);
  }

  #leaveRunning(command: string): Promise<void> {
    const child = this.#start(command);
    this.#running.push(child);
    return new Promise((resolve, reject) => {
      let printed = "";
      const timer = setTimeout(() => reject(new Error(`\`${command}\` never said it is ready:\n${printed}`)), 60_000);
      const listen = (chunk: Buffer) => {
        printed += chunk;
        if (!READY.test(printed)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout?.on("data", listen);
      child.stderr?.on("data", listen);
      child.once("close", (code) => {
        clearTimeout(timer);
        reject(new Error(`\`${command}\` ended with ${code} before it was ready:\n${printed}`));
      });
    });
  }
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the group is gone already
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  kill(child, "SIGTERM");
  const timer = setTimeout(() => kill(child, "SIGKILL"), 20_000);
  await closed;
  clearTimeout(timer);
}
