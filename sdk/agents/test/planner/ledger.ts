import { derivedEventId } from "@troupe/bus";
import { type CloudEvent, isFinal, type Mission, type Task, type Transition, TroupeError } from "@troupe/contracts";
import type { MissionsClient } from "../../src/missions/missions-client.js";
import type { TestStack } from "../../src/testing/index.js";

/** Missions without a service: transitions as the contract has them, kept in a map. */
export class Ledger {
  readonly missions = new Map<string, Mission>();
  readonly tasks = new Map<string, Task>();
  readonly transitions: Transition[] = [];
  readonly spent: { id: string; key: string; tokens?: number; cost?: number }[] = [];
  /** Called before a transition is looked at: for what happens meanwhile. */
  interfere: (mission: Mission, transition: Transition) => Promise<void> | void = () => undefined;
  readonly #handled = new Set<string>();
  readonly #stack: TestStack;

  constructor(stack: TestStack) {
    this.#stack = stack;
  }

  get platform(): TestStack["platform"] {
    const tasks = { ...this.#stack.platform.tasks, get: async (id: string) => this.tasks.get(id) };
    return { ...this.#stack.platform, missions: this.client, tasks };
  }

  /** Tells the ends of tasks, as the projector does. */
  async watch(): Promise<void> {
    const sights = this.#stack.client.bus.observe({ topics: ["action-results"], from: "now" });
    await sights.ready;
    void (async () => {
      for await (const sight of sights) if (sight.kind === "event") await this.#answered(sight.event);
    })();
  }

  async #answered({ causationid = "", type, data, missionid }: CloudEvent): Promise<void> {
    const task = this.tasks.get(causationid);
    const mission = this.missions.get(missionid ?? "");
    if (task === undefined || mission === undefined || isFinal(task.status)) return;
    const status = type.endsWith(".failed") ? "failed" : "succeeded";
    const failure = { code: "HANDLER_FAILED", message: String((data as { detail?: string })?.detail) };
    this.tasks.set(task.id, { ...task, status, ...(status === "failed" ? { failure } : { result: data }) } as Task);
    const fact = {
      id: derivedEventId(task.id, "ledger", status),
      type: `task.${status}`,
      topic: "task-events",
      data: {},
    };
    await this.#publish({ ...fact, taskId: task.id } as never, mission);
  }

  async ended(id?: string): Promise<Mission> {
    for (let turn = 0; turn < 2000; turn++) {
      const found = id === undefined ? [...this.missions.values()][0] : this.missions.get(id);
      if (found !== undefined && isFinal(found.status)) return found;
      await this.#stack.advance(100);
    }
    throw new Error(
      `not ended: ${JSON.stringify([...this.missions.values()].map(({ status, state }) => ({ status, state })))}`,
    );
  }

  readonly client = {
    create: async (input) => {
      const goal = input.event as CloudEvent | undefined;
      const id = input.id ?? this.#stack.platform.newId();
      const known = this.missions.get(id);
      if (known !== undefined) return known;
      const mission = {
        id,
        goal: input.goal ?? null,
        type: input.type ?? "mission.requested",
        status: "running",
        phase: null,
        plan: input.plan ?? null,
        state: null,
        planner: null,
        data: input.data ?? null,
        result: null,
        failure: null,
        compensation: null,
        budget: input.budget ?? {},
        spent: { hops: 0, actions: 0, tokens: 0, cost: 0 },
        deadline: null,
        tags: [],
        correlationId: input.correlationId ?? id,
        taskId: goal?.id ?? derivedEventId(id, "ledger", "goal"),
        rev: 1,
        createdBy: "test",
        createdAt: "",
        updatedAt: "",
        endedAt: null,
      } as unknown as Mission;
      this.missions.set(id, mission);
      if (goal === undefined) {
        const {
          type,
          topic = "action-requests",
          data,
        } = { topic: undefined, ...input } as { type: string; topic?: "action-requests"; data: unknown };
        await this.#publish({ id: mission.taskId, type, topic, data }, mission);
      }
      return mission;
    },
    get: async (id) => this.missions.get(id),
    list: async ({ agent, status } = {}) => ({
      items: [...this.missions.values()].filter(
        (mission) =>
          (agent === undefined || mission.planner === agent) &&
          (status === undefined || status.split(",").includes(mission.status)),
      ),
      cursor: null,
    }),
    spend: async (id, spend) => {
      if (!this.spent.some((known) => known.id === id && known.key === spend.key))
        this.spent.push({ id, ...spend } as never);
      return { spent: { hops: 0, actions: 0, tokens: 0, cost: 0 } };
    },
    settleSpend: async (id, key, came) => {
      Object.assign(this.spent.find((known) => known.id === id && known.key === key) ?? {}, came);
      return { spent: { hops: 0, actions: 0, tokens: 0, cost: 0 } };
    },
    transition: async (id, transition) => {
      await this.interfere(this.missions.get(id) as Mission, transition);
      const mission = this.missions.get(id) as Mission;
      const key = `${id}/${transition.handled}`;
      if (this.#handled.has(key)) return { mission, applied: false };
      if (isFinal(mission.status)) throw new TroupeError("MISSION_ENDED", "it has ended");
      if (mission.rev !== transition.ifRev) throw new TroupeError("REV_CONFLICT", `it is at ${mission.rev}`);
      this.#handled.add(key);
      this.transitions.push(transition);
      const { end } = transition;
      const now = {
        ...mission,
        rev: mission.rev + 1,
        planner: transition.planner,
        state: structuredClone(transition.state),
        ...(end === undefined
          ? {}
          : { status: end.as, result: end.result ?? null, failure: end.as === "failed" ? end.failure : null }),
      } as Mission;
      this.missions.set(id, now);
      for (const emitted of transition.emit ?? []) {
        const { id: task, type } = emitted;
        if (emitted.isTask)
          this.tasks.set(task, { id: task, type, status: "running", result: null, failure: null } as Task);
        await this.#publish(emitted as never, mission);
      }
      for (const { key: timer, at } of transition.timers ?? []) {
        const event = {
          id: derivedEventId(id, "timer", `${timer}/${at}`),
          type: "plan.timer.fired",
          topic: "plan-events",
        };
        await this.#publish({ ...event, data: { missionId: id, key: timer }, deliverat: at } as never, mission);
      }
      return { mission: now, applied: true };
    },
  } as Pick<MissionsClient, "create" | "get" | "list" | "spend" | "settleSpend" | "transition"> as MissionsClient;

  async #publish(
    sent: {
      id: string;
      type: string;
      topic: "action-requests";
      data: unknown;
      replyType?: string;
      replyTopic?: "action-results";
      deliverat?: string;
      causationId?: string;
      hops?: number;
      taskId?: string;
    },
    mission: Mission,
  ): Promise<void> {
    const { id, type, topic, data, replyType, replyTopic, deliverat, causationId, hops, taskId } = sent;
    await this.#stack.platform.transport.publish({
      specversion: "1.0",
      id,
      type,
      topic,
      data,
      source: "ledger",
      missionid: mission.id,
      correlationid: mission.correlationId,
      ...(taskId && { taskid: taskId }),
      ...(replyType && { replytype: replyType }),
      ...(replyTopic && { replytopic: replyTopic }),
      ...(deliverat && { deliverat }),
      ...(causationId && { causationid: causationId }),
      ...(hops !== undefined && { hops }),
    });
  }
}
