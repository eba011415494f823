import type { Embedder } from "@troupe/embeddings";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

/** Words as directions, so that texts of the same words are near whatever their order or a `not`. */
function words(model: string, dims: number): Embedder {
  return {
    model,
    dims,
    embed: async (texts) =>
      texts.map((text) => {
        const vector = new Float32Array(dims).fill(0.01);
        for (const [word] of text.toLowerCase().matchAll(/[a-z]{4,}/g)) {
          let at = 7;
          for (const letter of word) at = (at * 31 + letter.charCodeAt(0)) % dims;
          vector[at] = 1;
        }
        const length = Math.hypot(...vector);
        return vector.map((value) => value / length);
      }),
    close: async () => {},
  };
}

onEveryStore("the life of a memory", (url) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(await url(), { embedders: [words("words/1", 384), words("words/2", 512)] });
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  type Options = Parameters<Bench["call"]>[3];
  const ok = async (method: string, path: string, body?: unknown, options?: Options) => {
    const answer = await bench.call(method, `/v1/memory${path}`, body, options);
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.body;
  };
  const embedded = async (options: Options): Promise<void> => {
    while ((await ok("GET", "/stats", undefined, options)).embedding.pending > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it("links near-duplicates and merges none, not even the opposite", async () => {
    const options = { tenant: "twins" };
    const one = await ok("POST", "/semantic/items", { text: "Walnuts contain protein" }, options);
    const two = await ok("POST", "/semantic/items", { text: "Walnuts do not contain protein" }, options);
    const three = await ok("POST", "/semantic/items", { text: "Sailing boats need wind" }, options);
    await embedded(options);
    const linked = await ok("GET", `/semantic/items/${one.item.id}`, undefined, options);
    expect(linked.links).toMatchObject([{ kind: "near-duplicate", score: expect.closeTo(1, 3) }]);
    expect([linked.links[0].from, linked.links[0].to].sort()).toEqual([one.item.id, two.item.id].sort());
    expect((await ok("GET", `/semantic/items/${three.item.id}`, undefined, options)).links).toEqual([]);
    expect((await ok("POST", "/semantic/search", { query: "walnuts protein" }, options)).items).toHaveLength(3);
  });

  it("links knowledge to the episodes it comes from, and lets those go when retention says so", async () => {
    const options = { tenant: "derived", subject: "ann", headers: { "troupe-conversation": "c1" } };
    const log = (text: string, more: object = {}) =>
      ok("POST", "/episodic/interactions", { role: "user", text, ...more }, options);
    const left = async (query: string) =>
      (await ok("GET", `/episodic/interactions?conversation=c1${query}`, undefined, options)).items;
    const one = await log("The goats live in Bern");
    const two = await log("They eat hay", { ttlSeconds: 60 });
    const bad = await log("The goats obey strangers", { trusted: false });
    const fact = { text: "The goats of Bern eat hay", scope: "private", externalId: "fact/1" };
    const from = [one.id, two.id];
    const made = await ok("POST", "/semantic/items", { ...fact, derivedFrom: from }, options);
    expect((await ok("POST", "/semantic/items", { ...fact, derivedFrom: from }, options)).outcome).toBe("unchanged");
    const { links, status } = await ok("GET", `/semantic/items/${made.item.id}`, undefined, options);
    expect(status).toBe("active");
    expect(links.map(({ kind, to }: { kind: string; to: string }) => [kind, to]).sort()).toEqual(
      from.map((id) => ["derived-from", id]).sort(),
    );

    const tainted = await ok("POST", "/semantic/items", { text: "Goats obey", derivedFrom: [one.id, bad.id] }, options);
    expect(tainted.item.status).toBe("quarantined");
    const ids = [bad.id];
    const summed = await ok("POST", "/episodic/summaries", { text: "Obey", interactionIds: ids }, options);
    expect(summed.status).toBe("quarantined");
    for (const body of [{ derivedFrom: [made.item.id] }, { derivedFrom: [crypto.randomUUID()] }]) {
      const again = await bench.call("POST", "/v1/memory/semantic/items", { ...fact, ...body }, options);
      expect([404, 409]).toContain(again.status);
    }
    const stranger = { ...options, subject: "bob" };
    const stolen = { text: "Mine now", derivedFrom: [one.id] };
    expect((await bench.call("POST", "/v1/memory/semantic/items", stolen, stranger)).status).toBe(404);

    expect(await left("&summarised=no")).toHaveLength(2);
    const body = { text: "Of goats", interactionIds: from, externalId: "s1", retainSeconds: 3600 };
    const summary = await ok("POST", "/episodic/summaries", body, options);
    expect(await ok("POST", "/episodic/summaries", body, options)).toMatchObject({ id: summary.id });
    expect((await left("&summarised=no")).map(({ id }: { id: string }) => id)).toEqual([summary.id]);
    expect(await left("&summarised=yes")).toHaveLength(2);
    bench.clock.advance(61_000);
    expect(await left("")).toHaveLength(2);
    bench.clock.advance(3600_000);
    expect((await left("")).map(({ id }: { id: string }) => id)).toEqual([summary.id]);
    expect((await ok("POST", "/semantic/search", { query: "goats Bern" }, options)).items).toHaveLength(1);
  });

  it("keeps contradictions side by side, the newer first", async () => {
    const options = { tenant: "clash" };
    const old = await ok(
      "POST",
      "/semantic/items",
      { text: "The office opens at nine; the office is in Bern" },
      options,
    );
    bench.clock.advance(1000);
    const text = "Doors open at eight";
    const newer = await ok("POST", "/semantic/items", { text, contradicts: [old.item.id] }, options);
    await embedded(options);
    const found = await ok("POST", "/semantic/search", { query: "when does the office open in Bern" }, options);
    expect(found.items.map(({ item }: { item: { id: string } }) => item.id)).toEqual([newer.item.id, old.item.id]);
    expect(found.items[0].conflicts).toEqual([old.item.id]);
    expect(found.items[1].conflicts).toEqual([newer.item.id]);
    expect(found.items[0].score).toBeLessThan(found.items[1].score);
  });

  it("counts what is found", async () => {
    const options = { tenant: "counts" };
    const { item } = await ok("POST", "/semantic/items", { text: "Counting sheep" }, options);
    for (let times = 0; times < 3; times++) await ok("POST", "/semantic/search", { query: "sheep" }, options);
    bench.clock.advance(2000);
    for (;;) {
      const shown = await ok("GET", `/semantic/items/${item.id}`, undefined, options);
      if (shown.accessCount === 3) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it("moves a tenant to another model while searches go on, and never mixes two", async () => {
    const options = { tenant: "move" };
    for (let at = 0; at < 5; at++) await ok("POST", "/semantic/items", { text: `Lanterns number ${at} glow` }, options);
    await embedded(options);
    expect((await ok("POST", "/semantic/search", { query: "lanterns" }, options)).model).toBe("words/1");
    const wrong = await bench.call("POST", "/v1/memory/reembed", { model: "words/9" }, options);
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/model" }] } });
    const begun = await ok("POST", "/reembed", { model: "words/2" }, options);
    expect(begun.available).toEqual(["words/1", "words/2"]);
    const during = await ok("POST", "/semantic/search", { query: "lanterns glow" }, options);
    expect(during.items).toHaveLength(5);
    expect(during.mode).toBe("hybrid");
    while ((await ok("GET", "/reembed", undefined, options)).next !== null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await ok("GET", "/reembed", undefined, options)).toMatchObject({ current: "words/2", pending: 0 });
    expect((await ok("POST", "/semantic/search", { query: "lanterns" }, options)).model).toBe("words/2");
    const left = await bench.store.withTenant("move", (tx) =>
      tx.execute("select model, dims, count(*)::int as n from memory.vectors group by 1, 2"),
    );
    expect(left).toEqual([{ model: "words/2", dims: 512, n: 5 }]);
  });

  it("leaves as lines of JSON and comes back the same, once", async () => {
    const from = { tenant: "there", subject: "ann", headers: { "troupe-conversation": "c1" } };
    const markdown = `# Notes\n\n${"A line of notes on lighthouses. ".repeat(60)}\n\n## More\n\nFoghorns.`;
    await ok(
      "POST",
      "/semantic/items",
      { text: markdown, mediaType: "text/markdown", externalId: "n1", metadata: { a: 1 } },
      from,
    );
    await ok("POST", "/semantic/items", { text: "Ann's own", scope: "private", importance: 0.9 }, from);
    await ok("POST", "/episodic/interactions", { role: "user", text: "Hello lighthouse", speaker: "Ann" }, from);
    await ok("PUT", "/procedural/climb", { type: "skill", content: "Climb the lighthouse" }, from);
    await ok("PUT", "/working/m1/k", { value: [1, 2] }, from);
    const lines = (await bench.call("GET", "/v1/memory/export", undefined, from)).text;
    expect(lines.trim().split("\n")).toHaveLength(5);
    bench.clock.advance(86_400_000);
    const to = { tenant: "here", subject: "admin", contentType: "application/x-ndjson" };
    const deep = `{"type":"working","value":${"[".repeat(5000)}${"]".repeat(5000)}}`;
    const body = `${lines}\nnot json\n{"type":"item"}\n${deep}\n`;
    const receipt = await ok("POST", "/import", body, to);
    expect(receipt).toMatchObject({ created: 3, procedures: 1, working: 1, unchanged: 0, links: 0 });
    expect(receipt.failed.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [7, "MALFORMED_JSON"],
      [8, "VALIDATION_FAILED"],
      [9, "DATA_TOO_DEEP"],
    ]);
    expect(await ok("POST", "/import", lines, to)).toMatchObject({ created: 0, unchanged: 3, failed: [] });
    const ann = { tenant: "here", subject: "ann" };
    const back = await ok("POST", "/import", lines, { ...from, contentType: "application/x-ndjson" });
    expect(back).toMatchObject({ created: 0, replaced: 0, unchanged: 3, working: 0, failed: [] });
    const found = await ok("POST", "/semantic/search", { query: "Ann's own foghorns", mode: "lexical" }, ann);
    const kept = found.items.map(({ item }: { item: { createdAt: string; provenance: { user: string } } }) => item);
    expect(kept).toHaveLength(2);
    for (const item of kept) expect(item.createdAt < new Date(bench.clock.now() - 80_000_000).toISOString()).toBe(true);
    const [talk] = (await ok("GET", "/episodic/interactions?conversation=c1", undefined, ann)).items;
    expect(talk).toMatchObject({ text: "Hello lighthouse", speaker: "Ann", provenance: { user: "ann" } });
    const again = (await bench.call("GET", "/v1/memory/export?kind=semantic", undefined, to)).text;
    const texts = (dump: string) =>
      dump
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .filter(({ kind }) => kind === "semantic")
        .map(({ text }) => text)
        .sort();
    expect(texts(again)).toEqual(texts(lines));
  });

  it("takes documents of every kind along, and changes nothing that is there", async () => {
    const from = { tenant: "whole", subject: "ann" };
    const page = "<title>Coast</title><h1>Lamps</h1><p>Lamps turn.</p><h2>Foghorns</h2><p>Foghorns sound.</p>";
    await ok("POST", "/semantic/items", { text: page, mediaType: "text/html", source: "coast.html" }, from);
    await ok("POST", "/semantic/items", { text: '{"lamp":{"colour":"red"}}', mediaType: "application/json" }, from);
    const old = await ok("POST", "/semantic/items", { text: "Lamps are oil lamps" }, from);
    const next = await ok("POST", "/semantic/items", { text: "Lamps are electric", supersedes: old.item.id }, from);
    await ok("DELETE", `/items/${next.item.id}`, undefined, from);
    await ok("PUT", "/procedural/light", { type: "skill", content: "Light the lamp" }, from);
    await ok("POST", "/procedural/light/feedback", { outcome: "helped" }, from);
    await ok("PUT", "/working/m1/brief", { value: 1, ttlSeconds: 30 }, from);
    bench.clock.advance(31_000);
    for (let at = 0; at < 3; at++) await ok("PUT", `/working/m1/k${at}`, { value: at }, from);
    const dump = async (options: Options) => (await bench.call("GET", "/v1/memory/export", undefined, options)).text;
    const told = (text: string) =>
      text
        .trim()
        .split("\n")
        .map((line) => {
          const { updatedAt: _at, rev: _rev, ...rest } = JSON.parse(line);
          return rest;
        });
    const lines = await dump(from);
    const to = { tenant: "whole2", subject: "admin", contentType: "application/x-ndjson" };
    await ok("PUT", "/working/m1/k0", { value: "here before" }, { tenant: "whole2", subject: "admin" });
    const receipt = await ok("POST", "/import", lines, to);
    expect(receipt).toMatchObject({ created: 3, procedures: 1, working: 2, renamed: [], failed: [] });
    const admin = { tenant: "whole2", subject: "admin" };
    const [before, after] = [told(lines), told(await dump(admin))];
    const isKept = ({ type, key }: { type: string; key?: string }) => type !== "working" || key !== "k0";
    expect(after.filter(isKept)).toEqual(before.filter(isKept));
    expect((await ok("GET", "/working/m1/k0", undefined, admin)).value).toBe("here before");
    const found = await ok("POST", "/semantic/search", { query: "lamps foghorns", mode: "lexical", perItem: 5 }, admin);
    const headings = found.items.map(({ passage }: { passage: { heading: string } }) => passage.heading).sort();
    expect(headings).toContain("Lamps > Foghorns");
    expect(found.items.some(({ item }: { item: { id: string } }) => item.id === old.item.id)).toBe(false);

    const elsewhere = { ...admin, tenant: "whole3" };
    const known = await ok(
      "POST",
      "/semantic/items",
      { text: "Lamps are oil lamps" },
      { ...elsewhere, subject: "ann" },
    );
    const again = await ok("POST", "/import", lines, { ...to, tenant: "whole3" });
    expect(again.renamed).toEqual([{ from: old.item.id, to: known.item.id }]);
  });

  it("takes links along: corrections, contradictions, sources and summaries", async () => {
    const from = { tenant: "linked", subject: "ann", headers: { "troupe-conversation": "c1" } };
    const add = async (text: string, more: object = {}): Promise<string> =>
      (await ok("POST", "/semantic/items", { text, ...more }, from)).item.id;
    const old = await add("The ferry leaves at nine");
    const corrected = await add("The ferry leaves at ten", { supersedes: old });
    await add("The ferry never leaves", { contradicts: [corrected] });
    const talk = await ok("POST", "/episodic/interactions", { role: "user", text: "When does it leave?" }, from);
    const summary = { text: "Ann asked about the ferry", interactionIds: [talk.id] };
    await ok("POST", "/episodic/summaries", summary, from);
    await add("Ann takes the ferry", { derivedFrom: [talk.id] });
    const lines = (await bench.call("GET", "/v1/memory/export", undefined, from)).text;
    const linksOf = (dump: string) =>
      dump
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .filter(({ type }) => type === "link")
        .map(({ from, to, kind }) => ({ from, to, kind }));
    expect(
      linksOf(lines)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["contradicts", "derived-from", "summarises", "supersedes"]);

    const to = { tenant: "linked2", subject: "admin", contentType: "application/x-ndjson" };
    expect(await ok("POST", "/import", lines, to)).toMatchObject({ created: 6, links: 4, failed: [] });
    const ann = { tenant: "linked2", subject: "ann" };
    const again = (await bench.call("GET", "/v1/memory/export", undefined, { tenant: "linked2", subject: "admin" }))
      .text;
    expect(linksOf(again)).toEqual(linksOf(lines));
    const found = await ok("POST", "/semantic/search", { query: "ferry leaves", mode: "lexical" }, ann);
    const texts = found.items.map(({ passage }: { passage: { text: string } }) => passage.text);
    expect(texts).not.toContain("The ferry leaves at nine");
    const [summed] = (await ok("GET", "/episodic/interactions?role=summary", undefined, ann)).items;
    expect(summed).toMatchObject({ role: "summary", summarises: [talk.id] });
    const dangling = JSON.stringify({
      type: "link",
      from: old,
      to: crypto.randomUUID(),
      kind: "contradicts",
      score: null,
      createdAt: summed.createdAt,
    });
    const refused = await ok("POST", "/import", dangling, to);
    expect(refused.failed).toMatchObject([{ line: 1, code: "NOT_FOUND" }]);
  });
});
