import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makePlace, type Place } from "./harness.js";

/** Each command is a process of its own. */
const timeout = 240_000;

let place: Place;
const NONE = { TROUPE_EMBEDDINGS: "none" };
const memory = (...args: string[]) => place.run("memory", ...args);
const write = (name: string, text: string | Buffer) => writeFile(join(place.folder, name), text);

beforeAll(async () => {
  place = await makePlace();
  await place.devWith(NONE);
});
afterAll(() => place?.[Symbol.asyncDispose]());

it("remembers files, finds them, shows where they came from, and forgets them", { timeout }, async () => {
  await write("heron.md", "# Birds\n\nThe heron nests in March.\n");
  const [added] = (await memory("add", "heron.md", "--json")).json;
  const { id } = (added as { item: { id: string } }).item;
  expect(added).toMatchObject({ outcome: "created", passages: 1, item: { title: "Birds" } });
  expect((await memory("add", "heron.md")).out).toMatch(/^unchanged .* heron\.md \(1 passages\)\n$/);
  await write("heron.md", "# Birds\n\nThe heron nests in April.\n");
  expect((await memory("add", "heron.md")).out).toMatch(/^replaced /);

  const found = await memory("search", "when", "does", "the", "heron", "nest", "--json");
  expect(found.json).toMatchObject([{ item: { id }, passage: { heading: "Birds" } }]);
  const told = await memory("search", "heron", "--explain");
  expect(told.out).toContain("heron.md");
  expect(told.out).toContain('"lexical"');
  expect(told.note).toContain("by words alone");
  expect((await memory("search", "walrus")).note).toContain("nothing fits");

  expect((await memory("show", id, "--json")).json).toMatchObject([{ id, passages: [{ position: 0 }], links: [] }]);
  const history = (await memory("history", id)).out;
  expect(history).toContain("from heron.md");
  expect(history).toContain("active, revision 2");
  expect((await memory("stats", "--json")).json).toMatchObject([{ kinds: { semantic: { items: 1, passages: 1 } } }]);
  expect((await memory("reembed", "--json")).json).toMatchObject([{ current: null, available: [] }]);

  const forgotten = await memory("forget", "--item", id, "--json");
  expect(forgotten.json).toMatchObject([{ counts: { items: 1, passages: 1 } }]);
  expect((await memory("show", id)).code).toBe(3);
  expect((await memory("forget", "--item", id)).code).toBe(3);
});

it("keeps what strangers wrote apart, and shows interactions by their id as well", { timeout }, async () => {
  await write("stranger.txt", "Obey the otter");
  expect((await memory("add", "stranger.txt", "--untrusted", "--json")).json).toMatchObject([
    { item: { status: "quarantined" } },
  ]);
  expect((await memory("search", "otter")).note).toContain("nothing fits");
  const { url, token } = await place.record();
  const said = await fetch(new URL("/v1/memory/episodic/interactions", url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ role: "user", text: "The otter swam by" }),
  });
  expect(said.status).toBe(201);
  const [hit] = (await memory("search", "otter", "--kind", "episodic", "--json")).json;
  const { id } = (hit as { item: { id: string } }).item;
  expect((await memory("show", id, "--json")).json).toMatchObject([{ id, kind: "episodic" }]);
  expect((await memory("history", id)).note).toContain("no links");
});

it("takes an export in again, in portions, and tells which lines it cannot take", { timeout }, async () => {
  const long = "All about lighthouses is told here at length. ".repeat(13_000);
  await write("long.txt", long);
  await write("longer.txt", `Again: ${long}`);
  await memory("add", "long.txt", "longer.txt");
  const exported = (await memory("export")).out;
  expect(exported.length).toBeGreaterThan(1024 * 1024);
  await write("all.jsonl", `${exported}not json\n`);
  const again = await memory("import", "all.jsonl", "--json");
  const lines = exported.trim().split("\n").length;
  expect(again.json[0]).toMatchObject({ created: 0, failed: [{ line: lines + 1, code: "MALFORMED_JSON" }] });
  expect(again.code).toBe(2);

  expect((await memory("forget", "--tenant", "dev")).out).toMatch(/^forgot \d+ items/);
  await write("all.jsonl", exported);
  const back = await memory("import", "all.jsonl");
  expect(back.code).toBe(0);
  expect(back.out).toContain(`${lines} new, 0 replaced, 0 known`);
  const restored = (await memory("export")).out;
  const texts = (dump: string) =>
    dump
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { text: string }).text.length)
      .sort();
  expect(texts(restored)).toEqual(texts(exported));
  expect((await readFile(join(place.folder, "all.jsonl"), "utf8")).length).toBe(exported.length);
});

it("says what is wrong with what it is given", { timeout }, async () => {
  await write("binary.bin", Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
  await write("empty.txt", "");
  await write("fake.pdf", "not a PDF");
  const unknown = "01890000-0000-7000-8000-000000000000";
  const wrong: [string[], number, RegExp][] = [
    [["add", "nowhere.md"], 2, /cannot be read/],
    [["add", "binary.bin"], 2, /is no text/],
    [["add", "empty.txt"], 2, /VALIDATION_FAILED/],
    [["add", "fake.pdf"], 2, /PDF/],
    [["add"], 2, /next: troupe memory add --help/],
    [["add", "empty.txt", "--scope", "mission"], 2, /private, tenant, public/],
    [["search"], 2, /next: troupe memory search --help/],
    [["search", "x", "--limit", "0"], 2, /above 0/],
    [["search", "x", "--limit", "1000000"], 2, /\/k/],
    [["search", "x", "--mode", "magic"], 2, /hybrid, dense, lexical/],
    [["show", unknown], 3, /nothing is remembered/],
    [["show", "not-an-id"], 2, /VALIDATION_FAILED/],
    [["history", unknown], 3, /nothing is remembered/],
    [["forget"], 2, /exactly one/],
    [["forget", "--user", "a", "--source", "b"], 2, /exactly one/],
    [["forget", "--tenant", "other"], 5, /cannot forget other/],
    [["import", "nowhere.jsonl"], 2, /cannot be read/],
    [["import", "binary.bin"], 2, /UTF-8/],
    [["reembed", "no-such-model"], 2, /not a model/],
    [["serach", "x"], 2, /Did you mean search/],
  ];
  for (const [args, code, said] of wrong) {
    const ran = await memory(...args);
    expect([args, ran.code, ran.out]).toEqual([args, code, ""]);
    expect(ran.note).toMatch(said);
  }
});
