import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlace, type Place } from "./harness.js";

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(() => place[Symbol.asyncDispose]());

describe("without a stack", () => {
  const wrong: [string[], number, RegExp][] = [
    [["evnts"], 2, /Did you mean events/],
    [["events", "tial"], 2, /Did you mean tail/],
    [["dev", "--prot", "1"], 2, /Did you mean --port/],
    [["agents", "show"], 2, /next: troupe agents show --help/],
    [["dev", "--port", "70000"], 2, /1 to 65535/],
    [["dev", "--name", "../x"], 2, /1 to 32 of a-z/],
    [["dev", "--docker"], 8, /comes with deployment/],
    [["events", "send", "a.b", "--topic", "acton-requests"], 2, /Did you mean action-requests/],
    [["token", "create", "--scope", "events:publsh"], 2, /Did you mean events:publish/],
    [["token", "create", "--expires", "soon"], 2, /30d/],
    [["token", "create", "--tenant", "A B"], 2, /no tenant/],
    [["token", "create"], 3, /troupe dev/],
    [["agents", "list"], 4, /troupe dev/],
    [["plans", "check", "nowhere.yaml"], 2, /cannot be read/],
    [["stop"], 3, /troupe dev/],
    [["stop", "second", "--all"], 2, /next: troupe stop second, or troupe stop --all/],
    [["logs"], 3, /troupe dev/],
    [["init"], 2, /next: troupe init my-agent/],
    [["init", "x", "--template", "orchestra"], 2, /worker, tool/],
    [["completion", "tcsh"], 2, /bash, zsh, fish/],
  ];
  test.each(wrong)("%j ends with %i", async (args, code, said) => {
    const ran = await place.run(...args);
    expect(ran.code).toBe(code);
    expect(ran.note).toMatch(said);
    expect(ran.out).toBe("");
  });

  test("a failure is JSON where JSON is asked for", async () => {
    const ran = await place.run("agents", "list", "--json");
    expect(JSON.parse(ran.note)).toMatchObject({ error: { exitCode: 4, hint: expect.stringContaining("troupe dev") } });
  });

  test("a wrong option is JSON where JSON is asked for", async () => {
    const ran = await place.run("dev", "--bogus", "--json");
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.note)).toEqual({
      error: { exitCode: 2, message: "unknown option '--bogus'", hint: "troupe dev --help", details: [] },
    });
  });

  test("what the environment names and is not there is said by name", async () => {
    const url = await place.runWith({ TROUPE_URL: "not-a-url", TROUPE_TOKEN: "t" }, "groups", "list");
    expect(url).toMatchObject({ code: 2, note: expect.stringContaining("TROUPE_URL") });
    const server = await place.runWith({ TROUPE_NATS_SERVER: "/nowhere/nats-server" }, "dev");
    expect(server).toMatchObject({ code: 7, note: expect.stringContaining("unset TROUPE_NATS_SERVER") });
  });

  test("a missing nats-server says troupe setup", async () => {
    const env = { XDG_CACHE_HOME: place.folder, PATH: "/nowhere" };
    const ran = await place.runWith(env, "dev");
    expect(ran).toMatchObject({ code: 7 });
    expect(ran.note).toContain("next: troupe setup");
    const doctor = await place.runWith(env, "doctor");
    expect(doctor).toMatchObject({ code: 1 });
    expect(doctor.out).toMatch(/FAIL nats-server: .*\n\s+mend: troupe setup/);
  });

  test("doctor names the command for everything that is missing", async () => {
    const env = { XDG_CACHE_HOME: place.folder, PATH: "/nowhere", TROUPE_RUSTC: "", TROUPE_PYTHON: "/nowhere/python" };
    const { json } = await place.runWith(
      { ...env, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" },
      "doctor",
      "--json",
    );
    const checks = new Map(json.map((check) => [check.name, check]));
    expect(checks.get("Node")).toMatchObject({ state: "ok" });
    expect(checks.get("Postgres")).toMatchObject({ state: "fail", fix: "unset DATABASE_URL" });
    expect(checks.get("embedding model")).toMatchObject({ state: "warn", fix: "troupe setup" });
    expect(checks.get("Python")).toMatchObject({ state: "warn", fix: "install Python 3.11" });
    const embedded = await place.runWith(env, "doctor", "--json");
    expect(embedded.json.find(({ name }) => name === "pgvector")).toMatchObject({ state: "ok", detail: "embedded" });
  });

  test("translate says what is wrong with what it is given", async () => {
    expect(await place.run("translate", "gone.py")).toMatchObject({
      code: 2,
      note: expect.stringContaining("there is no gone.py"),
    });
    expect(await place.run("translate", "a.py", "--package")).toMatchObject({
      code: 2,
      note: expect.stringContaining("--out"),
    });
    const none = await place.runWith({ TROUPE_PYTHON: "/nowhere/python" }, "translate", "a.py");
    expect(none).toMatchObject({ code: 7, note: expect.stringContaining("next: troupe doctor") });
  });

  test("no platform at the address", async () => {
    const ran = await place.runWith({ TROUPE_URL: "http://127.0.0.1:1", TROUPE_TOKEN: "t" }, "groups", "list");
    expect(ran).toMatchObject({ code: 4 });
    expect(ran.note).toContain("cannot be reached");
  });

  test("help and version", async () => {
    expect(await place.run("--version")).toMatchObject({ code: 0, out: "0.1.0\n" });
    expect((await place.run("events", "--help")).out).toContain("tail");
  });
});

describe("completion", () => {
  test("bash completes commands, sub-commands and options", async () => {
    const { out } = await place.run("completion", "bash");
    const complete = (...words: string[]) =>
      spawnSync(
        "bash",
        [
          "-c",
          `${out}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _troupe; echo "\${COMPREPLY[@]}"`,
        ],
        { encoding: "utf8" },
      ).stdout.trim();
    expect(complete("troupe", "dead")).toBe("dead-letters");
    expect(complete("troupe", "events", "")).toBe("send tail show");
    expect(complete("troupe", "events", "tail", "--fr")).toBe("--from");
  });

  test("zsh and fish scripts name every command", async () => {
    for (const shell of ["zsh", "fish"]) {
      const { code, out } = await place.run("completion", shell);
      expect(code).toBe(0);
      for (const name of ["init", "dev", "doctor", "dead-letters", "event-types"]) expect(out).toContain(name);
    }
  });
});
