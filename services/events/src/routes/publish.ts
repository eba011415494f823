import type { Published } from "@troupe/bus";
import {
  batchResultSchema,
  eventInputSchema,
  MAX_DATA_BYTES,
  MAX_DATA_DEPTH,
  type PublishReceipt,
  publishReceiptSchema,
  TroupeError,
} from "@troupe/contracts";
import { decodeUtf8, documentedOnly, formatTraceparent, parseJson, traceOf } from "@troupe/service";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type BatchItem, MAX_EVENT_DEPTH, readJsonBatch, readNdjsonBatch } from "../domain/batch.js";
import { isBinaryMode, readBinaryEvent } from "../domain/binary.js";
import { eventTooLarge } from "../domain/stamp.js";
import type { EventsMetrics } from "../metrics.js";
import type { Publisher, Sender } from "../publisher.js";

/** Room for the envelope, for white space and for escapes around the largest data. */
const EVENT_BYTES = 2 * MAX_DATA_BYTES;

/** A body with the bytes it came in. */
interface Text {
  readonly value: unknown;
  readonly bytes: number;
}

/** `POST /v1/events` and `POST /v1/events/batch`: the hot path, so bodies are checked by hand and answers concatenated. */
export async function publishRoutes(
  app: FastifyInstance,
  options: { publisher: Publisher; metrics: EventsMetrics; batchBytes: number },
): Promise<void> {
  await app.register((scope) => singleRoute(scope, options));
  await app.register((scope) => batchRoute(scope, options));
}

async function singleRoute(
  app: FastifyInstance,
  { publisher, metrics }: { publisher: Publisher; metrics: EventsMetrics },
): Promise<void> {
  app.setValidatorCompiler(documentedOnly);
  app.removeAllContentTypeParsers();
  for (const type of ["application/cloudevents+json", "application/json"]) {
    app.addContentTypeParser<Buffer>(type, { parseAs: "buffer" }, ({ headers }, body, done) => {
      try {
        const depth = isBinaryMode(headers) ? MAX_DATA_DEPTH : MAX_EVENT_DEPTH;
        done(null, body.length === 0 ? EMPTY : { value: parseJson(decodeUtf8(body), depth), bytes: body.length });
      } catch (error) {
        done(error as TroupeError);
      }
    });
  }
  app.post(
    "/v1/events",
    {
      config: { scope: "events:publish" },
      bodyLimit: EVENT_BYTES,
      schema: {
        summary: "Publish one event, structured or binary; answers once it is stored",
        tags: ["events"],
        consumes: ["application/cloudevents+json", "application/json"],
        body: eventInputSchema,
        response: { 200: publishReceiptSchema, 202: publishReceiptSchema },
      },
      errorHandler: refuseOversize,
    },
    (request, reply) => {
      const text = (request.body ?? EMPTY) as Text;
      const submission = { value: eventOf(request, text), bytes: text.bytes };
      publisher.admit(request.principal.tenant, 1, text.bytes);
      const startedAt = performance.now();
      const stored = publisher.publish(submission, senderOf(request));
      request.body = undefined;
      return stored.then((receipt) => {
        metrics.latency(performance.now() - startedAt);
        return reply
          .code(receipt.duplicate ? 200 : 202)
          .header("content-type", "application/json; charset=utf-8")
          .serializer(asIs)
          .send(receiptJson(receipt));
      });
    },
  );
}

const senderOf = (request: FastifyRequest): Sender => ({
  principal: request.principal,
  traceparent: formatTraceparent(traceOf(request)),
});

/** The events of a batch with the bytes of its body. */
interface Batch {
  readonly items: BatchItem[];
  readonly bytes: number;
}

const EMPTY: Text = { value: undefined, bytes: 0 };
const asIs = (payload: unknown) => payload as string;

function eventOf(request: FastifyRequest, text: Text): unknown {
  const { headers } = request;
  if (isBinaryMode(headers)) return readBinaryEvent(headers, text.value);
  if (text === EMPTY) throw new TroupeError("MALFORMED_JSON", "the body is empty");
  return text.value;
}

/** Of the characters of an id, those that JSON escapes. */
const ESCAPED = /["\\]/;

function receiptJson({ id, topic, sequence, duplicate }: PublishReceipt): string {
  return `{"id":${ESCAPED.test(id) ? JSON.stringify(id) : `"${id}"`},"topic":"${topic}","sequence":${sequence},"duplicate":${duplicate}}`;
}

function refuseOversize(error: Error & { code?: string }): never {
  throw error.code === "FST_ERR_CTP_BODY_TOO_LARGE"
    ? eventTooLarge(`the body is larger than ${EVENT_BYTES} bytes`)
    : error;
}

async function batchRoute(
  app: FastifyInstance,
  { publisher, metrics, batchBytes }: { publisher: Publisher; metrics: EventsMetrics; batchBytes: number },
): Promise<void> {
  const readers = {
    "application/cloudevents-batch+json": readJsonBatch,
    "application/json": readJsonBatch,
    "application/x-ndjson": readNdjsonBatch,
  };
  app.setValidatorCompiler(documentedOnly);
  app.removeAllContentTypeParsers();
  for (const [type, read] of Object.entries(readers)) {
    app.addContentTypeParser<Buffer>(type, { parseAs: "buffer" }, (_request, body, done) => {
      try {
        done(null, { items: read(decodeUtf8(body)), bytes: body.length } satisfies Batch);
      } catch (error) {
        done(error as TroupeError);
      }
    });
  }
  app.post(
    "/v1/events/batch",
    {
      config: { scope: "events:publish" },
      bodyLimit: batchBytes,
      schema: {
        summary: "Publish up to 1,000 events; an outcome for each, in order",
        description: "A bad event is named in its place and spoils no other. NDJSON holds one event a line.",
        tags: ["events"],
        consumes: Object.keys(readers),
        body: z.array(eventInputSchema),
        response: { 200: z.object({ results: z.array(batchResultSchema) }) },
      },
    },
    async (request, reply) => {
      const { items, bytes } = (request.body ?? { items: [], bytes: 0 }) as Batch;
      publisher.admit(request.principal.tenant, items.length, bytes);
      const startedAt = performance.now();
      const outcomes = await publisher.publishAll(items, senderOf(request));
      metrics.latency(performance.now() - startedAt);
      return sendJson(reply, `{"results":[${outcomes.map((outcome) => resultJson(outcome, request)).join(",")}]}`);
    },
  );
}

function sendJson(reply: FastifyReply, json: string): FastifyReply {
  return reply.header("content-type", "application/json; charset=utf-8").serializer(asIs).send(json);
}

function resultJson(outcome: Published, request: FastifyRequest): string {
  if (!(outcome instanceof TroupeError)) return receiptJson(outcome);
  const { traceId } = traceOf(request);
  if (outcome.code === "INTERNAL") request.log.error({ traceId, err: outcome.cause }, outcome.message);
  return `{"problem":${JSON.stringify(outcome.toProblem(traceId))}}`;
}
