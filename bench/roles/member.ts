/** Members of groups over HTTP, as lean as can be: they read the tokens of what is delivered and settle them. */
import { Agent, type IncomingMessage, request } from "node:http";
import { MAX_SETTLEMENTS } from "@troupe/contracts";
import { takeOrders } from "../kit/role.js";

const agent = new Agent({ keepAlive: true });
const TOKEN = '"token":"';
/** Calls that settle, under way at once. */
const CALLS = 2;

interface Place {
  readonly url: string;
  readonly token: string;
  readonly group: string;
  readonly credit: number;
  readonly from: string;
}

class Member {
  settled = 0;
  readonly #place: Place;
  readonly #onSettled: () => void;
  #rest = "";
  #waiting: string[] = [];
  #calls = 0;
  #stream: IncomingMessage | undefined;

  constructor(place: Place, onSettled: () => void) {
    this.#place = place;
    this.#onSettled = onSettled;
  }

  join(): Promise<void> {
    const { url, token, group, credit, from } = this.#place;
    const path = `/v1/events/stream?topics=business-facts&group=${group}&credit=${credit}&from=${from}`;
    const headers = { accept: "text/event-stream", authorization: `Bearer ${token}` };
    return new Promise((resolve, reject) => {
      const outgoing = request(`${url}${path}`, { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${response.statusCode} for ${path}`));
        this.#stream = response;
        response.setEncoding("latin1");
        response.on("error", () => undefined);
        response.once("data", () => resolve());
        response.on("data", (chunk: string) => this.#read(chunk));
      });
      outgoing.on("error", reject);
      outgoing.end();
    });
  }

  leave(): void {
    this.#stream?.destroy();
  }

  #read(chunk: string): void {
    const frames = (this.#rest + chunk).split("\n\n");
    this.#rest = frames.pop() ?? "";
    for (const frame of frames) {
      const at = frame.lastIndexOf(TOKEN);
      if (at < 0) continue;
      const start = at + TOKEN.length;
      this.#waiting.push(frame.slice(start, frame.indexOf('"', start)));
    }
    this.#flush();
  }

  #flush(): void {
    while (this.#calls < CALLS && this.#waiting.length > 0) {
      const tokens = this.#waiting.slice(0, MAX_SETTLEMENTS);
      this.#waiting = this.#waiting.slice(MAX_SETTLEMENTS);
      this.#calls += 1;
      this.#settle(tokens);
    }
  }

  #settle(tokens: readonly string[]): void {
    const body = `{"settlements":[${tokens.map((token) => `{"token":"${token}","outcome":"ack"}`).join()}]}`;
    const { url, token } = this.#place;
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": `${body.length}`,
    };
    const outgoing = request(`${url}/v1/deliveries`, { method: "POST", headers, agent }, (response) => {
      let answer = "";
      response.setEncoding("latin1");
      response.on("data", (chunk: string) => {
        answer += chunk;
      });
      response.on("end", () => {
        if (response.statusCode !== 200 || answer.includes('"ok":false')) throw new Error(`not settled: ${answer}`);
        this.#calls -= 1;
        this.settled += tokens.length;
        this.#onSettled();
        this.#flush();
      });
    });
    outgoing.end(body);
  }
}

const isDone = (members: readonly Member[], each: number): boolean => members.every(({ settled }) => settled >= each);

let members: Member[] = [];
let onProgress: () => void = () => undefined;
let each = Number.POSITIVE_INFINITY;

takeOrders({
  /** One group settles `count` events: how many a second. */
  async drain({ count, ...place }: Place & { count: number }) {
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const member = new Member(place, () => {
        if (member.settled < count) return;
        member.leave();
        resolve();
      });
      member.join().catch(reject);
    });
    return { perSecond: count / ((performance.now() - start) / 1000) };
  },
  /** Joins `groups` groups with one member each. */
  async join({ groups, prefix, ...place }: Omit<Place, "group"> & { groups: number; prefix: string }) {
    members = Array.from(
      { length: groups },
      (_, at) => new Member({ ...place, group: `${prefix}-${at}` }, () => onProgress()),
    );
    for (const member of members) await member.join();
  },
  /** Resolves when each of the groups has settled `count` events. */
  async settled({ count }: { count: number }) {
    each = count;
    if (isDone(members, each)) return;
    await new Promise<void>((resolve) => {
      onProgress = () => isDone(members, each) && resolve();
    });
  },
  async leave() {
    for (const member of members) member.leave();
    members = [];
  },
});
