import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ServiceModule, startTracing, traceOf } from "@troupe/service";
import { testServer } from "@troupe/service/testing";
import { expect, it } from "vitest";

const module: ServiceModule = {
  name: "traced",
  checks: {},
  routes: async (app) => {
    app.get("/v1/traced", { config: { public: true } }, async (request) => traceOf(request));
  },
};
const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

it("sends the spans of requests to the endpoint, in the caller's trace", async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => received.push(chunk.toString("latin1")));
    request.on("end", () => response.end());
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  try {
    const tracing = await startTracing({ service: "traced", version: "0.0.0", endpoint });
    expect(tracing.enabled).toBe(true);
    await using server = await testServer([module], { tracing });
    const response = await server.app.inject({ url: "/v1/traced", headers: { traceparent } });
    expect(response.json()).toMatchObject({ traceId: "4bf92f3577b34da6a3ce929d0e0e4736", sampled: true });
    expect(response.json().spanId).not.toBe("00f067aa0ba902b7");
    await tracing.shutdown();
    expect(received.join("")).toContain("GET /v1/traced");
  } finally {
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    collector.close();
  }
});

it("makes contexts and exports nothing without an endpoint", async () => {
  const tracing = await startTracing({ service: "traced", version: "0.0.0", endpoint: undefined });
  expect(tracing.enabled).toBe(false);
  await using server = await testServer([module], { tracing });
  const own = (await server.app.inject({ url: "/v1/traced" })).json();
  expect(own.traceId).toMatch(/^[0-9a-f]{32}$/);
});
