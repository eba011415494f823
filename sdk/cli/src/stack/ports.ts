import { createServer } from "node:net";
import { CliError, EXIT } from "../exit.js";

export const USUAL_PORT = 7400;
export const HOST = "127.0.0.1";

/** Whether nobody listens there. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Throws CliError when a port that was asked for is taken. */
export async function requireFree(port: number): Promise<void> {
  if (!(await isFree(port))) throw taken(port);
}

/**
 * Listens at the first of `ports` that can be had; with none, or none but taken ones, wherever the system says.
 * With `insist` a taken port is a CliError.
 */
export async function listenAt(
  app: { listen(at: { host: string; port: number }): Promise<string> },
  { ports, insist }: { ports: readonly number[]; insist: boolean },
): Promise<string> {
  for (const port of ports) {
    try {
      return await app.listen({ host: HOST, port });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      if (insist) throw taken(port);
    }
  }
  return app.listen({ host: HOST, port: 0 });
}

function taken(port: number): CliError {
  return new CliError(EXIT.conflict, `port ${port} is taken`, {
    hint: "troupe dev (without --port it takes a free one)",
  });
}
