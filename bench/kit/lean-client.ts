import { connect, type Socket } from "node:net";

const END_OF_HEAD = "\r\n\r\n";
const LENGTH = "content-length: ";

/**
 * Sends JSON over one connection that is kept open, one request at a time. As lean as can be: what it takes of the
 * processor would count as the platform's.
 */
export class LeanClient {
  readonly #socket: Socket;
  readonly #bare: string;
  readonly #head: string;
  #came: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (body: string) => void; reject: (error: Error) => void } | undefined;

  constructor(url: string, token: string) {
    const { hostname, port, host } = new URL(url);
    this.#bare = `host: ${host}\r\nauthorization: Bearer ${token}\r\n`;
    this.#head = `${this.#bare}content-type: application/json\r\n`;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
    this.#socket.on("close", () => this.#waiting?.reject(new Error("the connection was closed")));
  }

  /** The answer's body. Rejects unless the status is 2xx. */
  post(path: string, body: object): Promise<string> {
    return this.send("POST", path, body);
  }

  /** As {@link post} by any method. */
  send(method: string, path: string, body?: object): Promise<string> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const head = body === undefined ? this.#bare : `${this.#head}content-length: ${Buffer.byteLength(text)}\r\n`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`${method} ${path} HTTP/1.1\r\n${head}\r\n${text}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#came = this.#came.length === 0 ? chunk : Buffer.concat([this.#came, chunk]);
    const end = this.#came.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#came.toString("latin1", 0, end + 2);
    const at = head.toLowerCase().indexOf(LENGTH);
    const length = Number.parseInt(head.slice(at + LENGTH.length), 10);
    const start = end + END_OF_HEAD.length;
    if (this.#came.length < start + length) return;
    const body = this.#came.toString("utf8", start, start + length);
    this.#came = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (head.startsWith("HTTP/1.1 2")) waiting?.resolve(body);
    else waiting?.reject(new Error(body));
  }
}
