import {
  type Span as OtelSpan,
  SpanKind as OtelSpanKind,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { NodeSDK, resources } from "@opentelemetry/sdk-node";
import type { TraceContext } from "../domain/trace-context.js";
import type { SpanKind, Tracing } from "./span.js";

const KINDS = {
  server: OtelSpanKind.SERVER,
  producer: OtelSpanKind.PRODUCER,
  consumer: OtelSpanKind.CONSUMER,
  internal: OtelSpanKind.INTERNAL,
} as const satisfies Record<SpanKind, OtelSpanKind>;

/** Spans to the OTLP endpoint; the exporter reads the rest of its settings from `OTEL_*` variables. */
export function startOpenTelemetry(options: { service: string; version: string }): Tracing {
  const sdk = new NodeSDK({
    resource: resources.resourceFromAttributes({
      "service.name": options.service,
      "service.version": options.version,
    }),
    instrumentations: [],
  });
  sdk.start();
  const tracer = trace.getTracer(`troupe-${options.service}`, options.version);
  const open = (name: string, kind: SpanKind, parent: TraceContext | undefined): OtelSpan =>
    tracer.startSpan(name, { kind: KINDS[kind] }, parentOf(parent));

  return {
    enabled: true,
    child(parent) {
      const span = open("event", "producer", parent);
      span.end();
      return contextOf(span);
    },
    start(name, kind, parent) {
      const span = open(name, kind, parent);
      return {
        context: contextOf(span),
        end(attributes, error) {
          if (attributes !== undefined) span.setAttributes({ ...attributes });
          if (error) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    shutdown: () => sdk.shutdown(),
  };
}

function parentOf(parent: TraceContext | undefined) {
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, sampled } = parent;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: sampled ? 1 : 0, isRemote: true });
}

function contextOf(span: OtelSpan): TraceContext {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return { traceId, spanId, sampled: (traceFlags & 1) === 1 };
}
