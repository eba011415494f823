import { afterAll, beforeAll, expect, it } from "vitest";
import { type Answer, type Bench, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

onEveryStore("a key of a mission's memory", (url) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(await url());
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const put = (key: string, body: object): Promise<Answer> =>
    bench.call("PUT", `/v1/memory/working/m1/${key}`, body, { tenant: "keys" });
  const post = (path: string, body: object): Promise<Answer> =>
    bench.call("POST", `/v1/memory/working/m1/${path}`, body, { tenant: "keys" });
  const get = (key: string): Promise<Answer> =>
    bench.call("GET", `/v1/memory/working/m1/${key}`, undefined, { tenant: "keys" });

  it("adds as JSON's numbers do, and nothing to a sum too large", async () => {
    await put("sum", { value: 0.1 });
    expect((await post("sum/increment", { by: 0.2 })).body).toMatchObject({ rev: 2, value: 0.1 + 0.2 });
    await put("sum", { value: 1.5e308 });
    expect(await post("sum/increment", { by: 1.5e308 })).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect((await get("sum")).body).toMatchObject({ rev: 3, value: 1.5e308 });
  });

  it("counts null as nothing there", async () => {
    await put("none", { value: null });
    expect((await post("none/increment", {})).body).toMatchObject({ rev: 2, value: 1 });
    await put("none", { value: null });
    expect((await post("none/append", { values: [[1], null] })).body).toMatchObject({ rev: 4, value: [[1], null] });
    expect((await post("none/append", { values: [2, 3], keepLast: 3 })).body).toMatchObject({ value: [null, 2, 3] });
    expect(await put("none", { value: 1, ifRev: 2 ** 40 })).toMatchObject({
      status: 409,
      body: { code: "REV_CONFLICT", rev: 5 },
    });
  });

  it("keeps a limit in time until another is given, and goes on with the revisions of what is over", async () => {
    const { expiresAt } = (await put("brief", { value: 1, ttlSeconds: 60 })).body;
    const added = (await post("brief/increment", {})).body;
    expect(added).toMatchObject({ rev: 2, value: 2, expiresAt });
    expect((await get("brief")).body).toEqual(added);
    expect(Date.parse((await post("brief/increment", { ttlSeconds: 90 })).body.expiresAt)).toBe(
      Date.parse(expiresAt) + 30_000,
    );
    await put("over", { value: 5, ttlSeconds: 1 });
    bench.clock.advance(1000);
    expect((await get("over")).status).toBe(404);
    expect(await put("over", { value: 6, ifRev: 1 })).toMatchObject({ status: 409, body: { rev: 0 } });
    expect((await post("over/increment", {})).body).toMatchObject({ rev: 2, value: 1, expiresAt: null });
    expect((await put("brief", { value: 0 })).body).toMatchObject({ rev: 4, expiresAt: null });
  });

  it("takes first writers of all kinds one after another, and tells of each in order", async () => {
    const writes = Array.from({ length: 12 }, (_, at) =>
      at % 3 === 0 ? put("first", { value: 100 * at }) : post("first/increment", { by: 1 }),
    );
    const revisions = (await Promise.all(writes)).map(({ body }) => body.rev as number);
    expect(revisions.sort((left, right) => left - right)).toEqual(writes.map((_, at) => at + 1));
    const told = () => bench.receiver.events.map(({ data }) => data as Told).filter(({ key }) => key === "first");
    await bench.receiver.until(() => told().length === writes.length);
    expect(told().map(({ rev }) => rev)).toEqual(writes.map((_, at) => at + 1));
    const { value } = (await get("first")).body;
    expect(told().at(-1)).toMatchObject({ missionId: "m1", key: "first", rev: 12, value });
  });

  it("lets no list grow beyond what a value may be", async () => {
    const values = Array.from({ length: 4 }, () => "x".repeat(100_000));
    expect((await post("grown/append", { values })).status).toBe(200);
    expect(await post("grown/append", { values })).toMatchObject({ status: 413, body: { code: "TOO_LARGE" } });
    expect((await get("grown")).body.rev).toBe(1);
    expect((await post("grown/append", { values: ["y"], keepLast: 2 })).body.value).toHaveLength(2);
    expect((await put("wide", { value: "漢".repeat(200_000) })).status).toBe(422);
  });

  it("tells of a long list without the list", async () => {
    await post("long/append", { values: ["x"] });
    await post("long/append", { values: ["x".repeat(20_000)] });
    const told = () => bench.receiver.events.map(({ data }) => data as Told).filter(({ key }) => key === "long");
    await bench.receiver.until(() => told().length === 2);
    expect(told()).toEqual([
      { missionId: "m1", key: "long", operation: "append", rev: 1, value: ["x"] },
      { missionId: "m1", key: "long", operation: "append", rev: 2 },
    ]);
  });
});

interface Told {
  readonly key: string;
  readonly rev: number;
}
