import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { snippetsOf } from "./markdown.js";
import { runScenario, typescriptOf } from "./scenario.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = join(root, ".cache", "docs");

async function pagesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(node_modules|dist|templates)\//.test(path));
}

const pages = [
  join(root, "README.md"),
  join(root, "AGENT.md"),
  ...(await pagesBelow("docs")),
  ...(await pagesBelow("examples")),
].sort();
const slugOf = (page: string) => relative(root, page).replace(/[^A-Za-z0-9]+/g, "-");

test("a fence that is never closed is told", () => {
  expect(() => snippetsOf("```ts\nlet a = 1;\n")).toThrow("line 1");
});

test("snippets keep language, attributes and place", () => {
  expect(snippetsOf('# A\n\n```ts file=a.ts no-run="needs a key"\nlet a = 1;\n```\n')).toEqual([
    { language: "ts", attributes: { file: "a.ts", "no-run": "needs a key" }, text: "let a = 1;", line: 3 },
  ]);
});

test("the TypeScript of every page compiles", async () => {
  const files: string[] = [];
  for (const page of pages) {
    for (const [name, text] of await typescriptOf(page)) {
      const path = join(scratch, "types", slugOf(page), name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${text}\nexport {};\n`);
      files.push(path);
    }
  }
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, composite: false, noEmit: true, noUnusedLocals: false },
    root,
  );
  const program = ts.createProgram(files, options);
  const faults = ts.getPreEmitDiagnostics(program);
  expect(
    ts.formatDiagnostics(faults, {
      getCanonicalFileName: (f) => f,
      getCurrentDirectory: () => root,
      getNewLine: () => "\n",
    }),
  ).toBe("");
}, 120_000);

describe("each page does what it says", () => {
  for (const page of pages) {
    const name = relative(root, page);
    test(name, { timeout: 300_000 }, async () => {
      await runScenario(page, {
        root,
        folder: join(scratch, "run", slugOf(page)),
        skipped: (snippet, reason) => console.info(`not run: ${name}:${snippet.line}: ${reason}`),
      });
    });
  }
});
