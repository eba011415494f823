import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Backing, type EventsServer, order, startBacking, startEvents } from "./fixture.js";

let backing: Backing;
let server: EventsServer;
beforeAll(async () => {
  backing = await startBacking();
  server = await startEvents(backing);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await backing[Symbol.asyncDispose]();
});

it("keeps bodies by their hash and gives them back as they were", async () => {
  const body = "<script>alert(1)</script>";
  const id = createHash("sha256").update(body).digest("hex");
  const put = await server.call("PUT", "/v1/content", { body, type: "text/html; charset=utf-8" });
  expect(put).toMatchObject({ status: 201, body: { id, size: body.length, contentType: "text/html; charset=utf-8" } });
  const got = await server.call("GET", `/v1/content/${id}`);
  expect(got.text).toBe(body);
  expect(got.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-disposition": "attachment",
    "x-content-type-options": "nosniff",
  });
  expect(await server.call("HEAD", `/v1/content/${id}`)).toMatchObject({ status: 200, text: "" });
  expect((await server.call("DELETE", `/v1/content/${id}`)).status).toBe(204);
  expect((await server.call("GET", `/v1/content/${id}`)).body.code).toBe("NOT_FOUND");
  expect((await server.call("GET", "/v1/content/short")).body.code).toBe("VALIDATION_FAILED");
});

it("streams a large body and refuses one above 64 MiB", async () => {
  const url = await server.listen();
  const authorization = `Bearer ${await server.tokenFor({ tenant: server.tenant })}`;
  const chunk = new Uint8Array(1024 * 1024).fill(7);
  const upload = (chunks: number) =>
    fetch(`${url}/v1/content`, {
      method: "PUT",
      headers: { authorization, "content-type": "application/json" },
      body: (async function* () {
        for (let at = 0; at < chunks; at++) yield chunk;
      })() as never,
      duplex: "half",
    } as RequestInit);
  const kept = await upload(20);
  expect(kept.status).toBe(201);
  const { id, size } = (await kept.json()) as { id: string; size: number };
  expect(size).toBe(20 * chunk.length);
  const read = await fetch(`${url}/v1/content/${id}`, { headers: { authorization } });
  expect((await read.arrayBuffer()).byteLength).toBe(size);
  const refused = await upload(65).catch((error: unknown) => error);
  if (refused instanceof Response) expect(refused.status).toBe(413);
});

it("finds history by topic, type, time and correlation, page by page", async () => {
  const middle = new Date(Date.now() + 1000).toISOString();
  const body = [
    order({ id: "h-1", correlationid: "c" }),
    order({ id: "h-2", type: "order.shipped" }),
    order({ id: "h-3", topic: "system-events", correlationid: "c" }),
  ];
  await server.call("POST", "/v1/events/batch", { body });
  const ids = async (query: string) =>
    (await server.call("GET", `/v1/events?${query}`)).body.items.map((event: { id: string }) => event.id);
  expect(new Set(await ids("correlation=c"))).toEqual(new Set(["h-1", "h-3"]));
  expect(await ids("types=order.shipped")).toEqual(["h-2"]);
  expect(await ids("topics=system-events")).toEqual(["h-3"]);
  expect(await ids(`after=${middle}`)).toEqual([]);
  const first = await server.call("GET", "/v1/events?topics=business-facts&limit=1");
  expect(first.body.items).toHaveLength(1);
  const second = await server.call(
    "GET",
    `/v1/events?topics=business-facts&limit=1&cursor=${encodeURIComponent(first.body.cursor)}`,
  );
  expect(second.body.items[0].id).toBe("h-2");
  expect((await server.call("GET", "/v1/events?limit=201")).body.errors[0].pointer).toBe("/query/limit");
  expect((await server.call("GET", "/v1/events?after=now")).body.errors[0].pointer).toBe("/query/after");
  expect((await server.call("GET", "/v1/events/none")).body).toMatchObject({
    code: "NOT_FOUND",
    hint: "troupe events tail --from beginning",
  });
});

it("counts what it does", async () => {
  await server.call("POST", "/v1/events", { body: order() });
  const { text } = await server.call("GET", "/metrics");
  expect(text).toMatch(/troupe_events_published_total\{topic="business-facts"\} [1-9]/);
  expect(text).toMatch(/troupe_publish_duration_seconds_count [1-9]/);
  expect(text).toMatch(
    /http_request_duration_seconds_bucket\{method="POST",route="\/v1\/events",status="202",le="\+Inf"\} 1/,
  );
  expect(text).toContain("troupe_open_streams 0");
});
