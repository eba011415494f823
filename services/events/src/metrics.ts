import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const LATENCY_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Counts of one process; plain numbers, so that counting costs nothing on the hot path. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(label: string, count = 1): void {
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + count);
  }

  /** A counter that reads this tally when it is scraped. */
  counter(name: string, help: string, label: string): Counter {
    const counts = this.#counts;
    return new Counter({
      name,
      help,
      labelNames: [label],
      registers: [],
      collect() {
        this.reset();
        for (const [value, count] of counts) this.inc({ [label]: value }, count);
      },
    });
  }
}

/** What the events service counts. No label names a tenant, so that metrics tell nobody of another. */
export interface EventsMetrics {
  readonly published: Tally;
  readonly duplicates: Tally;
  readonly delivered: Tally;
  readonly settled: Tally;
  readonly deadLetters: Tally;
  readonly latency: Histogram;
  register(registry: Registry): void;
}

export function createEventsMetrics(openStreams: () => number): EventsMetrics {
  const latency = new Histogram({
    name: "troupe_publish_duration_seconds",
    help: "From the checked event to JetStream's acknowledgement, by request",
    buckets: LATENCY_BUCKETS,
    registers: [],
  });
  const metrics = {
    published: new Tally(),
    duplicates: new Tally(),
    delivered: new Tally(),
    settled: new Tally(),
    deadLetters: new Tally(),
    latency,
  };
  return {
    ...metrics,
    register(registry) {
      const { published, duplicates, delivered, settled, deadLetters } = metrics;
      for (const metric of [
        published.counter("troupe_events_published_total", "Events stored, by topic", "topic"),
        duplicates.counter("troupe_events_duplicate_total", "Events whose id was stored before, by topic", "topic"),
        delivered.counter("troupe_events_delivered_total", "Frames sent, to groups and to observers", "to"),
        settled.counter("troupe_deliveries_settled_total", "Settlements, by outcome", "outcome"),
        deadLetters.counter("troupe_dead_letters_total", "Dead letters replayed and discarded", "action"),
      ]) {
        registry.registerMetric(metric);
      }
      registry.registerMetric(latency);
      registry.registerMetric(
        new Gauge({
          name: "troupe_open_streams",
          help: "Open event streams",
          registers: [],
          collect() {
            this.set(openStreams());
          },
        }),
      );
    },
  };
}
