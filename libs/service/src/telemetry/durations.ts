import type { MetricObjectWithValues, MetricValue, Registry } from "prom-client";

/** Upper bounds of the buckets, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** One count a bucket, and one for what is above the last. */
  readonly counts: number[];
  sum: number;
}

/** Records one duration, in milliseconds. */
export type RecordDuration = (elapsedMs: number) => void;

/**
 * A histogram of durations for hot paths: recording is an array increment, and labels are put together when the
 * registry is read. (prom-client's own looks its labels up by a joined string at every observation.)
 */
export class DurationHistogram {
  readonly name: string;
  readonly help: string;
  readonly #series: Series[] = [];

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  /** A recorder for one combination of labels; keep it, each call starts another. */
  series(labels: Readonly<Record<string, string>> = {}): RecordDuration {
    const series: Series = { labels, counts: new Array(BOUNDS.length + 1).fill(0), sum: 0 };
    this.#series.push(series);
    return (elapsedMs) => {
      const seconds = elapsedMs / 1000;
      let at = 0;
      while (at < BOUNDS.length && seconds > (BOUNDS[at] as number)) at++;
      series.counts[at] = (series.counts[at] as number) + 1;
      series.sum += seconds;
    };
  }

  register(registry: Registry): void {
    // The registry asks a metric for its name and its values only.
    const metric = { name: this.name, get: async () => this.#read(), reset: () => undefined };
    registry.registerMetric(metric as unknown as Parameters<Registry["registerMetric"]>[0]);
  }

  #read(): MetricObjectWithValues<MetricValue<string>> {
    const values = this.#series.flatMap(({ labels, counts, sum }) => {
      let total = 0;
      const buckets = counts.map((count, at) => {
        total += count;
        return { metricName: `${this.name}_bucket`, labels: { ...labels, le: BOUNDS[at] ?? "+Inf" }, value: total };
      });
      return [
        ...buckets,
        { metricName: `${this.name}_sum`, labels, value: sum },
        { metricName: `${this.name}_count`, labels, value: total },
      ];
    });
    return { name: this.name, help: this.help, type: "histogram", aggregator: "sum", values } as never;
  }
}
