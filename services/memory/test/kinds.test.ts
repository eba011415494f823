import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

onEveryStore("episodic, procedural and working memory", (url) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(await url());
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  type Options = Parameters<Bench["call"]>[3];
  const ok = async (method: string, path: string, body?: unknown, options?: Options) => {
    const answer = await bench.call(method, `/v1/memory${path}`, body, options);
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.body;
  };

  it("keeps interactions by conversation, and finds them by who said what", async () => {
    const ann = { tenant: "talk", subject: "bot", headers: { "troupe-user": "ann", "troupe-conversation": "c1" } };
    const bob = { tenant: "talk", subject: "bot", headers: { "troupe-user": "bob", "troupe-conversation": "c2" } };
    const said: [string, string][] = [
      ["user", "My daughter is called Mira"],
      ["assistant", "A lovely name"],
      ["user", "We fly to Lisbon in June"],
    ];
    for (const [role, text] of said) {
      await ok("POST", "/episodic/interactions", { role, text, ...(role === "user" ? { speaker: "Ann" } : {}) }, ann);
      bench.clock.advance(1000);
    }
    await ok("POST", "/episodic/interactions", { role: "user", text: "Lisbon is too hot for me" }, bob);
    const recent = await ok("GET", "/episodic/interactions?conversation=c1&limit=2", undefined, ann);
    expect(recent.items.map(({ text }: { text: string }) => text)).toEqual([
      "We fly to Lisbon in June",
      "A lovely name",
    ]);
    const rest = await ok(
      "GET",
      `/episodic/interactions?conversation=c1&limit=2&cursor=${recent.cursor}`,
      undefined,
      ann,
    );
    expect(rest.items).toMatchObject([{ role: "user", speaker: "Ann", text: "My daughter is called Mira" }]);
    expect(rest.cursor).toBeNull();
    const found = await ok("POST", "/episodic/search", { query: "when do we fly to Lisbon" }, ann);
    expect(found.items.map(({ passage }: { passage: { text: string } }) => passage.text)).toEqual([
      "We fly to Lisbon in June",
    ]);
    expect((await ok("GET", "/episodic/interactions?conversation=c1", undefined, bob)).items).toEqual([]);
    expect((await ok("GET", "/episodic/interactions?role=assistant", undefined, ann)).items).toHaveLength(1);
    const once = { role: "user", text: "Twice delivered", externalId: "evt-1" };
    const first = await ok("POST", "/episodic/interactions", once, ann);
    expect((await ok("POST", "/episodic/interactions", once, ann)).id).toBe(first.id);
  });

  it("keeps what summaries sum up", async () => {
    const ann = { tenant: "sums", subject: "ann", headers: { "troupe-conversation": "c1" } };
    const long = Array.from({ length: 300 }, (_, at) => `Sentence ${at} of a long talk.`).join(" ");
    const one = await ok("POST", "/episodic/interactions", { role: "user", text: long }, ann);
    const two = await ok("POST", "/episodic/interactions", { role: "assistant", text: "I see" }, ann);
    bench.clock.advance(1000);
    const ids = [one.id, two.id].sort();
    await ok("POST", "/episodic/summaries", { text: "Ann told a long story", interactionIds: ids }, ann);
    const { items } = await ok("GET", "/episodic/interactions?conversation=c1", undefined, ann);
    expect(items[0]).toMatchObject({ role: "summary", text: "Ann told a long story", summarises: ids });
    expect(items.find(({ id }: { id: string }) => id === one.id).text).toBe(long);
    const strange = { text: "x", interactionIds: ["01a1fcf4-be4c-75c9-9489-4aac9d7cb1f5"] };
    expect((await bench.call("POST", "/v1/memory/episodic/summaries", strange, ann)).status).toBe(404);
  });

  it("versions procedures, and finds those that fit", async () => {
    const options = { tenant: "skills" };
    const put = (name: string, body: object) => ok("PUT", `/procedural/${name}`, body, options);
    await put("refund", { type: "skill", content: "Check the order, then pay it back.", triggers: ["money back"] });
    await put("refund", {
      type: "skill",
      version: "1.1.0",
      content: "Check the order and its age, then pay it back.",
      triggers: ["money back", "refund"],
    });
    await put("greet", { type: "prompt", content: "Say hello to the customer by name." });
    await put("tone", { type: "rule", content: "Always be polite to the customer.", priority: 50 });
    expect(await ok("GET", "/procedural/refund", undefined, options)).toMatchObject({
      version: "1.1.0",
      versions: ["1.1.0", "1.0.0"],
    });
    expect((await ok("GET", "/procedural/refund/versions/1.0.0", undefined, options)).content).toBe(
      "Check the order, then pay it back.",
    );
    const clash = await bench.call("PUT", "/v1/memory/procedural/refund", { type: "skill", content: "no" }, options);
    expect(clash).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    const fits = async (situation: string, more: object = {}) =>
      (await ok("POST", "/procedural/relevant", { situation, ...more }, options)).items;
    expect((await fits("I want my money back!"))[0].procedure.name).toBe("refund");
    const both = await fits("a customer is here");
    expect(both.map(({ procedure }: { procedure: { name: string } }) => procedure.name).sort()).toEqual([
      "greet",
      "tone",
    ]);
    const loser = both[1].procedure.name;
    for (let times = 0; times < 8; times++)
      await ok("POST", `/procedural/${loser}/feedback`, { outcome: "helped" }, options);
    for (let times = 0; times < 8; times++)
      await ok("POST", `/procedural/${both[0].procedure.name}/feedback`, { outcome: "hurt" }, options);
    const moved = await fits("a customer is here");
    expect(moved[0]).toMatchObject({ procedure: { name: loser, helped: 8 } });
    expect(await fits("a customer is here", { type: "rule" })).toHaveLength(1);
    expect(
      (await ok("GET", "/procedural", undefined, options)).items.map(({ name }: { name: string }) => name),
    ).toEqual(["greet", "refund", "tone"]);
    expect((await bench.call("DELETE", "/v1/memory/procedural/refund", undefined, options)).status).toBe(204);
    expect(await fits("I want my money back!")).toEqual([]);
  });

  it("holds what a mission has in mind: revisions, numbers, lists and limits in time", async () => {
    const options = { tenant: "mind" };
    const at = "/working/m1/plan";
    expect(await ok("PUT", at, { value: { step: 1 }, ifRev: 0 }, options)).toMatchObject({
      rev: 1,
      value: { step: 1 },
    });
    expect(await ok("PUT", at, { value: { step: 2 }, ifRev: 1 }, options)).toMatchObject({ rev: 2 });
    const stale = await bench.call("PUT", `/v1/memory${at}`, { value: 0, ifRev: 1 }, options);
    expect(stale).toMatchObject({ status: 409, body: { code: "REV_CONFLICT", rev: 2 } });
    const adds = Array.from({ length: 20 }, () => ok("POST", "/working/m1/count/increment", { by: 2 }, options));
    await Promise.all(adds);
    expect((await ok("GET", "/working/m1/count", undefined, options)).value).toBe(40);
    await Promise.all(
      [1, 2, 3].map((value) => ok("POST", "/working/m1/list/append", { values: [value], keepLast: 2 }, options)),
    );
    expect((await ok("GET", "/working/m1/list", undefined, options)).value).toHaveLength(2);
    const wrong = await bench.call("POST", "/v1/memory/working/m1/list/increment", {}, options);
    expect(wrong).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    await ok("PUT", "/working/m1/brief", { value: null, ttlSeconds: 60 }, options);
    expect((await ok("GET", "/working/m1?prefix=b", undefined, options)).items).toHaveLength(1);
    bench.clock.advance(61_000);
    expect((await bench.call("GET", "/v1/memory/working/m1/brief", undefined, options)).status).toBe(404);
    const keys = (await ok("GET", "/working/m1", undefined, options)).items.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(["count", "list", "plan"]);
    expect((await bench.call("DELETE", "/v1/memory/working/m1/plan?ifRev=1", undefined, options)).status).toBe(409);
    expect((await bench.call("DELETE", "/v1/memory/working/m1/plan", undefined, options)).status).toBe(204);
    expect(await ok("DELETE", "/working/m1", undefined, options)).toMatchObject({ removed: 2 });
  });

  it("lets one of two writers of a key win", async () => {
    const options = { tenant: "race" };
    const writes = [1, 2, 3, 4].map((value) =>
      bench.call("PUT", "/v1/memory/working/m/k", { value, ifRev: 0 }, options),
    );
    const statuses = (await Promise.all(writes)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409, 409, 409]);
  });

  it("tells of each change by an event, in order", async () => {
    const options = { tenant: "watch", subject: "planner" };
    await ok("PUT", "/working/m7/k", { value: "a" }, options);
    await ok("PUT", "/working/m7/k", { value: "b".repeat(20_000) }, options);
    await ok("DELETE", "/working/m7/k", undefined, options).catch(() => undefined);
    const mine = () => bench.receiver.events.filter(({ tenantid }) => tenantid === "watch");
    await bench.receiver.until(() => mine().length === 3);
    expect(mine()[0]).toMatchObject({
      type: "memory.working-changed",
      topic: "system-events",
      actor: "planner",
      missionid: "m7",
      data: { missionId: "m7", key: "k", operation: "set", rev: 1, value: "a" },
    });
    expect(mine()[1]?.data).toEqual({ missionId: "m7", key: "k", operation: "set", rev: 2 });
    expect(mine()[2]?.data).toEqual({ missionId: "m7", key: "k", operation: "delete", rev: 0 });
  });

  it("forgets by item, user, mission and tenant, with a receipt, and out of the index", async () => {
    const tenant = "lethe";
    const add = (text: string, options: Options) =>
      ok("POST", "/semantic/items", { text, scope: "private" }, { tenant, ...options });
    const first = await add("Ann likes walnuts", { subject: "ann" });
    await add("Ann likes hazelnuts", { subject: "ann" });
    await ok("POST", "/semantic/items", { text: "Walnuts grow on trees" }, { tenant, subject: "bob" });
    const words = () =>
      bench.store
        .withTenant(tenant, (tx) => tx.execute<{ term: string }>("select term from memory.terms order by term"))
        .then((rows) => rows.map(({ term }) => term));
    const other = await bench.call("DELETE", `/v1/memory/items/${first.item.id}`, undefined, {
      tenant,
      subject: "bob",
    });
    expect(other.status).toBe(404);
    const receipt = await ok("DELETE", `/items/${first.item.id}`, undefined, { tenant, subject: "ann" });
    expect(receipt).toMatchObject({
      actor: "ann",
      selector: { item: first.item.id },
      counts: { items: 1, passages: 1 },
    });
    expect(await words()).toEqual(["ann", "grow", "hazelnut", "like", "tree", "walnut"]);
    const user = await ok("POST", "/forget", { user: "ann" }, { tenant });
    expect(user).toMatchObject({ counts: { items: 1 }, selector: { user: expect.stringMatching(/^sha256:/) } });
    expect(await words()).toEqual(["grow", "tree", "walnut"]);
    await ok("PUT", "/working/m9/k", { value: 1 }, { tenant });
    expect(await ok("POST", "/forget", { mission: "m9" }, { tenant })).toMatchObject({
      counts: { working: 1, items: 0 },
    });
    await bench.receiver.until(() =>
      bench.receiver.events.some(({ tenantid, missionid, data }) => {
        return tenantid === tenant && missionid === "m9" && (data as { operation: string }).operation === "delete";
      }),
    );
    for (const version of ["1.0.0", "1.1.0"]) {
      await ok("PUT", "/procedural/walk", { type: "skill", content: `walk ${version}`, version }, { tenant });
    }
    await ok("POST", "/procedural/walk/feedback", { outcome: "hurt" }, { tenant });
    expect((await bench.call("POST", "/v1/memory/forget", { tenant: "other" }, { tenant })).status).toBe(403);
    expect((await bench.call("POST", "/v1/memory/forget", { user: "a", item: first.item.id }, { tenant })).status).toBe(
      422,
    );
    expect(await ok("POST", "/forget", { tenant }, { tenant })).toMatchObject({ counts: { items: 2, procedures: 1 } });
    const left = await bench.store.withTenant(tenant, (tx) =>
      tx.execute(`select (select count(*) from memory.items) + (select count(*) from memory.passages) + (select count(*) from memory.terms)
        + (select count(*) from memory.corpora) + (select count(*) from memory.procedures)
        + (select count(*) from memory.feedback) as n`),
    );
    expect(left).toEqual([{ n: 0 }]);
    expect((await ok("GET", "/receipts", undefined, { tenant })).items).toHaveLength(4);
    const back = await add("Ann is back with walnuts", { subject: "ann" });
    expect(back.outcome).toBe("created");
    expect((await ok("POST", "/semantic/search", { query: "walnuts" }, { tenant, subject: "ann" })).items).toHaveLength(
      1,
    );
  });

  it("forgets what has expired by itself", async () => {
    const options = { tenant: "sand" };
    await ok("POST", "/semantic/items", { text: "Written in sand", ttlSeconds: 10 }, options);
    await ok("PUT", "/working/m/k", { value: 1, ttlSeconds: 10 }, options);
    bench.clock.advance(11_000);
    bench.clock.advance(30_000);
    const gone = () =>
      bench.receiver.events.some(
        ({ tenantid, data }) => tenantid === "sand" && (data as { operation: string }).operation === "expire",
      );
    await bench.receiver.until(gone);
    await bench.server.app.close();
    const count = await bench.store.withTenant("sand", (tx) =>
      tx.execute("select count(*)::int as n from memory.items"),
    );
    expect(count).toEqual([{ n: 0 }]);
  });
});
