import { createHash } from "node:crypto";
import { systemClock } from "@troupe/bus";
import { createMemoryBus } from "@troupe/bus/memory";
import { eventsModule } from "@troupe/events";
import { createLogger } from "@troupe/service";
import { testServer } from "@troupe/service/testing";
import { describe, expect, test } from "vitest";
import { BusContent } from "../src/bus-content.js";
import type { ContentClient } from "../src/content-client.js";
import { httpPlatform } from "../src/http/platform.js";

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const absent = "0".repeat(64);

async function overHttp(): Promise<{ content: ContentClient } & AsyncDisposable> {
  const bus = createMemoryBus({ clock: systemClock });
  const logger = createLogger({ service: "events", level: "silent" });
  const server = await testServer([
    eventsModule({ bus, content: bus.content, mirror: bus.mirror, clock: systemClock, logger }),
  ]);
  const location = { url: await server.listen(), token: await server.tokenFor(), mayMove: false };
  const platform = httpPlatform({ locate: () => location, logger: quiet });
  return {
    content: platform.content,
    async [Symbol.asyncDispose]() {
      await platform.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function overBus(): Promise<{ content: ContentClient } & AsyncDisposable> {
  const bus = createMemoryBus({ clock: systemClock });
  return { content: new BusContent(bus.content, "acme"), [Symbol.asyncDispose]: () => bus.close() };
}

describe.each([
  ["over HTTP", overHttp],
  ["over the bus", overBus],
])("content %s", (_name, open) => {
  test("a body is kept under its SHA-256, once, and read back whole", async () => {
    await using place = await open();
    const body = Buffer.from([0, 255, 13, 10, 0xc3, 0x28]);
    const kept = await place.content.put(body);
    const id = createHash("sha256").update(body).digest("hex");
    expect(kept).toEqual({ id, size: body.length, contentType: "application/octet-stream" });
    expect(await place.content.put(body)).toEqual(kept);
    expect(Buffer.from((await place.content.get(id)) ?? [])).toEqual(body);
  });

  test("text is UTF-8", async () => {
    await using place = await open();
    const { id, contentType } = await place.content.put("grüß Gott");
    expect(contentType).toBe("text/plain; charset=utf-8");
    expect(Buffer.from((await place.content.get(id)) ?? []).toString("utf8")).toBe("grüß Gott");
  });

  test("what is not there is undefined", async () => {
    await using place = await open();
    expect(await place.content.get(absent)).toBeUndefined();
    expect(await place.content.get("../agents")).toBeUndefined();
  });
});
