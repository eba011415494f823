import type { FastifyRequest } from "fastify";
import { parseTraceparent, type TraceContext } from "../domain/trace-context.js";

/** The trace a request belongs to: the caller's when it sent a `traceparent`, else one of its own. */
export function traceOf(request: FastifyRequest): TraceContext {
  request.traceContext ??= request.server.tracing.child(parseTraceparent(request.headers.traceparent));
  return request.traceContext;
}
