import { createServer } from "node:net";
import getPort from "get-port";
import { CliError, EXIT } from "../exit.js";

export const USUAL_PORT = 7400;
const HOST = "127.0.0.1";

/** Whether nobody listens there. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Port for the services: the one asked for, or it is an error; else the first free one of `preferred`, or any.
 * Throws CliError when the one asked for is taken.
 */
export async function choosePort(asked: number | undefined, preferred: readonly number[]): Promise<number> {
  if (asked === undefined) return getPort({ host: HOST, port: [...preferred] });
  if (await isFree(asked)) return asked;
  throw new CliError(EXIT.conflict, `port ${asked} is taken`, {
    hint: "troupe dev (without --port it takes a free one)",
  });
}
