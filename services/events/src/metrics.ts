import { DurationHistogram, type RecordDuration } from "@troupe/service";
import { Counter, Gauge, type Registry } from "prom-client";

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
  /** From the checked event to the acknowledgement. */
  readonly latency: RecordDuration;
  register(registry: Registry): void;
}

export function createEventsMetrics(openStreams: () => number): EventsMetrics {
  const latency = new DurationHistogram(
    "troupe_publish_duration_seconds",
    "From the checked events of a request to JetStream's acknowledgement",
  );
  const metrics = {
    published: new Tally(),
    duplicates: new Tally(),
    delivered: new Tally(),
    settled: new Tally(),
    deadLetters: new Tally(),
    latency: latency.series(),
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
      latency.register(registry);
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
