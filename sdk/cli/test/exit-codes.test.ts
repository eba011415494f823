import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { EXIT } from "../src/exit.js";

test("docs/cli.md lists the exit codes, all and no others", async () => {
  const page = await readFile(new URL("../../../docs/cli.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| (\d+) \| (\w+) \|/gm)].map(([, code, name]) => [name, Number(code)]);
  expect(Object.fromEntries(listed)).toEqual(EXIT);
});
