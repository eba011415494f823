import type { TraceContext } from "../domain/trace-context.js";

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
