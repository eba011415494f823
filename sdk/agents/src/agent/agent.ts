import type { Start } from "@troupe/bus";
import { type AgentDefinitionInput, agentDefinitionSchema, type GroupPolicy, TroupeError } from "@troupe/contracts";
import { type AnyEvent, type EventAddress, type EventDefinition, faultsOf } from "../events/definition.js";
import type { Platform } from "../platform.js";
import { defaultPlatform, onTermination } from "../process.js";
import type { HandlerContext } from "./handler-context.js";
import { UNVERSIONED } from "./registrar.js";
import { type Route, Routes } from "./routes.js";
import { Runtime } from "./runtime.js";

/** What an agent is. */
export interface AgentOptions {
  /** Unique in the tenant; also the name of its group. */
  readonly name: string;
  /** Semantic version. Name one for agents that are rolled out: only the newest version defines what its group gets. */
  readonly version?: string;
  readonly description?: string;
  /** What others find it by. */
  readonly capabilities?: readonly string[];
  /** Events it emits, for the registry; a task's replies are known already. */
  readonly produces?: readonly AnyEvent[];
  /** Most events handled at once; 10 by default. */
  readonly concurrency?: number;
  /** Members of one group share the work. The agent's name by default. */
  readonly group?: string;
  /** Every process sees every event that comes while it runs, instead of sharing the work. */
  readonly broadcast?: boolean;
  /** Where a new group starts; now by default. */
  readonly from?: Start;
  /** How failures are tried again, and how long a lease lasts. */
  readonly policy?: Partial<GroupPolicy>;
  /** How long the registry remembers a silent process; 60 by default. */
  readonly ttlSeconds?: number;
  /** How long stopping waits for handlers at work; 30 s by default. */
  readonly drainMs?: number;
}

/** Where an agent runs. */
export interface StartOptions {
  /** The platform of the environment (`TROUPE_URL`, `TROUPE_TOKEN`) or the local stack, unless given. */
  readonly platform?: Platform;
}

/** How long an agent runs: until `signal` is aborted, or the process is told to end. */
export interface RunOptions extends StartOptions {
  readonly signal?: AbortSignal;
}

/** A running agent. */
export interface RunningAgent extends AsyncDisposable {
  /** Id of this process in the registry and in its group. */
  readonly instance: string;
  /** Resolves when it takes events; rejects when it never will. */
  readonly ready: Promise<void>;
  /** Resolves when it has left; rejects with what ended it. */
  readonly stopped: Promise<void>;
  /** Takes no more, lets handlers at work end, and leaves. */
  stop(): Promise<void>;
}

/** How one handler is run. */
export interface HandlerOptions {
  /** Longest it may take, in milliseconds; then its signal is aborted and another attempt follows by the policy; a run of a task is `timed_out`, and with the last of them the task. */
  readonly timeoutMs?: number;
}

/** Handles one event; what it throws decides what becomes of the event. */
export type Handler<Data, Result = unknown> = (task: HandlerContext<Data>) => Result | Promise<Result>;

/** A program that reacts to events. Members of its group share them; each event is handled at least once, its effects once. */
export class Agent {
  readonly name: string;
  protected readonly kind: NonNullable<AgentDefinitionInput["kind"]> = "agent";
  readonly #options: AgentOptions;
  readonly #routes = new Routes();

  /** Throws VALIDATION_FAILED when name, version or capabilities are out of grammar. */
  constructor(options: AgentOptions) {
    const { name, version, description, capabilities } = options;
    const checked = agentDefinitionSchema.safeParse({ name, version, description, capabilities });
    if (!checked.success) {
      throw new TroupeError("VALIDATION_FAILED", `the agent ${String(name)} is not well defined`, {
        errors: faultsOf(checked.error),
      });
    }
    this.name = name;
    this.#options = options;
  }

  /** Handles an event, or every event of one topic that a filter (`order.*`, `order.>`) takes. */
  on<Data>(event: EventDefinition<Data, unknown>, handler: Handler<Data>): this;
  on<Data>(event: EventDefinition<Data, unknown>, options: HandlerOptions, handler: Handler<Data>): this;
  on(event: EventAddress, handler: Handler<unknown>): this;
  on(event: EventAddress, options: HandlerOptions, handler: Handler<unknown>): this;
  on(
    event: AnyEvent | EventAddress,
    optionsOrHandler: HandlerOptions | Handler<never>,
    maybeHandler?: Handler<never>,
  ): this {
    const [options, handle] =
      typeof optionsOrHandler === "function"
        ? [{}, optionsOrHandler]
        : [optionsOrHandler, maybeHandler as Handler<never>];
    return this.handle(event, { ...options, handle });
  }

  /** Starts in this process and returns at once; leaves signals to the program around it. */
  start(options: StartOptions = {}): RunningAgent {
    const platform = options.platform ?? defaultPlatform();
    const instance = platform.newId();
    const runtime = new Runtime(this.#workforce(instance), platform);
    const stopped = runtime.stopped.finally(() => (options.platform === undefined ? platform.close() : undefined));
    stopped.catch(() => undefined);
    const stop = (): Promise<void> => runtime.stop().then(() => stopped);
    return { instance, ready: runtime.ready, stopped, stop, [Symbol.asyncDispose]: stop };
  }

  /**
   * Registers, takes events and handles them until `signal` is aborted or the process gets SIGTERM or SIGINT; then
   * lets handlers at work end, leaves, and resolves. A platform that cannot be reached is waited for. Rejects with
   * what time does not mend: a refused token, an incompatible schema, a group defined otherwise.
   */
  async run({ signal, ...options }: RunOptions = {}): Promise<void> {
    const running = this.start(options);
    const stop = (): void => void running.stop().catch(() => undefined);
    const forget = onTermination(stop);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    try {
      await running.stopped;
    } finally {
      forget();
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Adds a handler; agents of other kinds build theirs on it. */
  protected handle(event: AnyEvent | EventAddress, route: Omit<Route, "type" | "topic" | "event">): this {
    const { type, topic } = event;
    this.#routes.add({ ...route, type, topic, event: event.schema === undefined ? undefined : event });
    return this;
  }

  /** Events a handler of this agent emits of itself, beside those it replies with. */
  protected produced(route: Route): readonly AnyEvent[] {
    return route.replies === undefined ? [] : [route.replies];
  }

  /** What the registry lists it under. */
  protected get capabilities(): readonly string[] {
    return this.#options.capabilities ?? [];
  }

  #workforce(instance: string): ConstructorParameters<typeof Runtime>[0] {
    const { name, version = UNVERSIONED, description = "", produces = [] } = this.#options;
    const { ttlSeconds = 60, group = name, broadcast = false, concurrency = 10, policy = {} } = this.#options;
    const routes = this.#routes.all;
    if (routes.length === 0) throw new TroupeError("VALIDATION_FAILED", `${name} handles no events: give it a handler`);
    const consumed = routes.flatMap(({ event }) => (event === undefined ? [] : [event]));
    const emitted = distinct([...produces, ...routes.flatMap((route) => this.produced(route))]);
    return {
      registrant: {
        definition: {
          name,
          version,
          description,
          kind: this.kind,
          capabilities: [...this.capabilities],
          consumes: routes.map(({ type, topic }) => ({ type, topic })),
          produces: emitted.map(({ type, topic }) => ({ type, topic })),
        },
        eventTypes: distinct([...consumed, ...emitted]),
        instance,
        ttlSeconds,
      },
      routes: this.#routes,
      group,
      broadcast,
      concurrency,
      policy,
      from: this.#options.from,
      drainMs: this.#options.drainMs ?? 30_000,
    };
  }
}

const distinct = (events: readonly AnyEvent[]): AnyEvent[] => [
  ...new Map(events.map((event) => [event.type, event])).values(),
];
