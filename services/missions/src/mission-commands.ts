import { derivedEventId } from "@troupe/bus";
import {
  type CloudEvent,
  cloudEventSchema,
  createMissionSchema,
  type Mission,
  patchMissionSchema,
  replayMissionSchema,
  type SpendAnswer,
  settleSpendSchema,
  spendSchema,
  type Transition,
  TroupeError,
  transitionSchema,
} from "@troupe/contracts";
import { parseWith } from "@troupe/service";
import type { z } from "zod";
import { bounded } from "./database.js";
import { goalEvent, ownEvent } from "./domain/requests.js";
import type { CommandContext } from "./engine.js";
import type { Caller, MissionCommands } from "./missions.js";
import { missionById } from "./queries.js";
import { type MissionRow, missionOf } from "./rows.js";
import { one } from "./store/one.js";

type ReadMission = z.output<typeof createMissionSchema>;

interface Answer {
  readonly mission: MissionRow;
}

/** When a mission's own times are over. */
function dueOf(nowMs: number, { deadline, budget }: Pick<ReadMission, "deadline" | "budget">): number {
  const wall = budget.wallMs === undefined ? Number.POSITIVE_INFINITY : nowMs + budget.wallMs;
  return Math.min(wall, deadline === undefined ? Number.POSITIVE_INFINITY : Date.parse(deadline));
}

export function missionCommands(context: CommandContext): MissionCommands {
  const { database, clock, ids, ends, conforms, know, command, due } = context;

  /** A mission as a call left it. */
  async function left(tenant: string, row: MissionRow): Promise<Mission> {
    const mission = missionOf(row);
    await ends.ended(tenant, "mission", mission);
    return mission;
  }

  const steer =
    (what: "cancel" | "pause" | "resume") =>
    async (caller: Caller, id: string, reason?: string): Promise<Mission> => {
      const body = JSON.stringify(reason === undefined ? {} : { reason });
      const { mission } = await command<Answer>("steer_mission", caller, id, what, body);
      return left(caller.tenant, mission);
    };

  async function create(caller: Caller, parsed: ReadMission, more: object = {}): Promise<Mission> {
    const { tenant, subject } = caller;
    const id = parsed.id ?? ids();
    const nowMs = clock.now();
    const adopted = parsed.event === undefined ? undefined : adopt(tenant, parsed.event);
    const asking = { tenant, subject, id: derivedEventId(id, "missions", "goal"), nowMs };
    const { data, ...rest } = parsed;
    const event = adopted ?? goalEvent(asking, { ...parsed, id });
    const told = adopted === undefined ? rest : { ...rest, type: event.type, topic: event.topic };
    if (adopted === undefined) await conforms(tenant, event, JSON.stringify(event.data ?? null).length);
    await know(tenant);
    const body = bounded({ ...told, ...(event.data === undefined ? {} : { data: data ?? event.data }), id, ...more });
    const goal = JSON.stringify({ ...event, missionid: id });
    const { mission } = await command<Answer>("create_mission", caller, body, goal);
    due(dueOf(nowMs, parsed));
    return missionOf(mission);
  }

  /** Throws NOT_FOUND when that task is not one of that mission. */
  async function knownTask(tenant: string, mission: string, task: string): Promise<void> {
    const sql = "select 1 from missions.tasks where tenant_id = $1 and id = $2 and mission_id = $3";
    const [found] = await database.rows(tenant, sql, [tenant, task, mission]);
    if (found !== undefined) return;
    throw new TroupeError("NOT_FOUND", `mission ${mission} has no task ${task}`, {
      hint: `troupe tasks list --mission ${mission}`,
    });
  }

  /** Throws NOT_FOUND when no task of that mission by that id has journaled a step by that key. */
  async function known(tenant: string, mission: string, task: string, key: string): Promise<void> {
    const sql =
      "select 1 from missions.steps where tenant_id = $1 and task_id = $2 and key = $3 and mission_id = $4 limit 1";
    const [step] = await database.rows(tenant, sql, [tenant, task, key, mission]);
    if (step !== undefined) return;
    throw new TroupeError("NOT_FOUND", `task ${task} of mission ${mission} has no step ${key}`, {
      hint: `troupe missions show ${mission}`,
    });
  }

  return {
    async create(caller, input, { waitMs = 0 } = {}) {
      const parsed = parseWith(createMissionSchema, input);
      const id = parsed.id ?? ids();
      const awaited = { tenant: caller.tenant, kind: "mission", waitMs } as const;
      const read = () => missionById(database, caller.tenant, id);
      return ends.wait(awaited, id, () => create(caller, { ...parsed, id }), read);
    },

    async patch(caller, id, input) {
      const parsed = parseWith(patchMissionSchema, input);
      const { mission } = await command<Answer>("patch_mission", caller, id, bounded(parsed));
      due(clock.now());
      return missionOf(mission);
    },

    cancel: steer("cancel"),
    pause: steer("pause"),
    resume: steer("resume"),

    async transition(caller, id, input) {
      const parsed = parseWith(transitionSchema, input);
      const { emit, ...told } = parsed;
      bounded(told);
      for (const [at, event] of emit.entries()) {
        await conforms(caller.tenant, event, bounded(event).length, `/emit/${at}`);
      }
      const answer = await command<Answer & { applied: boolean }>("transition", caller, id, JSON.stringify(parsed));
      due(firstTimer(parsed.timers));
      return { mission: await left(caller.tenant, answer.mission), applied: answer.applied };
    },

    async spend(caller, id, input) {
      const answer = await command<SpendAnswer>("spend", caller, id, JSON.stringify(parseWith(spendSchema, input)));
      return { spent: answer.spent };
    },

    async settleSpend(caller, id, key, input) {
      const body = JSON.stringify(parseWith(settleSpendSchema, input));
      const answer = await command<SpendAnswer>("settle_spend", caller, id, key, body);
      return { spent: answer.spent };
    },

    async replay(caller, id, input) {
      const asked = parseWith(replayMissionSchema, input);
      const old = await one<MissionRow>(database, caller.tenant, "mission", id);
      if (asked.id === id) throw new TroupeError("CONFLICT", `mission ${id} cannot be a replay of itself`);
      const task = asked.task ?? old.task_id;
      if (asked.task !== undefined) await knownTask(caller.tenant, id, task);
      if (asked.from !== undefined) await known(caller.tenant, id, task, asked.from);
      const isNewGoal = asked.from === undefined && asked.data !== undefined;
      const data = isNewGoal ? asked.data : old.data;
      const replay = {
        mission: id,
        task,
        ...(isNewGoal ? {} : { goal: old.task_id }),
        ...(asked.from === undefined ? {} : { from: asked.from }),
        ...(asked.from === undefined || asked.data === undefined ? {} : { data: asked.data }),
      };
      const again = parseWith(createMissionSchema, {
        ...(asked.id === undefined ? {} : { id: asked.id }),
        ...(old.goal === null ? {} : { goal: old.goal }),
        ...(old.plan === null ? {} : { plan: old.plan }),
        ...(data === null ? {} : { data }),
        type: old.type,
        topic: old.topic,
        budget: old.budget,
        tags: asked.tags ?? old.tags,
      });
      return create(caller, again, { replay });
    },
  };
}

const adopt = (tenant: string, event: unknown): CloudEvent =>
  ownEvent(tenant, parseWith(cloudEventSchema, event, "/event"));

const firstTimer = (timers: Transition["timers"]): number =>
  Math.min(...(timers ?? []).map(({ at }) => Date.parse(at)), Number.POSITIVE_INFINITY);
