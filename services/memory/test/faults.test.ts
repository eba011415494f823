import { deflateSync } from "node:zlib";
import { findPostgres, startPostgres, type TestPostgres } from "@troupe/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

const ITEMS = "/v1/memory/semantic/items";

/** A PDF of one page whose content stream is given. */
function pdf(content: Buffer, filter = ""): Buffer {
  const head = "%PDF-1.4\n";
  const objects = [
    Buffer.from("1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"),
    Buffer.from("2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"),
    Buffer.from(
      "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n",
    ),
    Buffer.concat([
      Buffer.from(`4 0 obj\n<< /Length ${content.length}${filter} >>\nstream\n`),
      content,
      Buffer.from("\nendstream\nendobj\n"),
    ]),
    Buffer.from("5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"),
  ];
  let at = head.length;
  const entries = objects.map((object) => {
    const entry = `${String(at).padStart(10, "0")} 00000 n \n`;
    at += object.length;
    return entry;
  });
  const table = `xref\n0 6\n0000000000 65535 f \n${entries.join("")}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([Buffer.from(head), ...objects, Buffer.from(table)]);
}

const saying = (text: string) => Buffer.from(`BT /F1 24 Tf 72 700 Td (${text}) Tj ET`);

onEveryStore("bad input", (url) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(await url());
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());
  const addPdf = (bytes: Buffer) =>
    bench.call("POST", ITEMS, { text: bytes.toString("base64"), mediaType: "application/pdf", source: "a.pdf" });

  it("reads a PDF page by page", async () => {
    for (const [word, bytes] of [
      ["albatross", pdf(saying("The albatross sleeps in flight"))],
      ["cormorant", pdf(deflateSync(saying("The cormorant dries its wings")), " /Filter /FlateDecode")],
    ] as const) {
      expect(await addPdf(bytes)).toMatchObject({ status: 201, body: { passages: 1 } });
      const { body } = await bench.call("POST", "/v1/memory/semantic/search", { query: word });
      expect(body.items[0].passage).toMatchObject({ heading: "page 1", text: expect.stringContaining(word) });
    }
  });

  it("refuses a PDF that is none, is broken, or unfolds into a huge one", async () => {
    expect(await addPdf(Buffer.from("not a PDF"))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/text" }] },
    });
    expect(await addPdf(Buffer.from("%PDF-1.7 and nothing else"))).toMatchObject({ status: 422 });
    const bomb = deflateSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 9 });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await addPdf(pdf(bomb, " /Filter /FlateDecode"))).toMatchObject({
      status: 413,
      body: { code: "TOO_LARGE" },
    });
    const nested = pdf(deflateSync(bomb), " /Filter [/FlateDecode /FlateDecode]");
    expect(await addPdf(nested)).toMatchObject({ status: 413, body: { code: "TOO_LARGE" } });
  });

  it("takes 10 MiB of text and serves others meanwhile, and refuses more than 16", { timeout: 240_000 }, async () => {
    const sentence = (at: number) => `Paragraph ${at} tells of harbour ${at % 997} and of ship ${at % 991}.\n\n`;
    let text = "";
    for (let at = 0; text.length < 10 * 1024 * 1024; at++) text += sentence(at);
    let others = 0;
    let isDone = false;
    const asking = (async () => {
      while (!isDone) {
        expect((await bench.call("GET", "/livez")).status).toBe(200);
        others++;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    const added = await bench.call("POST", ITEMS, { text, source: "long" });
    isDone = true;
    await asking;
    expect(added.status).toBe(201);
    expect(added.body.passages).toBeGreaterThan(5000);
    expect(others).toBeGreaterThan(10);
    const filter = { source: "long" };
    const { body } = await bench.call("POST", "/v1/memory/semantic/search", { query: "paragraph 99999", filter });
    expect(body.items[0].passage.text).toContain("Paragraph 99999 ");
    const huge = await bench.call("POST", ITEMS, { text: "x ".repeat(8.5 * 1024 * 1024) });
    expect(huge).toMatchObject({ status: 413, body: { code: "TOO_LARGE" } });
  });

  it("takes HTML, Markdown and JSON of any shape", async () => {
    const shapes: [string, string][] = [
      [`${"<div>".repeat(20_000)}deep water${"</div>".repeat(20_000)}`, "text/html"],
      ["<p>unclosed <b>tags <i>everywhere <script>var x = '<p>not text</p>'", "text/html"],
      [`${"#".repeat(3000)} heading\n\n\`\`\`\nfence never closed`, "text/markdown"],
      [JSON.stringify({ a: Array.from({ length: 2000 }, (_, at) => ({ at })) }), "application/json"],
      ["a".repeat(100_000), "text/plain"],
      [`${"😀".repeat(5000)} ${"漢字".repeat(3000)}`, "text/plain"],
    ];
    for (const [text, mediaType] of shapes) {
      expect((await bench.call("POST", ITEMS, { text, mediaType })).status, mediaType).toBe(201);
    }
    const deep = await bench.call("POST", ITEMS, {
      text: "[".repeat(1000) + "]".repeat(1000),
      mediaType: "application/json",
    });
    expect(deep).toMatchObject({ status: 422, body: { code: "DATA_TOO_DEEP" } });
    const not = await bench.call("POST", ITEMS, { text: "{", mediaType: "application/json" });
    expect(not).toMatchObject({ status: 400, body: { code: "MALFORMED_JSON" } });
  });
});

const available = (await findPostgres()) !== undefined;

describe.skipIf(!available)("a database that is killed", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it("has each of 1,000 documents whole or not at all, and the ingest goes on", { timeout: 240_000 }, async () => {
    await using bench = await openBench(server.url);
    const total = 1000;
    const text = (at: number) =>
      `Document ${at}. ${`Every document speaks of granite and of number ${at}. `.repeat(40)}`;
    const add = (at: number) => bench.call("POST", ITEMS, { text: text(at), externalId: `doc-${at}` });
    let next = 0;
    let done = 0;
    let failures = 0;
    let restarting: Promise<void> | undefined;
    const crash = async (): Promise<void> => {
      await server.kill();
      while (failures === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      await server.restart();
    };
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let at = next++; at < total; at = next++) {
          for (;;) {
            const { status, text: said } = await add(at);
            if (status < 300) break;
            expect([503, 408], said).toContain(status);
            failures++;
            await restarting;
          }
          done++;
          if (done === 300) restarting = crash();
        }
      }),
    );
    await restarting;
    expect(failures).toBeGreaterThan(0);
    const [figures] = await bench.store.withTenant("acme", (tx) =>
      tx.execute(`select
        (select count(*) from memory.items)::int as items,
        (select count(*) from memory.passages)::int as passages,
        (select passages from memory.corpora) as counted,
        (select sum(count) from memory.terms where term = 'granit')::int as granite,
        (select count(*) from (select item_id from memory.passages group by 1 having count(*) <> max(position) + 1) torn)::int as torn`),
    );
    const { passages } = figures as { passages: number };
    expect(figures).toEqual({ items: total, passages, counted: passages, granite: passages, torn: 0 });
  });
});
