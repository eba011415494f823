import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandFault } from "../src/intake/gather.js";
import { readyFolder } from "../src/output/folder.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "troupe-folder-"));
  await writeFile(join(folder, "file"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a folder is made with those around it, and may be there already", async () => {
  const inner = join(folder, "a", "b");
  await readyFolder(inner, "a/b");
  await readyFolder(inner, "a/b");
  expect((await stat(inner)).isDirectory()).toBe(true);
});

test.each(["file", "file/below"])("%s is no place to keep anything", async (name) => {
  const asked = readyFolder(join(folder, name), name);
  await expect(asked).rejects.toThrow(CommandFault);
  await expect(asked).rejects.toThrow(`nothing can be kept in ${name}: it is no folder, or lies in a file`);
});
