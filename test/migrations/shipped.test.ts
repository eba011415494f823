import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const list = new URL("shipped.json", import.meta.url);

async function hashes(): Promise<Record<string, string>> {
  const services = (await readdir(new URL("services", root))).map((name) => `services/${name}`);
  const found: Record<string, string> = {};
  for (const folder of ["libs/store/migrations", ...services.map((service) => `${service}/migrations`)].sort()) {
    const names = await readdir(new URL(folder, root)).catch(() => []);
    for (const name of names.filter((file) => file.endsWith(".sql")).sort()) {
      const text = await readFile(new URL(`${folder}/${name}`, root));
      found[`${folder}/${name}`] = createHash("sha256").update(text).digest("hex");
    }
  }
  return found;
}

test("a migration that databases have applied is never edited: TROUPE_WRITE=1 adds new ones to shipped.json", async () => {
  const now = await hashes();
  const shipped: Record<string, string> = JSON.parse(await readFile(list, "utf8"));
  for (const [file, hash] of Object.entries(shipped)) expect(now[file], file).toBe(hash);
  if (process.env.TROUPE_WRITE === "1") await writeFile(list, `${JSON.stringify(now, null, 2)}\n`);
  else expect(Object.keys(now)).toEqual(Object.keys(shipped));
});
