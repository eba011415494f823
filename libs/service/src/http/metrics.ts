import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

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
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Duration of HTTP requests by route and status",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    route(method, url) {
      const name = [method].flat().join(",");
      const byStatus = new Map<number, { observe(seconds: number): void }>();
      return (status, elapsedMs) => {
        let child = byStatus.get(status);
        if (child === undefined) {
          child = durations.labels(name, url, String(status));
          byStatus.set(status, child);
        }
        child.observe(elapsedMs / 1000);
      };
    },
  };
}
