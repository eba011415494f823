import type { Bus, Settled } from "@troupe/bus";
import {
  DELIVERY_HEADER,
  MAX_SETTLEMENTS,
  SETTLED_HEADER,
  type SettlementResult,
  settlementResultSchema,
  settlementSchema,
} from "@troupe/contracts";
import { traceOf } from "@troupe/service";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { EventsMetrics } from "../metrics.js";

/** Settlements of 1,000 tokens of 2 KiB, with reasons. */
const BODY_BYTES = 8 * 1024 * 1024;

/** `POST /v1/deliveries`. */
export async function deliveryRoutes(
  app: FastifyInstance,
  { bus, metrics }: { bus: Bus; metrics: EventsMetrics },
): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/v1/deliveries",
    {
      config: { scope: "events:subscribe" },
      bodyLimit: BODY_BYTES,
      schema: {
        summary: "Settle deliveries: ack, retry, reject or extend; an outcome for each, in order",
        description:
          `A POST that ends the work on one may acknowledge it as well: its token stands in the header \`${DELIVERY_HEADER}\`, ` +
          `and the answer has \`${SETTLED_HEADER}\` where that was done.`,
        tags: ["deliveries"],
        body: z.strictObject({ settlements: z.array(settlementSchema).max(MAX_SETTLEMENTS) }),
        response: { 200: z.object({ results: z.array(settlementResultSchema) }) },
      },
    },
    async (request) => {
      const { settlements } = request.body;
      const settled = await bus.settle(request.principal.tenant, settlements);
      for (const [at, { ok }] of settled.entries()) {
        metrics.settled.add(ok ? (settlements[at]?.outcome ?? "ack") : "refused");
      }
      return { results: settled.map((result) => resultOf(result, () => traceOf(request).traceId)) };
    },
  );
}

function resultOf(settled: Settled, traceId: () => string): SettlementResult {
  return settled.ok ? settled : { ok: false, problem: settled.error.toProblem(traceId()) };
}
