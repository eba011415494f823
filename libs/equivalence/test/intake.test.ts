import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import {
  ArchiveRefused,
  CommandFault,
  gatherPrograms,
  parseCommand,
  printable,
  programsOn,
  readArchive,
  shelfOf,
} from "@troupe/equivalence";
import { zipSync } from "fflate";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";

const zip = (members: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(members).map(([name, text]) => [name, Buffer.from(text)]))));

interface Member {
  name: string;
  type?: "directory" | "symlink";
  linkname?: string;
  text?: string;
}

async function tarball(members: readonly Member[]): Promise<Buffer> {
  const tar = pack();
  const whole = buffer(tar);
  for (const { text = "", ...header } of members) tar.entry(header, text);
  tar.finalize();
  return gzipSync(await whole);
}

const refusal = (archive: Buffer): Promise<unknown> =>
  readArchive(archive).then(
    () => undefined,
    (error: unknown) => (error instanceof ArchiveRefused ? error.message : error),
  );

describe("archives", () => {
  it("are read, zip and gzipped tar alike", async () => {
    const archives = [
      zip({ "a.py": "print(1)", "b/c.py": "print(2)" }),
      await tarball([
        { name: "./a.py", text: "print(1)" },
        { name: "b", type: "directory" },
        { name: "b/c.py", text: "print(2)" },
      ]),
    ];
    for (const archive of archives) {
      const files = await readArchive(archive);
      expect(files.map(({ path, bytes }) => [path, bytes.toString()])).toEqual([
        ["a.py", "print(1)"],
        ["b/c.py", "print(2)"],
      ]);
    }
  });

  it.each(["../evil.py", "a/../../evil.py", "/etc/evil.py", "C:/evil.py", "..\\evil.py", "a\nb.py", "a\x1b[2Jb.py"])(
    "are refused whole for a member %j",
    async (name) => {
      expect(await refusal(zip({ "good.py": "", [name]: "" }))).toMatch(/member/);
      expect(await refusal(await tarball([{ name: "good.py" }, { name }]))).toMatch(/member/);
    },
  );

  it("are refused for links, doubles and what is none", async () => {
    expect(await refusal(await tarball([{ name: "a.py", type: "symlink", linkname: "/etc/passwd" }]))).toMatch(
      /symlink/,
    );
    expect(await refusal(await tarball([{ name: "a.py" }, { name: "a.py" }]))).toMatch(/twice/);
    expect(await refusal(Buffer.from("no archive"))).toMatch(/neither/);
    expect(await refusal(Buffer.from("PK\x03\x04 broken"))).toMatch(/zip/);
    expect(await refusal(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).toMatch(/gzip/);
  });

  it("are refused when they unpack to too much", async () => {
    const bomb = gzipSync(Buffer.alloc(257 << 20), { level: 1 });
    expect(await refusal(bomb)).toMatch(/more than 256 MiB/);
    expect(await refusal(Buffer.from(zipSync({ "a.py": Buffer.alloc(65 << 20) }, { level: 1 })))).toMatch(/too large/);
  });
});

describe("programs among files", () => {
  it("come after the modules they import, with their inputs", async () => {
    const files = new Map(
      Object.entries({
        "main.py": "import util\nfrom pkg import tools\n",
        "util.py": "x = 1\n",
        "pkg/__init__.py": "",
        "pkg/tools.py": "from . import more\n",
        "pkg/more.py": "import math\n",
        "main.1.in": "one",
        "main.2.in": "two",
        "ring_a.py": "import ring_b\n",
        "ring_b.py": "import ring_a\n",
        "__pycache__/skipped.py": "",
        "bad.py": "\0",
        "odd.py": "",
        "odd.cases.json": "{",
      }).map(([path, text]) => [path, Buffer.from(text)]),
    );
    const programs = await programsOn(shelfOf(files));
    const at = (path: string): number => programs.findIndex((each) => each.path === path);
    const main = programs[at("main.py")];
    expect(Object.keys(main?.program.files ?? {}).sort()).toEqual([
      "main.py",
      "pkg/__init__.py",
      "pkg/more.py",
      "pkg/tools.py",
      "util.py",
    ]);
    expect(main?.inputs).toEqual([{ stdin: "one" }, { stdin: "two" }]);
    for (const need of ["util.py", "pkg/tools.py", "pkg/more.py"]) expect(at(need)).toBeLessThan(at("main.py"));
    expect(programs[at("pkg/tools.py")]?.program.main).toBe("pkg/tools.py");
    expect(programs.filter(({ path }) => path.startsWith("ring")).map(({ needs }) => needs.length)).toEqual([0, 1]);
    expect(programs[at("bad.py")]?.fault).toMatchObject({ stage: "ingest", type: "encoding", recoverable: false });
    expect(programs[at("odd.py")]?.fault).toMatchObject({ type: "cases" });
    expect(at("__pycache__/skipped.py")).toBe(-1);
  });

  it("are told by name when they are not there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "troupe-gather-"));
    try {
      await writeFile(join(folder, "note.txt"), "");
      await writeFile(join(folder, "evil.zip"), zip({ "../evil.py": "" }));
      await mkdir(join(folder, "empty"));
      const fault = await gatherPrograms(["gone.py", "note.txt", "empty", "evil.zip"], folder).catch((error) => error);
      expect(fault).toBeInstanceOf(CommandFault);
      expect(fault.message.split("\n")).toEqual([
        "there is no gone.py",
        "note.txt is no Python file, no folder and no archive (.zip, .tar.gz)",
        "there is no Python file in empty",
        'evil.zip is refused: a member\'s path leads outside: "../evil.py"',
      ]);
      await writeFile(join(folder, "a.py"), "");
      await mkdir(join(folder, "deep"));
      await writeFile(join(folder, "deep", "a.py"), "");
      const programs = await gatherPrograms(["a.py", "deep/a.py", ".", "deep"], folder);
      expect(programs.map(({ shown, stem }) => [shown, stem])).toEqual([
        ["a.py", "a"],
        ["deep/a.py", "a-2"],
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("the command's words", () => {
  it("are told what is wrong with them", () => {
    expect(() => parseCommand([])).toThrow("name a Python file, a folder or an archive");
    expect(() => parseCommand(["--relaese", "a.py"])).toThrow("there is no option --relaese; did you mean --release?");
    expect(() => parseCommand(["-v.py"])).toThrow("write a file of that name as ./-v.py");
    expect(() => parseCommand(["a.py", "--package"])).toThrow("--package wants --out DIR");
    expect(() => parseCommand(["a.py", "--out"])).toThrow(CommandFault);
    expect(parseCommand(["a.py", "--out", "o", "--package"])).toMatchObject({
      paths: ["a.py"],
      out: "o",
      package: true,
    });
  });

  it("are shown without the control characters of a name", () => {
    expect(printable("a\x1b[2J\n\u202eb.py")).toBe("a\\u001b[2J\\u000a\\u202eb.py");
  });
});
