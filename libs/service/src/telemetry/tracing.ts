import { childContext, type TraceContext } from "../domain/trace-context.js";
import { createRandomHex } from "./random-hex.js";

export type SpanKind = "server" | "producer" | "consumer" | "internal";

/** A running span. */
export interface Span {
  readonly context: TraceContext;
  /** Ends it; `error` marks it as failed. */
  end(attributes?: Readonly<Record<string, string | number>>, error?: boolean): void;
}

/** Where spans go. Without an exporter contexts are still made, so that ids correlate. */
export interface Tracing {
  /** Whether spans are exported: a caller may skip work that only they need. */
  readonly enabled: boolean;
  start(name: string, kind: SpanKind, parent: TraceContext | undefined): Span;
  /** A context below `parent` with no span of its own. */
  child(parent: TraceContext | undefined): TraceContext;
  shutdown(): Promise<void>;
}

/** Contexts alone: nothing is exported. */
export function createLocalTracing(): Tracing {
  const hex = createRandomHex();
  const child = (parent: TraceContext | undefined) => childContext(parent, hex);
  return {
    enabled: false,
    child,
    start: (_name, _kind, parent) => ({ context: child(parent), end: () => undefined }),
    shutdown: async () => undefined,
  };
}

/**
 * Tracing by OpenTelemetry when `OTEL_EXPORTER_OTLP_ENDPOINT` is set, by contexts alone otherwise;
 * OpenTelemetry's packages are loaded only then.
 */
export async function startTracing(options: {
  service: string;
  version: string;
  endpoint: string | undefined;
}): Promise<Tracing> {
  if (options.endpoint === undefined || options.endpoint === "") return createLocalTracing();
  const { startOpenTelemetry } = await import("./open-telemetry.js");
  return startOpenTelemetry(options);
}
