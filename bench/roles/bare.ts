/**
 * The yardsticks over HTTP: a Fastify route that validates an event and does nothing, and an event stream by
 * `@fastify/sse` with its own send loop.
 */
import { fastifySSE } from "@fastify/sse";
import { eventInputSchema } from "@troupe/contracts";
import fastify, { type FastifyReply } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { takeOrders } from "../kit/role.js";

const app = fastify({ logger: false });
await app.register(fastifySSE);

const receipt = { id: "0", topic: "business-facts", sequence: 1, duplicate: false };

/** The contract's own schema, as routes of this platform are validated by default. */
await app.register(async (scope) => {
  scope.setValidatorCompiler(validatorCompiler);
  scope.post("/v1/events", { schema: { body: eventInputSchema } }, async (_request, reply) =>
    reply.code(202).send(receipt),
  );
});
/** What of it JSON Schema can say, compiled by Fastify's own validator, which checks no formats. */
const { $schema: _, ...eventJsonSchema } = z.toJSONSchema(eventInputSchema, { io: "input" });
app.post("/json-schema/v1/events", { schema: { body: eventJsonSchema } }, async (_request, reply) =>
  reply.code(202).send(receipt),
);

const streams = new Set<FastifyReply>();
app.get("/stream", { sse: "only" }, async (_request, reply) => {
  reply.sse.keepAlive();
  await reply.sse.send({ event: "ready", data: "{}" });
  streams.add(reply);
  reply.sse.onClose(() => streams.delete(reply));
});

const url = await app.listen({ port: 0, host: "127.0.0.1" });

interface Sending {
  readonly events: number;
  readonly frame: { id: string; event: string; data: string };
  readonly last: { id: string; event: string; data: string };
}

takeOrders(
  {
    async send({ events, frame, last }: Sending) {
      for (let sent = 0; sent < events; sent += 1) {
        await Promise.all([...streams].map((reply) => reply.sse.send(sent === events - 1 ? last : frame)));
      }
    },
  },
  { url },
);
