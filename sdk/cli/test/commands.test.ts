import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import type { CliContext } from "../src/context.js";
import { createTerminal } from "../src/output/terminal.js";
import { buildProgram, runProgram } from "../src/program.js";

/** A context whose output is kept; nothing of the machine is in it. */
function contextOf(): CliContext & { readonly said: { out: string; note: string } } {
  const said = { out: "", note: "" };
  const sink = (name: "out" | "note") => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  return {
    said,
    env: {},
    cwd: "/nowhere",
    terminal: createTerminal({ out: sink("out"), note: sink("note"), color: false, isInteractive: false }),
    signal: new AbortController().signal,
    self: ["node", "troupe.mjs"],
    version: "0.0.0",
    screen: { write: () => undefined, columns: undefined },
    now: () => 0,
    readInput: async () => "",
  };
}

const leaves = (command: Command, path: readonly string[] = []): { command: Command; path: readonly string[] }[] =>
  command.commands.length === 0
    ? [{ command, path }]
    : command.commands.flatMap((child) => leaves(child, [...path, child.name()]));

const all = leaves(buildProgram(contextOf(), false));
/** Those that show nothing of the platform. */
const SILENT = new Set(["init", "completion"]);

describe.each(all.map(({ command, path }) => ({ name: path.join(" "), command, path })))("troupe $name", (one) => {
  const { name, command, path } = one;

  test("says what it does, and every option what it is", () => {
    expect(command.description()).not.toBe("");
    for (const option of command.options) expect([option.long, option.description]).not.toContain("");
  });

  test("refuses an option it does not know, with the next step, as text and as JSON", async () => {
    const plain = contextOf();
    expect(await runProgram(plain, [...path, "--bogus"])).toBe(2);
    expect(plain.said).toEqual({ out: "", note: expect.stringContaining(`next: troupe ${name} --help`) });
    const json = contextOf();
    expect(await runProgram(json, [...path, "--bogus", "--json"])).toBe(2);
    expect(JSON.parse(json.said.note).error).toMatchObject({ exitCode: 2, hint: `troupe ${name} --help` });
  });

  test("refuses to run without what it needs, and more than it takes", async () => {
    const needed = command.registeredArguments.filter(({ required }) => required);
    const takesAny = command.registeredArguments.some(({ variadic }) => variadic);
    const surplus = [...command.registeredArguments.map(() => "x"), "y", "z"];
    for (const given of [...(needed.length > 0 ? [[]] : []), ...(takesAny ? [] : [surplus])]) {
      const context = contextOf();
      expect(await runProgram(context, [...path, ...given])).toBe(2);
      expect(context.said.note).toMatch(/next: /);
    }
  });

  test("writes JSON when asked", () => {
    expect(SILENT.has(name) || command.options.some(({ long }) => long === "--json")).toBe(true);
  });

  test("is in the documentation", async () => {
    const page = await readFile(new URL("../../../docs/cli.md", import.meta.url), "utf8");
    const [first = "", last] = path;
    const words = last === undefined ? [first] : [`\`${first} `, last];
    for (const word of words) expect(page).toContain(word);
  });
});
