import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Programs behind one address, told apart by the path. */
export interface RouteProxy extends AsyncDisposable {
  readonly url: string;
}

/** Forwards each request to the port of the first prefix that its path begins with; 503 while nobody answers there. */
export async function startRouteProxy(
  routes: readonly (readonly [prefix: string, port: number])[],
): Promise<RouteProxy> {
  const server: Server = createServer((incoming, outgoing) => {
    const [, port] = routes.find(([prefix]) => incoming.url?.startsWith(prefix)) ?? ["", 0];
    const { method, url, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    onward.on("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(503).end();
    });
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
