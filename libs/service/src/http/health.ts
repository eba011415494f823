import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Registry } from "prom-client";
import { z } from "zod";
import { configReportSchema } from "../domain/config.js";
import type { ServiceModule } from "./module.js";

/** A check that answers later than this has failed. */
const CHECK_TIMEOUT_MS = 2000;

const checkSchema = z.object({ name: z.string(), ok: z.boolean(), ms: z.number(), error: z.string().optional() });
const readySchema = z.object({ status: z.enum(["ready", "failing", "draining"]), checks: z.array(checkSchema) });

export interface HealthOptions {
  readonly modules: readonly ServiceModule[];
  readonly registry: Registry;
  readonly version: string;
  readonly isDraining: () => boolean;
}

/**
 * `/livez` and `/readyz` are public, for probes that carry no token, and tell nothing of any tenant. `/metrics` and
 * `/config/validate` show how the installation is set up, so they want a valid token, whatever its scopes.
 */
export function installHealth(app: FastifyInstance, options: HealthOptions): void {
  const { modules, registry, version, isDraining } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/livez",
    {
      config: { public: true },
      schema: {
        summary: "Whether the process answers; touches nothing",
        tags: ["health"],
        response: { 200: z.object({ status: z.literal("live"), version: z.string() }) },
      },
    },
    async () => ({ status: "live" as const, version }),
  );

  routes.get(
    "/readyz",
    {
      config: { public: true },
      schema: {
        summary: "Whether requests can be served, check by check",
        tags: ["health"],
        response: { 200: readySchema, 503: readySchema },
      },
    },
    async (_request, reply) => {
      const checks = await Promise.all(modules.flatMap(checksOf));
      const ready = checks.every(({ ok }) => ok);
      const status = isDraining() ? "draining" : ready ? "ready" : "failing";
      return reply.code(status === "ready" ? 200 : 503).send({ status, checks });
    },
  );

  routes.get(
    "/metrics",
    { config: { authenticated: true }, schema: { summary: "Prometheus metrics", tags: ["health"] } },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );

  routes.get(
    "/config/validate",
    {
      config: { authenticated: true },
      schema: {
        summary: "What is set, defaulted and wrong in the configuration; secrets are redacted",
        tags: ["health"],
        response: { 200: z.record(z.string(), configReportSchema) },
      },
    },
    async () => Object.fromEntries(modules.map(({ name, configReport }) => [name, configReport ?? none])),
  );
}

const none = { ok: true, entries: [] };

function checksOf(module: ServiceModule): Promise<z.infer<typeof checkSchema>>[] {
  return Object.entries(module.checks).map(async ([check, run]) => {
    const name = `${module.name}.${check}`;
    const startedAt = performance.now();
    const elapsed = () => Math.round((performance.now() - startedAt) * 100) / 100;
    try {
      await withTimeout(run());
      return { name, ok: true, ms: elapsed() };
    } catch (error) {
      return { name, ok: false, ms: elapsed(), error: error instanceof Error ? error.message : String(error) };
    }
  });
}

async function withTimeout(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}
