import type { CloudEvent } from "@troupe/sdk";
import { analyse, analysed, countPart, partCounted } from "./events.js";

/** Keeps count of what was published, delivered, delivered again, lost and done twice, and tells it as it happens. */
export class Tally {
  readonly #tell: (line: string) => void;
  /** Requests to count a part. */
  readonly #parts = new Set<string>();
  readonly #started: { event: string; agent: string; attempt: number }[] = [];
  readonly #answered = new Map<string, number>();
  #events = 0;
  #done: () => void = () => undefined;
  #killed: string | undefined;

  /** Resolves when the document's report was seen. */
  readonly settled: Promise<void>;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
    this.settled = new Promise((resolve) => {
      this.#done = resolve;
    });
  }

  get killed(): string | undefined {
    return this.#killed;
  }

  get isHalfDone(): boolean {
    return this.#parts.size > 0 && this.#answered.size * 2 >= this.#parts.size;
  }

  /** Whether `agent` began a part that has no answer yet. */
  isAtWork(agent: string): boolean {
    return this.#started.some((start) => start.agent === agent && !this.#answered.has(start.event));
  }

  kill(agent: string): void {
    this.#killed = agent;
    this.#tell(`${agent.padEnd(10)} killed (SIGKILL), with a part in its hands`);
  }

  /** One line of an agent's log; a line that names event and attempt is a delivery: each handler here writes one. */
  heard(agent: string, line: string): void {
    const said = parsed(line);
    if (said === undefined) {
      this.#tell(`${agent.padEnd(10)} ${line}`);
      return;
    }
    const { msg, event, attempt } = said;
    this.#tell(
      `${agent.padEnd(10)} ${msg}${attempt !== undefined && attempt > 1 ? ` (delivered again, attempt ${attempt})` : ""}`,
    );
    if (event !== undefined && attempt !== undefined) this.#started.push({ event, agent, attempt });
  }

  /** One event, as it was stored. */
  published(event: CloudEvent): void {
    this.#events += 1;
    if (event.type === countPart.type) this.#parts.add(event.id);
    if (event.type === partCounted.type && event.causationid !== undefined) {
      this.#answered.set(event.causationid, (this.#answered.get(event.causationid) ?? 0) + 1);
    }
    if (event.type === analyse.type) this.#tell(`${"event".padEnd(10)} ${event.type}`);
    if (event.type === analysed.type) {
      this.#tell(`${"event".padEnd(10)} ${event.type}`);
      this.#done();
    }
  }

  /** Tells the sums; true when nothing was lost and nothing done twice. */
  report(): boolean {
    const lost = [...this.#parts].filter((id) => !this.#answered.has(id)).length;
    const twice = [...this.#answered.values()].filter((count) => count > 1).length;
    const again = this.#started.filter(({ attempt }) => attempt > 1).length;
    const lines = [
      ["published", this.#events],
      ["delivered", this.#started.length],
      ["redelivered", again],
      ["lost", lost],
      ["duplicated in effect", twice],
    ] as const;
    this.#tell(`\nEvents, with ${this.#killed ?? "nobody"} killed half-way:`);
    for (const [name, count] of lines) this.#tell(`${String(count).padStart(6)}  ${name}`);
    return lost === 0 && twice === 0;
  }
}

interface Said {
  readonly msg: string;
  readonly event?: string;
  readonly attempt?: number;
}

function parsed(line: string): Said | undefined {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === "object" && said !== null && "msg" in said ? (said as Said) : undefined;
  } catch {
    return undefined;
  }
}
