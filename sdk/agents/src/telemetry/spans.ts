import {
  type Context,
  context,
  isSpanContextValid,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { EventInput } from "@troupe/contracts";
import { parseTrace } from "../domain/trace.js";

const NAME = "@troupe/sdk";

/** The tracer of the provider this process registered, or undefined where it registered none: then nothing is traced. */
export function tracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider ? provider.getDelegateTracer(NAME) : provider.getTracer(NAME);
}

/** The context that a `traceparent` says. */
export function remoteContext(traceparent: string | undefined): Context {
  const remote = parseTrace(traceparent);
  if (remote === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, flags } = remote;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: flags, isRemote: true });
}

/** Where the caller stands: below the span that is active here, else in the trace of what caused the event, if anything did. */
export function standingContext(event: Pick<EventInput, "causationid" | "traceparent"> | undefined): Context {
  if (trace.getSpan(context.active()) !== undefined) return context.active();
  return event?.causationid === undefined ? ROOT_CONTEXT : remoteContext(event.traceparent);
}

/** The `traceparent` of a span (W3C Trace Context, section 3.2), or `otherwise` when it is none. */
export function traceparentOf(span: Span, otherwise: string | undefined): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (!isSpanContextValid(span.spanContext())) return otherwise;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** Runs `work` inside a new span, which is active meanwhile and ends with it. */
export async function inSpan<T>(
  starting: { readonly tracer: Tracer; readonly name: string; readonly parent: Context; readonly options: SpanOptions },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = starting.tracer.startSpan(starting.name, starting.options, starting.parent);
  try {
    return await context.with(trace.setSpan(starting.parent, span), () => work(span));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed. */
export function fail(span: Span, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
}

export { SpanKind };
