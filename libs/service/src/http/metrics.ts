import { collectDefaultMetrics, Registry } from "prom-client";
import { DurationHistogram, type RecordDuration } from "../telemetry/durations.js";

/** Requests' durations by route. */
export interface HttpMetrics {
  readonly registry: Registry;
  /** A recorder for one route: `(status, elapsedMs)`. */
  route(method: string | string[], url: string): (status: number, elapsedMs: number) => void;
}

/** A registry of its own for one server; `process` adds Node's own figures, which only one server in a process should. */
export function createHttpMetrics(options: { process: boolean }): HttpMetrics {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry });
  const durations = new DurationHistogram(
    "http_request_duration_seconds",
    "Duration of HTTP requests by route and status",
  );
  durations.register(registry);
  return {
    registry,
    route(method, url) {
      const name = [method].flat().join(",");
      const byStatus = new Map<number, RecordDuration>();
      return (status, elapsedMs) => {
        let record = byStatus.get(status);
        if (record === undefined) {
          record = durations.series({ method: name, route: url, status: String(status) });
          byStatus.set(status, record);
        }
        record(elapsedMs);
      };
    },
  };
}
