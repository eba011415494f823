import { findPostgres, startPostgres } from "@troupe/store/testing";
import { expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import { type FaultProxy, startFaultProxy } from "../kit/fault-proxy.js";

const available = (await findPostgres()) !== undefined;

const register = (api: Api, name: string) =>
  api.call<{ code?: string }>("PUT", `/v1/agents/${name}`, { capabilities: [name] });
const checkOf = async (api: Api) => {
  const { status, body } = await api.call<{ checks: { name: string; ok: boolean }[] }>("GET", "/readyz");
  return { status, failing: body.checks.filter(({ ok }) => !ok).map(({ name }) => name) };
};

test.skipIf(!available)(
  "a network between registry and database that stalls, is cut or half-open is told in time, hinders no event, and heals",
  { timeout: 120_000 },
  async () => {
    await using server = await startPostgres();
    const proxy: FaultProxy = await startFaultProxy(Number(new URL(server.url).port));
    const behind = new URL(server.url);
    behind.port = `${proxy.port}`;
    try {
      await using backbone = await startBackbone({ registry: behind.href });
      const api = apiOf(backbone.directUrl, await backbone.tokenFor());
      expect((await register(api, "before")).status).toBe(200);
      for (const [name, begin] of [
        ["stalled", () => proxy.stall()],
        ["cut", () => proxy.cut()],
        ["half-open", () => proxy.halfOpen()],
      ] as const) {
        begin();
        const asked = performance.now();
        const refused = await register(api, name);
        expect([name, refused.status, refused.body.code]).toEqual([name, 503, "STORE_UNAVAILABLE"]);
        expect(performance.now() - asked).toBeLessThan(15_000);
        expect(await checkOf(api)).toEqual({ status: 503, failing: ["registry.store"] });
        expect((await api.publish({ type: `database.${name}` })).status).toBe(202);
        proxy.heal();
        await eventually("the registry to be back", async () => (await register(api, name)).status === 200);
        await eventually("readiness", async () => (await checkOf(api)).status === 200);
      }
      const { body } = await api.call<{ items: { name: string }[] }>("GET", "/v1/agents");
      expect(body.items.map(({ name }) => name).sort()).toEqual(["before", "cut", "half-open", "stalled"]);
    } finally {
      await proxy.close();
    }
  },
);
