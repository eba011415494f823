import { defineEvent, TerminalError, Worker } from "@troupe/sdk";
import { expectMission, scriptedLlm, testStack } from "@troupe/sdk/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const event = <S extends z.ZodType>(type: string, schema: S) =>
  defineEvent({
    type,
    topic: type.endsWith("requested")
      ? "action-requests"
      : type.endsWith("completed")
        ? "action-results"
        : "business-facts",
    description: type,
    schema,
  });

const trip = event("trip.requested", z.object({ to: z.string(), nights: z.int().default(1) }));
const booked = event("trip.completed", z.object({ price: z.number(), by: z.string().optional() }));
const hotel = event("hotel.requested", z.object({ city: z.string() }));
const hotelDone = event("hotel.completed", z.object({ price: z.number() }));
const cancelHotel = event("hotel.undo.requested", z.object({ city: z.string() }));
const undone = event("hotel.undo.completed", z.object({ city: z.string() }));
const paid = event("trip.paid", z.object({ to: z.string() }));

const hotels = (log: string[] = []) =>
  new Worker({ name: "hotels" })
    .onTask(hotel, { replies: hotelDone, undo: ({ city }) => [cancelHotel, { city }] }, ({ data }) => {
      if (data.city === "nowhere") throw new TerminalError("no such city");
      log.push(`booked ${data.city}`);
      return { price: data.city.length };
    })
    .onTask(cancelHotel, { replies: undone }, ({ data }) => {
      log.push(`undid ${data.city}`);
      return data;
    });

describe("missions in a test stack", () => {
  it("undoes what was still being done when its mission was cancelled", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let begun: () => void = () => undefined;
    const isUnderWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await stack.run(hotels(log));
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const book = async () => {
          begun();
          await arrived;
          log.push("booked by hand");
        };
        await task.step("book", book, { undo: [cancelHotel, { city: "Rome" }] });
        log.push("went on");
        return { price: 1 };
      }),
    );
    const { missions } = stack.client;
    const { id } = await missions.create(trip, { to: "Rome" });
    await isUnderWay;
    await missions.cancel(id);
    await stack.advance(1000);
    arrive();
    await expectMission(stack, id).toBeCancelled();
    await stack.advance(1000);
    expect(log).toEqual(["booked by hand", "undid Rome"]);
    expect(await missions.get(id)).toMatchObject({ status: "cancelled", compensation: { undone: ["book"] } });
  });

  it("lists what was done and nobody can say how to undo, with the cause, and undoes the rest", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    await stack.run(hotels(log));
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        await task.step("train", () => "t1", { undo: [cancelHotel, { city: "train" }] });
        const when = () => new Date(0) as unknown;
        await task.step("ferry", when, { undo: [cancelHotel, { city: "ferry" }] }).catch(() => undefined);
        await task.step("taxi", () => 7, { undo: (city) => [cancelHotel, { city: city as never }] });
        return { price: 1 };
      }),
    );
    const { id } = await stack.client.missions.create(trip, { to: "Rome" });
    const { compensation } = await expectMission(stack, id).toFailWith(/step taxi was done, and what undoes it/);
    expect(log).toEqual(["undid ferry", "undid train"]);
    expect(compensation?.undone).toEqual(["ferry", "train"]);
    expect(compensation?.notUndone).toMatchObject([
      { name: "taxi", failure: { code: "UNDO_UNSAID", cause: { code: "SCHEMA_MISMATCH" } } },
    ]);
  });

  it("lists what was done late and cannot be undone", async () => {
    await using stack = await testStack({ missions: true });
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let begun: () => void = () => undefined;
    const isUnderWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const book = async () => {
          begun();
          await arrived;
        };
        const undo = (): never => {
          throw new Error("no number");
        };
        await task.step("book", book, { undo });
        return { price: 1 };
      }),
    );
    const { missions } = stack.client;
    const { id } = await missions.create(trip, { to: "Rome" });
    await isUnderWay;
    await missions.cancel(id);
    await stack.advance(1000);
    arrive();
    await stack.advance(1000);
    expect((await missions.get(id))?.compensation).toMatchObject({
      undone: [],
      notUndone: [{ name: "book", failure: { message: expect.stringContaining("no number") } }],
    });
  });

  it("has no answer that JSON would change in silence", async () => {
    await using stack = await testStack({ missions: true });
    const any = event("any.requested", z.object({ of: z.string() }));
    const given = event("any.completed", z.unknown());
    const values: Record<string, unknown> = {
      map: { at: [new Map([[1, 2]])] },
      bigint: 1n,
      nan: { n: Number.NaN },
      hole: [undefined],
      well: { nothing: undefined, list: [1, null] },
    };
    const worker = new Worker({ name: "any" }).onTask(any, { replies: given }, ({ data }) => values[data.of]);
    await stack.run(worker);
    const ended = async (of: string) => expectMission(stack, await stack.client.missions.create(any, { of }));
    const refusal = "the data of any.completed cannot be sent: /data";
    for (const [of, what] of [
      ["map", "/at/0 Map"],
      ["bigint", " bigint"],
      ["nan", "/n NaN"],
      ["hole", "/0 undefined"],
    ] as const) {
      const { failure } = await (await ended(of)).toFailWith({ code: "SCHEMA_MISMATCH" });
      expect(failure?.message).toContain(`${refusal}${what} is not JSON`);
    }
    expect((await (await ended("well")).toSucceedWith({ list: [1, null] })).result).toEqual({ list: [1, null] });
    const when = stack.client.missions.create({ type: any.type, topic: any.topic }, { at: new Date(0) });
    await expect(when).rejects.toMatchObject({ code: "SCHEMA_MISMATCH", errors: [{ pointer: "/data/at" }] });
  });

  it("asks for no tasks at all only where none have to succeed", async () => {
    await using stack = await testStack({ missions: true });
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const none = [await task.delegateParallel([]), await task.delegateParallel([], { join: "settled" })];
        if (task.data.to === "Rome") await task.delegateParallel([], { join: "any" });
        return { price: none.flat().length };
      }),
    );
    const { missions } = stack.client;
    await expectMission(stack, await missions.create(trip, { to: "Bern" })).toSucceedWith({ price: 0 });
    const never = "a join that wants 1 of no tasks is never met";
    await expectMission(stack, await missions.create(trip, { to: "Rome" })).toFailWith(never);
  });

  it("does not do again what was still being done when the handler failed", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const slow = async () => {
          for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
          log.push("booked");
        };
        const flaky = () => {
          log.push("asked");
          if (log.filter((line) => line === "asked").length < 2) throw new Error("nobody there");
        };
        await Promise.all([task.step("book", slow), task.step("ask", flaky)]);
        return { price: 1 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" });
    await expectMission(stack, mission).toSucceedWith({ price: 1 });
    expect(log.sort()).toEqual(["asked", "asked", "booked"]);
  });

  it("carries a goal through steps, waits, sub-tasks and a person to its end", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    await stack.run(hotels(log));
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const plan = await task.step("plan", () => {
          log.push("planned");
          return { legs: [task.data.to, "home"] };
        });
        await task.progress({ percent: 10, message: "planned" });
        const prices = await task.delegateParallel(
          plan.legs.map((city) => ({ event: hotel, data: { city }, replies: hotelDone })),
        );
        await task.sleep(3_600_000);
        const { data } = await task.waitFor(paid, { match: { to: task.data.to }, timeoutMs: 86_400_000 });
        const { approved, by } = await task.approve({ question: `Go to ${data.to}?` });
        if (!approved) throw new TerminalError("refused");
        return { price: prices.reduce((sum, { price }) => sum + price, 0), by };
      }),
    );
    const { missions, questions, bus } = stack.client;
    const mission = await missions.create(trip, { to: "Rome" }, { goal: "a trip", tags: ["spring"] });
    expect(mission).toMatchObject({ status: "queued", goal: "a trip", tags: ["spring"] });
    await bus.publish(paid, { to: "Rome" });
    await stack.advance(3_500_000);
    expect(await missions.get(mission.id)).toMatchObject({ status: "running" });
    expect(await stack.client.tasks.get(mission.taskId)).toMatchObject({
      status: "waiting",
      progress: { percent: 10, message: "planned" },
    });
    expect(log).toEqual(["planned", "booked Rome", "booked home"]);
    await stack.advance(200_000);
    const open = await questions.list({ missionId: mission.id });
    expect(open.items).toMatchObject([{ question: "Go to Rome?", isApproval: true, status: "waiting" }]);
    await questions.approve(mission.id, { approved: true, comment: "enjoy" });
    await expectMission(stack, mission).toSucceedWith({ price: 8, by: "test" });
    expect(log).toEqual(["planned", "booked Rome", "booked home"]);
    const answers = stack.events.filter(({ type }) => type === booked.type);
    expect(answers).toMatchObject([{ missionid: mission.id, causationid: mission.taskId, data: { price: 8 } }]);
  });

  it("takes a goal by name alone, with its data and all else that is said of it", async () => {
    await using stack = await testStack({ missions: true });
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, ({ data }) => ({
        price: data.to.length,
        by: "me",
      })),
    );
    const { missions } = stack.client;
    const goal = { type: trip.type, topic: trip.topic };
    const mission = await missions.create(goal, { to: "Rome" }, { tags: ["spring"] });
    expect(mission).toMatchObject({ type: trip.type, data: { to: "Rome" }, tags: ["spring"] });
    await expectMission(stack, mission).toSucceedWith({ price: 4 });
    expect(await missions.create({ ...goal, data: { to: "Milan" }, goal: "a trip" })).toMatchObject({
      data: { to: "Milan" },
      goal: "a trip",
    });
  });

  it("times a run out whose handler takes too long, and with the last of them its task", async () => {
    await using stack = await testStack({ missions: true });
    const worker = new Worker({ name: "travel", policy: { maxAttempts: 2, backoffMs: [10] } });
    await stack.run(worker.onTask(trip, { replies: booked, timeoutMs: 500 }, () => new Promise(() => undefined)));
    const { missions, tasks } = stack.client;
    const mission = await missions.create(trip, { to: "Rome" });
    await stack.advance(600);
    expect(await tasks.get(mission.taskId)).toMatchObject({ runs: 2, status: "running" });
    await stack.advance(600);
    const ended = await expectMission(stack, mission).toTimeOut();
    expect(ended.failure).toMatchObject({ code: "TIMED_OUT" });
    expect(await tasks.get(mission.taskId)).toMatchObject({
      status: "timed_out",
      failure: { code: "TIMED_OUT", message: "the handler took longer than 500 ms" },
    });
    const history = await stack.client.records.history(mission.id);
    const runs = history.items.filter(({ type }) => type === "task.run.ended");
    expect(runs).toMatchObject([{ data: { status: "timed_out" } }]);
  });

  it("undoes what was done when it fails, and says why down to the first cause", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    await stack.run(hotels(log));
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        await task.delegate(hotel, { city: "Rome" }, { replies: hotelDone });
        await task.delegate(hotel, { city: task.data.to }, { replies: hotelDone });
        return { price: 0 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "nowhere" });
    const end = await expectMission(stack, mission).toFailWith("no such city");
    expect(log).toEqual(["booked Rome", "undid Rome"]);
    expect(end.compensation).toEqual({ undone: ["hotel.requested"], notUndone: [] });
  });

  it("tells a failure whatever its text holds, and however long it is", async () => {
    await using stack = await testStack({ missions: true });
    let message = "";
    const worker = new Worker({ name: "odd" }).onTask(hotel, { replies: hotelDone }, async (task) => {
      if (task.data.city === "step") await task.step("odd", () => Promise.reject(new TerminalError(message)));
      throw new TerminalError(message);
    });
    await stack.run(worker);
    const told = { "a\0b \ud800": "a\ufffdb \ufffd", [`${"x".repeat(2047)}\u{1f600}`]: `${"x".repeat(2047)}\ufffd` };
    for (const [said, heard] of Object.entries({ ...told, ["y".repeat(700_000)]: "y".repeat(2048) })) {
      message = said;
      for (const city of ["handler", "step"]) {
        const mission = await stack.client.missions.create(hotel, { city });
        const { failure } = await expectMission(stack, mission).toFailWith({ code: "HANDLER_FAILED" });
        expect(failure?.message.replace(/^odd: /, "")).toBe(
          heard.slice(0, failure?.message.startsWith("odd") ? 2043 : 2048),
        );
      }
    }
  });

  it.each([
    [Number.NaN, "nothing can wait until"],
    [Number.POSITIVE_INFINITY, "nothing can wait until"],
    [1e15, "nothing can wait until"],
    ["5" as never, "a time to wait is milliseconds or a Date, and no string"],
  ])("does not sleep %s ms, nor try to again", async (ms: number, why) => {
    await using stack = await testStack({ missions: true });
    let runs = 0;
    await stack.run(
      new Worker({ name: "odd" }).onTask(hotel, { replies: hotelDone }, async (task) => {
        runs += 1;
        await task.sleep(ms);
        return { price: 0 };
      }),
    );
    const mission = await stack.client.missions.create(hotel, { city: "Rome" });
    await expectMission(stack, mission).toFailWith(why);
    expect(runs).toBe(1);
  });

  it("reaches a running handler when it is cancelled", async () => {
    await using stack = await testStack({ missions: true });
    const reasons: unknown[] = [];
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        await task.step("long", (signal) => {
          signal.addEventListener("abort", () => reasons.push(signal.reason.reason));
          return new Promise<null>(() => undefined);
        });
        return { price: 0 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" });
    await stack.advance(100);
    expect(await stack.client.missions.get(mission.id)).toMatchObject({ status: "running" });
    const from = stack.clock.now();
    await stack.client.missions.cancel(mission.id, "changed my mind");
    await stack.advance(0);
    expect(reasons).toEqual(["cancelled"]);
    expect(stack.clock.now()).toBe(from);
    await expectMission(stack, mission).toBeCancelled();
  });

  it("sends what is for later with the journal entry, once, however often the handler runs", async () => {
    await using stack = await testStack({ missions: true });
    let runs = 0;
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        runs += 1;
        const deliverAt = new Date(Date.parse(task.event.time) + 3_600_000).toISOString();
        await task.context.bus.publish(paid, { to: task.data.to }, { deliverAt, subject: "trip/1" });
        if (runs === 1) throw new Error("not yet");
        return { price: 1 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" });
    await expectMission(stack, mission).toSucceedWith({ price: 1 });
    expect(runs).toBe(2);
    const told = () => stack.events.filter(({ type }) => type === paid.type);
    expect(told()).toEqual([]);
    await stack.advance(3_600_000);
    expect(told()).toMatchObject([{ subject: "trip/1", missionid: mission.id }]);
    const { journal } = { journal: await stack.client.records.steps(mission.taskId) };
    expect(journal.map(({ kind }) => kind)).toEqual(["publish"]);
  });

  it("sends what is said of another task or correlation with the journal entry, too", async () => {
    await using stack = await testStack({ missions: true });
    let runs = 0;
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        runs += 1;
        const said = { taskId: "another", correlationId: "elsewhere" };
        const receipt = await task.context.bus.publish(paid, { to: task.data.to }, said);
        expect(receipt.sequence).toBe(0);
        if (runs === 1) throw new Error("not yet");
        return { price: 1 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" });
    await expectMission(stack, mission).toSucceedWith({ price: 1 });
    const told = stack.events.filter(({ type }) => type === paid.type);
    expect(told).toMatchObject([{ taskid: "another", correlationid: "elsewhere", missionid: mission.id }]);
  });

  it("answers the call that asks for a task with its end; a handler that journals nothing has no run", async () => {
    await using stack = await testStack({ missions: true });
    let attempts = 0;
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, () => {
        attempts += 1;
        if (attempts === 1) throw new Error("not yet");
        return { price: 3 };
      }),
    );
    const asked = stack.client.tasks.create({ type: trip.type, data: { to: "Rome" } }, { waitMs: 20_000 });
    await stack.advance(10_000);
    const task = await asked;
    expect(task).toMatchObject({ status: "succeeded", result: { price: 3 }, agent: "travel", runs: 0 });
    expect(await stack.client.tasks.get(task.id, { waitMs: 1000 })).toEqual(task);
    const answers = stack.events.filter(({ type }) => type === booked.type);
    expect(answers).toMatchObject([{ causationid: task.id, data: { price: 3 } }]);
  });

  it("ends alike under dropped, repeated, delayed and reordered deliveries", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const faults = { drop: 0.1, repeat: 0.2, delay: 0.2, reorder: 0.2 };
      await using stack = await testStack({ missions: true, seed, faults });
      const log: string[] = [];
      const travel = () =>
        new Worker({ name: "travel", policy: { maxAttempts: 50 } }).onTask(trip, { replies: booked }, async (task) => {
          const cities = await task.step("cities", () => ["a", "bb", "ccc", "dddd"]);
          const prices = await task.delegateParallel(
            cities.map((city) => ({ event: hotel, data: { city }, replies: hotelDone })),
          );
          await task.context.bus.publish(paid, { to: task.data.to });
          await task.waitFor(paid, { match: { to: task.data.to }, inMission: true });
          return { price: prices.reduce((sum, { price }) => sum + price, 0) };
        });
      await stack.run(hotels(log));
      await stack.run(travel());
      await stack.run(travel());
      const mission = await stack.client.missions.create(trip, { to: "Rome" });
      await expectMission(stack, mission).toSucceedWith({ price: 10 });
      expect(stack.events.filter(({ type }) => type === paid.type)).toHaveLength(1);
      expect(stack.events.filter(({ type }) => type === booked.type)).toHaveLength(1);
    }
  });

  it("runs a failed task again from its journal, or afresh", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    let isUp = false;
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const noted = (name: string, act: () => void = () => undefined) =>
          task.step(name, () => {
            log.push(name);
            act();
          });
        await noted("one");
        await noted("maybe", () => {
          if (!isUp) throw new TerminalError("closed");
        }).catch(() => undefined);
        await task.sleep(10);
        await noted("two");
        await noted("last", () => {
          if (!isUp) throw new TerminalError("down");
        });
        return { price: 1 };
      }),
    );
    const mine = await stack.client.tasks.create({ type: trip.type, data: { to: "Rome" } });
    await stack.advance(1000);
    expect(await stack.client.tasks.get(mine.id)).toMatchObject({
      status: "failed",
      failure: { message: "last: down" },
    });
    expect(log).toEqual(["one", "maybe", "two", "last"]);
    isUp = true;
    await stack.client.tasks.retry(mine.id);
    await stack.advance(20_000);
    expect(log.splice(4)).toEqual(["maybe", "last"]);
    expect(await stack.client.tasks.get(mine.id)).toMatchObject({ status: "succeeded", result: { price: 1 } });
  });

  it("is replayed: recorded results up to the point of change, everything anew after it", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    await stack.run(
      new Worker({ name: "hotels" }).onTask(hotel, { replies: hotelDone }, async (task) => ({
        price: await task.step("price", () => log.push(`asked ${task.data.city}`)),
      })),
    );
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const city = await task.llm("choose", () => {
          log.push("model");
          return "Rome";
        });
        await task.context.bus.publish(paid, { to: city });
        const { price } = await task.delegate(hotel, { city }, { replies: hotelDone });
        const factor = await task.llm("factor", () => {
          log.push("model again");
          return log.length;
        });
        return { price: price * factor };
      }),
    );
    const first = await stack.client.missions.create(trip, { to: "Rome" });
    await expectMission(stack, first).toSucceedWith({ price: 6 });
    expect(log.splice(0)).toEqual(["model", "asked Rome", "model again"]);

    const same = await stack.client.records.replay(first.id);
    await expectMission(stack, same).toSucceedWith({ price: 6 });
    expect(log.splice(0)).toEqual([]);
    expect(stack.events.filter(({ type }) => type === paid.type)).toHaveLength(2);

    const other = await stack.client.records.replay(first.id, { from: "choose", data: "Paris" });
    await stack.advance(100);
    const changed = await stack.client.missions.get(other.id);
    expect(changed).toMatchObject({ status: "succeeded" });
    expect(log).toEqual(["asked Paris", "model again"]);
  });

  it("is held and let go: what ran begins again from its journal", async () => {
    await using stack = await testStack({ missions: true });
    const log: string[] = [];
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        await task.step("first", () => void log.push("first"));
        await task.step("long", (signal) => {
          log.push("long");
          if (log.length > 2) return null;
          return new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null)));
        });
        return { price: 1 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" });
    await stack.advance(10);
    expect(await stack.client.missions.pause(mission.id)).toMatchObject({ phase: "paused" });
    await stack.advance(60_000);
    expect(await stack.client.missions.get(mission.id)).toMatchObject({ phase: "paused", status: "running" });
    await stack.client.missions.resume(mission.id);
    await expectMission(stack, mission).toSucceedWith({ price: 1 });
    expect(log).toEqual(["first", "long", "long"]);
  });

  it("tells who waits for its end, and who waits too long", async () => {
    await using stack = await testStack({ missions: true });
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        await task.sleep(5000);
        return { price: 7 };
      }),
    );
    const { missions } = stack.client;
    const mission = await missions.create(trip, { to: "Rome" });
    const inTime = missions.end(mission.id, { timeoutMs: 60_000 });
    const late = missions.end(mission.id, { timeoutMs: 1000 }).catch((error: unknown) => error);
    const leaving = new AbortController();
    const left = missions.end(mission.id, { signal: leaving.signal }).catch((error: unknown) => error);
    leaving.abort("left");
    expect(await left).toBe("left");
    await stack.advance(10_000);
    expect(await inTime).toMatchObject({ status: "succeeded", result: { price: 7 } });
    expect(await late).toMatchObject({ code: "REQUEST_TIMEOUT" });
    expect(await missions.end(mission.id)).toMatchObject({ status: "succeeded" });
    await expect(missions.end("none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("waits for an event or a time, whichever is first, also while a step goes on", async () => {
    await using stack = await testStack({ missions: true });
    let open: (value: null) => void = () => undefined;
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        const won = await Promise.race([
          task.sleep(30_000).then(() => "time"),
          task
            .step(
              "slow",
              () =>
                new Promise<null>((resolve) => {
                  open = resolve;
                }),
            )
            .then(() => "step"),
        ]);
        return { price: won === "time" ? 1 : 2 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" });
    await expectMission(stack, mission).toSucceedWith({ price: 1 });
    open(null);
  });

  it("fails with the first request that does not fit the script, however often it is tried again", async () => {
    await using stack = await testStack({ missions: true });
    const llm = scriptedLlm([{ asked: "Rome", answers: "x" }, { answers: "y" }]);
    await stack.run(
      new Worker({ name: "hotels" }).onTask(hotel, { replies: hotelDone }, async (task) => {
        await task.llm("ask", () =>
          llm.chat.completions.create({ messages: [{ role: "user", content: task.data.city }] }),
        );
        return { price: 1 };
      }),
    );
    const misfit = 'request 1 does not ask what the script says\nasked:  "Oslo"\nscript: "Rome"';
    const mission = await stack.client.missions.create(hotel, { city: "Oslo" });
    await expectMission(stack, mission).toFailWith(misfit);
    expect(llm.requests.length).toBeGreaterThan(1);
    expect(() => llm.done()).toThrow(misfit);
    const unread = scriptedLlm([{ asked: /Rome/, offers: ["book"], answers: "x" }]);
    expect(() => unread.done()).toThrow("1 of 1 turns were never asked for");
    const asked = { messages: [{ role: "user", content: "to Rome" }] };
    await expect(unread.chat.completions.create(asked)).rejects.toThrow("request 1 does not offer book");
    const one = scriptedLlm([{ answers: "x" }]);
    await one.chat.completions.create(asked);
    one.done();
    await expect(one.chat.completions.create(asked)).rejects.toThrow("request 2 is not in the script of 1");
    expect(() => one.done()).toThrow("request 2");
  });

  it("stops before a language model is asked that its budget does not allow", async () => {
    await using stack = await testStack({ missions: true });
    const asked: string[] = [];
    await stack.run(
      new Worker({ name: "travel" }).onTask(trip, { replies: booked }, async (task) => {
        for (const name of ["one", "two", "three"]) {
          await task.llm(
            name,
            () => {
              asked.push(name);
              return { usage: { total_tokens: 60 } };
            },
            { reserve: { tokens: 50 } },
          );
        }
        return { price: 0 };
      }),
    );
    const mission = await stack.client.missions.create(trip, { to: "Rome" }, { budget: { tokens: 130 } });
    const end = await expectMission(stack, mission).toFailWith({ code: "BUDGET_EXCEEDED" });
    expect(asked).toEqual(["one", "two"]);
    expect(end.spent.tokens).toBe(120);
  });

  it("ends a circle of agents, and a batch that its budget does not allow as a whole", async () => {
    await using stack = await testStack({ missions: true });
    await stack.run(
      new Worker({ name: "left" }).onTask(trip, { replies: booked }, async (task) => {
        await task.delegate(hotel, { city: task.data.to }, { replies: hotelDone });
        return { price: 0 };
      }),
    );
    await stack.run(
      new Worker({ name: "right" }).onTask(hotel, { replies: hotelDone }, async (task) => {
        if (task.data.city === "round") await task.delegate(trip, { to: task.data.city }, { replies: booked });
        return { price: 1 };
      }),
    );
    const { missions } = stack.client;
    const circle = await missions.create(trip, { to: "round" }, { budget: { repeats: 3 } });
    await expectMission(stack, circle).toFailWith({ code: "BUDGET_EXCEEDED" });
    const deep = await missions.create(trip, { to: "round" }, { budget: { hops: 5 } });
    await expectMission(stack, deep).toFailWith({ code: "BUDGET_EXCEEDED" });
    const straight = await missions.create(trip, { to: "straight" }, { budget: { repeats: 3, hops: 5 } });
    await expectMission(stack, straight).toSucceedWith({ price: 0 });
  });

  it("times out a wait that never comes, a task that takes too long, and a mission past its deadline", async () => {
    await using stack = await testStack({ missions: true });
    await stack.run(
      new Worker({ name: "travel" })
        .onTask(trip, { replies: booked }, async (task) => {
          const waited = await task.waitFor(paid, { timeoutMs: 1000 }).then(
            () => "came",
            (error: Error) => error.name,
          );
          if (waited !== "WaitTimeoutError") return { price: 0 };
          const late = await task
            .delegate(hotel, { city: "x" }, { timeoutMs: 2000 })
            .catch((error: Error) => error.name);
          if (task.data.nights === 2) await task.waitFor(paid);
          return { price: 1, by: String(late) };
        })
        .onTask(cancelHotel, { replies: undone, taskTimeoutMs: 5000 }, async (task) => {
          await task.sleep(60_000);
          return task.data;
        }),
    );
    const { missions, tasks } = stack.client;
    const mission = await missions.create(trip, { to: "Rome" });
    await expectMission(stack, mission).toSucceedWith({ price: 1, by: "WaitTimeoutError" });
    const slow = await tasks.create({ type: cancelHotel.type, data: { city: "x" } });
    await stack.advance(6000);
    expect(await tasks.get(slow.id)).toMatchObject({ status: "timed_out" });
    const deadline = new Date(stack.clock.now() + 10_000).toISOString();
    const never = await missions.create(trip, { to: "Rome", nights: 2 }, { deadline });
    await expectMission(stack, never).toTimeOut();
    const past = new Date(stack.clock.now() - 10_000).toISOString();
    await expectMission(stack, await missions.create(trip, { to: "Oslo" }, { deadline: past }), {
      withinMs: 0,
    }).toTimeOut();
  });
});
