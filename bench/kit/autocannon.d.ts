/** The part of autocannon that the bench uses; the package brings no types. */
declare module "autocannon" {
  interface Options {
    url: string;
    method: "POST";
    connections: number;
    duration: number;
    body: string;
    headers: Record<string, string>;
    overallRate?: number;
  }
  interface Result {
    errors: number;
    non2xx: number;
    duration: number;
    requests: { total: number };
    latency: { p99: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
