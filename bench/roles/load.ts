/** Posts one body again and again over keep-alive connections. */
import autocannon from "autocannon";
import { takeOrders } from "../kit/role.js";

interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second at most; as many as go when absent. */
  readonly rate?: number;
  readonly body: string;
  readonly headers: Record<string, string>;
}

takeOrders({
  async post({ url, connections, seconds, body, headers, rate }: Load) {
    const done = await autocannon({
      url,
      method: "POST",
      connections,
      duration: seconds,
      body,
      headers,
      ...(rate === undefined ? {} : { overallRate: rate }),
    });
    if (done.errors > 0 || done.non2xx > 0) {
      throw new Error(`${done.errors} errors and ${done.non2xx} refusals from ${url}`);
    }
    return { perSecond: done.requests.total / done.duration, p99Ms: done.latency.p99 };
  },
});
