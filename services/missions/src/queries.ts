import type { Graph, Mission, Page, PageQuery, RunQuery, Task } from "@troupe/contracts";
import type { Database } from "./database.js";
import type { Fact } from "./domain/facts.js";
import type { Ends } from "./ends.js";
import type { MissionQueries } from "./missions.js";
import {
  historyOf,
  type MissionRow,
  missionOf,
  type QuestionRow,
  questionOf,
  type RunRow,
  runOf,
  type StepRow,
  stepOf,
  type TaskRow,
  taskOf,
} from "./rows.js";
import { journals, list, type Wanted } from "./store/lists.js";
import { one } from "./store/one.js";

const MAX_NODES = 5000;

/** Status words of a query, separated by commas. */
const words = (text: string | undefined): string[] | undefined =>
  text
    ?.split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** Rejects with NOT_FOUND. */
export const taskById = async (database: Database, tenant: string, id: string): Promise<Task> =>
  taskOf(await one<TaskRow>(database, tenant, "task", id));

/** Rejects with NOT_FOUND. */
export const missionById = async (database: Database, tenant: string, id: string): Promise<Mission> =>
  missionOf(await one<MissionRow>(database, tenant, "mission", id));

export function missionQueries(database: Database, ends: Ends): MissionQueries {
  async function page<Row, T>(tenant: string, wanted: Wanted, mapped: (row: Row) => T): Promise<Page<T>> {
    const { items, cursor } = await list<Row>(database, tenant, wanted);
    return { items: items.map(mapped), cursor };
  }

  const oldest = async (tenant: string, id: string, query: PageQuery) => {
    await one(database, tenant, "mission", id);
    return page<Fact, ReturnType<typeof historyOf>>(
      tenant,
      { table: "history", order: ["seq"], isAscending: true, equal: { mission_id: id }, ...query },
      historyOf,
    );
  };

  return {
    mission(tenant, id, { waitMs = 0 } = {}) {
      const read = () => missionById(database, tenant, id);
      return ends.wait({ tenant, kind: "mission", waitMs }, id, read, read);
    },
    task(tenant, id, { waitMs = 0 } = {}) {
      const read = () => taskById(database, tenant, id);
      return ends.wait({ tenant, kind: "task", waitMs }, id, read, read);
    },
    run: async (tenant, id) => runOf(await one<RunRow>(database, tenant, "run", id)),
    question: async (tenant, id) => questionOf(await one<QuestionRow>(database, tenant, "question", id)),
    history: oldest,

    missions: (tenant, { status, agent, tag, correlationId, type, ...query }) =>
      page<MissionRow, ReturnType<typeof missionOf>>(
        tenant,
        {
          table: "missions",
          order: ["created_at", "id"],
          equal: { type, correlation_id: correlationId },
          status: words(status),
          labels: [...(agent === undefined ? [] : [`agent:${agent}`]), ...(tag === undefined ? [] : [`tag:${tag}`])],
          ...query,
        },
        missionOf,
      ),

    tasks: (tenant, { status, missionId, parentId, correlationId, type, agent, ...query }) =>
      page<TaskRow, ReturnType<typeof taskOf>>(
        tenant,
        {
          table: "tasks",
          order: ["created_at", "id"],
          equal: { mission_id: missionId, parent_id: parentId, correlation_id: correlationId, type, agent },
          status: words(status),
          ...query,
        },
        taskOf,
      ),

    async steps(tenant, task, query) {
      await one(database, tenant, "task", task);
      return page<StepRow, ReturnType<typeof stepOf>>(
        tenant,
        { table: "steps", order: ["seq"], isAscending: true, equal: { task_id: task }, ...query },
        stepOf,
      );
    },

    async journals(tenant, mission, query) {
      await one(database, tenant, "mission", mission);
      const { items, cursor } = await journals<StepRow>(database, tenant, mission, query);
      return { items: items.map(stepOf), cursor };
    },

    runs: (tenant, { status, missionId, taskId, agent, ...query }: RunQuery) =>
      page<RunRow, ReturnType<typeof runOf>>(
        tenant,
        {
          table: "runs",
          order: ["started_at", "id"],
          equal: { mission_id: missionId, task_id: taskId, agent },
          status: words(status),
          ...query,
        },
        runOf,
      ),

    questions: (tenant, { status, missionId, ...query }) =>
      page<QuestionRow, ReturnType<typeof questionOf>>(
        tenant,
        {
          table: "questions",
          order: ["asked_at", "id"],
          equal: { mission_id: missionId },
          status: words(status),
          ...query,
        },
        questionOf,
      ),

    async graph(tenant, id): Promise<Graph> {
      await one(database, tenant, "mission", id);
      const sql = `select id, type, topic, source, missions.iso(at) as at, causation_id as "causationId",
        task_id as "taskId", hops from missions.events where tenant_id = $1 and mission_id = $2 order by at, hops, id limit $3`;
      const nodes = await database.rows<Graph["nodes"][number]>(tenant, sql, [tenant, id, MAX_NODES + 1]);
      return { nodes: nodes.slice(0, MAX_NODES), truncated: nodes.length > MAX_NODES };
    },
  };
}
