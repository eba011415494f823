import { readdirSync, readFileSync } from "node:fs";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, it } from "vitest";
import * as schema from "../src/store/schema.js";

it("has a migration for every change of the tables", async () => {
  const meta = new URL("../migrations/meta/", import.meta.url);
  const newest = readdirSync(meta)
    .filter((file) => file.endsWith("_snapshot.json"))
    .sort()
    .at(-1);
  const migrated = JSON.parse(readFileSync(new URL(String(newest), meta), "utf8"));
  const { id, prevId } = migrated;
  const declared = generateDrizzleJson(schema, prevId);
  expect(await generateMigration({ ...migrated, id, prevId }, declared)).toEqual([]);
});
