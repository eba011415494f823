import { childContext, type TraceContext } from "../domain/trace-context.js";
import { createRandomHex } from "./random-hex.js";
import type { Tracing } from "./span.js";

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
