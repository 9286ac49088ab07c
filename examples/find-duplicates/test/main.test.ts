import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdirSync, truncateSync, writeFileSync } from "node:fs"
import { once } from "node:events"
import { join } from "node:path"
import type { Group } from "../survey.ts"
import { finished, run, start, startOnTerminal, untilPrinted } from "./program.ts"
import { temporaryFolder } from "./tree.ts"

/** Two small twins, and two files without blocks on disk that take minutes to hash. */
const endless = Effect.gen(function* () {
  const root = yield* temporaryFolder
  for (const name of ["twin1", "twin2"]) writeFileSync(join(root, name), "same")
  for (const name of ["vast1", "vast2"]) {
    writeFileSync(join(root, name), "")
    truncateSync(join(root, name), 2 ** 40)
  }
  return root
})

interface Report {
  readonly groups: ReadonlyArray<Group>
  readonly errors: ReadonlyArray<unknown>
  readonly complete: boolean
  readonly notReached?: { readonly folders: ReadonlyArray<string>; readonly files: ReadonlyArray<string> }
}

const timeout = 60_000

describe("the program", () => {
  it.live(
    "prints JSON alone on standard output, and what it does on standard error",
    () =>
      Effect.gen(function* () {
        const { exit, stderr, stdout } = yield* run("--json", "fixtures/tree")

        const report = JSON.parse(stdout) as Report
        assert.strictEqual(exit, 0)
        assert.deepStrictEqual(Object.keys(report), ["groups", "errors", "complete"])
        assert.lengthOf(report.groups, 2)
        assert.match(stderr, /^read folders: 5 folders in .*\nhash heads: .*\nhash whole files: .*\n$/)
      }),
    timeout
  )

  for (const [what, args, message] of [
    [
      "an unknown option",
      ["--jsno"],
      'argument 1 is "--jsno"; allowed: --deadline TIME, --json, --help, and one folder'
    ],
    ["a bad deadline", ["--deadline", "10"], '--deadline is "10"; allowed: a number and ms, s, m or h, such as'],
    ["a missing deadline", ["--deadline"], "--deadline is missing; allowed: a number and ms, s, m or h, such as"],
    ["an empty folder name", [""], 'argument 1 is ""; allowed: one folder that is not empty'],
    [
      "a folder that does not exist",
      ["no\nwhere"],
      'folder "no\\nwhere": it does not exist (ENOENT); allowed: a folder that'
    ],
    ["a file as the folder", ["main.ts"], 'folder "main.ts": it is not a folder (ENOTDIR); allowed: a folder that']
  ] as const) {
    it.live(
      `refuses ${what} with exit code 2 and nothing on standard output`,
      () =>
        Effect.gen(function* () {
          const { exit, stderr, stdout } = yield* run(...args)

          assert.strictEqual(exit, 2)
          assert.strictEqual(stdout, "")
          assert.include(stderr, `find-duplicates: ${message}`)
          assert.notInclude(stderr, "    at ")
        }),
      timeout
    )
  }

  it.live(
    "prints what it found until the deadline, and ends with exit code 0",
    () =>
      Effect.gen(function* () {
        const root = yield* endless

        const { exit, stdout } = yield* run("--deadline", "1s", "--json", root)

        const report = JSON.parse(stdout) as Report
        assert.strictEqual(exit, 0)
        assert.isFalse(report.complete)
        // How far it got within the second depends on the machine; never as far as the end of the vast files.
        assert.isAbove([...(report.notReached?.files ?? []), ...(report.notReached?.folders ?? [])].length, 0)
      }),
    timeout
  )

  it.live(
    "prints what it found until Ctrl-C, and ends with exit code 130",
    () =>
      Effect.gen(function* () {
        const root = yield* endless
        const child = yield* start("--json", root)
        const end = finished(child)

        yield* untilPrinted(child, "hash heads: ")
        child.kill("SIGINT")
        const { exit, stdout } = yield* Effect.promise(() => end)

        assert.strictEqual(exit, 130)
        assert.deepStrictEqual(JSON.parse(stdout), {
          groups: [
            {
              size: 4,
              hash: "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5",
              paths: [join(root, "twin1"), join(root, "twin2")]
            }
          ],
          errors: [],
          complete: false,
          notReached: { folders: [], files: [join(root, "vast1"), join(root, "vast2")] }
        })
      }),
    timeout
  )

  it.live(
    "does the same at SIGTERM, with exit code 143",
    () =>
      Effect.gen(function* () {
        const child = yield* start(yield* endless)
        const end = finished(child)

        yield* untilPrinted(child, "hash heads: ")
        child.kill("SIGTERM")
        const { exit, stdout } = yield* Effect.promise(() => end)

        assert.strictEqual(exit, 143)
        assert.include(stdout, "Not reached, interrupted by SIGTERM:")
      }),
    timeout
  )

  it.live(
    "ends at once at the second Ctrl-C, even if nobody reads what it prints",
    () =>
      Effect.gen(function* () {
        const root = yield* endless
        const folder = join(root, "x".repeat(250))
        mkdirSync(folder)
        for (let index = 0; index < 2000; index += 1) writeFileSync(join(folder, String(index)), "same")
        const child = yield* start("--json", root)
        const closed = once(child, "exit")

        yield* untilPrinted(child, "hash heads: ")
        child.kill("SIGINT")
        yield* Effect.promise(() => once(child.stdout, "readable"))
        child.kill("SIGINT")
        const [code, signal] = (yield* Effect.promise(() => closed)) as [number | null, string | null]

        assert.deepStrictEqual([code, signal], [null, "SIGINT"])
      }),
    timeout
  )

  it.live(
    "on a terminal, reads Ctrl-\\ and Ctrl-C as keys, which nobody else dies of",
    () =>
      Effect.gen(function* () {
        const root = yield* endless
        const terminal = yield* startOnTerminal(root)
        const end = finished(terminal)

        yield* untilPrinted(terminal, "hash whole files", "stdout")
        terminal.stdin.write("\x1c")
        yield* untilPrinted(terminal, `hash ${join(root, "vast2")}`, "stdout")
        terminal.stdin.write("\x03")
        const { exit, stdout } = yield* Effect.promise(() => end)

        assert.include(stdout, "Not reached, interrupted by SIGINT:")
        assert.strictEqual(exit, 130)
      }),
    timeout
  )

  it.live(
    "prints the tree of its tasks at Ctrl-\\ and goes on",
    () =>
      Effect.gen(function* () {
        const root = yield* endless
        const child = yield* start(root)
        const end = finished(child)

        yield* untilPrinted(child, "hash heads: ")
        child.kill("SIGQUIT")
        const first = yield* untilPrinted(child, `hash ${join(root, "vast2")}`)
        child.kill("SIGQUIT")
        yield* untilPrinted(child, `hash ${join(root, "vast2")}`)
        child.kill("SIGINT")
        const { exit } = yield* Effect.promise(() => end)

        assert.include(first, `find duplicates in ${root}`)
        assert.include(first, `hash ${join(root, "vast1")}`)
        assert.strictEqual(exit, 130)
      }),
    timeout
  )

  it.live(
    "ends quietly when whoever reads its output has gone",
    () =>
      Effect.gen(function* () {
        const child = yield* start("fixtures/tree")
        child.stdout.destroy()
        const closed = once(child, "exit")
        const stderr = yield* untilPrinted(child, "hash whole files: ")
        const [code] = (yield* Effect.promise(() => closed)) as [number | null]

        assert.strictEqual(code, 0)
        assert.notInclude(stderr, "EPIPE")
      }),
    timeout
  )
})
