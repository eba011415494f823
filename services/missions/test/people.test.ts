import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

async function asked(bench: Bench, wait: Record<string, unknown>) {
  const { missions, caller, tenant } = bench;
  const mission = await missions.create(caller, { type: "job.requested" });
  const { run } = await bench.run(mission.taskId);
  const question = { kind: "question", question: "How many?", ...wait } as never;
  await missions.waits(caller, run.id, { waits: [{ key: "ask", for: question }], suspend: ["ask"] });
  const { items } = await missions.questions(tenant, { missionId: mission.id, limit: 5 });
  return { mission, question: items[0]?.id ?? "" };
}

onEachStore("questions to people", (store) => {
  it("waits for a typed answer, and takes one", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const { mission, question } = await asked(bench, {
      schema: { type: "integer", minimum: 1 },
      context: { of: "eggs" },
    });
    expect(await missions.question(tenant, question)).toMatchObject({
      status: "waiting",
      context: { of: "eggs" },
      isApproval: false,
    });
    expect(await bench.published("question.asked")).toMatchObject([
      { topic: "notification-events", data: { id: question, question: "How many?" } },
    ]);
    await expect(missions.answer(caller, question, { value: "many" })).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
      errors: [{ pointer: "/value" }],
    });
    const answers = await Promise.allSettled(
      [1, 2, 3].map((value) => missions.answer({ tenant, subject: `p${value}` }, question, { value, comment: "mine" })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CONFLICT" } });
    const { answer } = await missions.question(tenant, question);
    const { items } = await missions.steps(tenant, mission.taskId, { limit: 5 });
    expect(items).toMatchObject([{ status: "succeeded", result: answer }]);
    expect(answer?.by).toBe(`p${answer?.value}`);
    expect((await missions.task(tenant, mission.taskId)).status).toBe("queued");
  });

  it("carries who approved and when", async () => {
    await using bench = await openBench(store());
    const { missions, tenant } = bench;
    const { mission } = await asked(bench, { isApproval: true });
    const boss = { tenant, subject: "boss" };
    const answered = await missions.approve(boss, mission.id, { approved: false, comment: "too dear" });
    expect(answered).toMatchObject({ status: "succeeded", answer: { value: false, comment: "too dear", by: "boss" } });
    const { items } = await missions.steps(tenant, mission.taskId, { limit: 5 });
    expect(items).toMatchObject([{ result: { approved: false, comment: "too dear", by: "boss", at: bench.at(0) } }]);
    await expect(missions.approve(boss, mission.id, { approved: true })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(missions.approve(boss, "none", { approved: true })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says what an approval is not for", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const { mission, question } = await asked(bench, {});
    await expect(missions.approve(caller, mission.id, { approved: true })).rejects.toMatchObject({
      code: "CONFLICT",
      hint: `troupe questions list --mission ${mission.id}`,
    });
    await expect(missions.approve(caller, mission.id, { approved: true, question })).rejects.toMatchObject({
      code: "CONFLICT",
      message: `question ${question} wants an answer, not an approval`,
    });
  });

  it("tells somebody else when nobody answered, and gives up when the time is up", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const { question } = await asked(bench, { escalate: { at: bench.at(1000), to: "boss" }, until: bench.at(2000) });
    await bench.advance(1000);
    expect(await missions.question(tenant, question)).toMatchObject({ escalatedTo: "boss", status: "waiting" });
    expect(await bench.published("question.escalated")).toMatchObject([{ data: { id: question, to: "boss" } }]);
    await bench.advance(1000);
    expect((await missions.question(tenant, question)).status).toBe("timed_out");
    await expect(missions.answer(caller, question, { value: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("withdraws a question when its mission is cancelled", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const { mission, question } = await asked(bench, {});
    await missions.cancel(caller, mission.id);
    expect((await missions.question(tenant, question)).status).toBe("cancelled");
  });
});
