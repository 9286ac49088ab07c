/** `heddle explore` from arguments to exit code. */
import { assert, describe, it } from "@effect/vitest"
import { EventEmitter } from "node:events"
import { existsSync, mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { explore, type World } from "../src/internal/command/explore.ts"

const bank = relative(process.cwd(), join(import.meta.dirname, "fixtures/bank.ts"))

const ending = relative(process.cwd(), join(import.meta.dirname, "fixtures/ending.ts"))

const run = async (...args: ReadonlyArray<string>) => {
  let [out, err] = ["", ""]
  const input = Object.assign(new EventEmitter(), { resume: () => {}, pause: () => {} })
  const output = Object.assign(new EventEmitter(), { columns: 120, write: (text: string) => void (out += text) })
  const world: World = { input, output, error: { write: (text) => void (err += text) }, color: false }
  const code = await explore(args, world)
  return { code, out, err }
}

const tokenOf = (text: string) => /"(hx1:[^"]+)"/.exec(text)?.[1] ?? ""

describe("heddle explore", () => {
  it("explores the program of a file and ends with 1 when it breaks", async () => {
    const { code, out } = await run("run", bank)

    assert.strictEqual(code, 1)
    assert.include(out, "a deposit is lost")
  })

  it("ends with 0 when the program holds", async () => {
    const { code, out } = await run("run", bank, "--export", "corrected")

    assert.strictEqual(code, 0)
    assert.match(out, /schedules/)
  })

  it("shares the schedules out to threads", async () => {
    const { code, out } = await run("run", bank, "--workers", "2", "--export", "corrected", "--schedules", "40")

    assert.strictEqual(code, 0)
    assert.include(out, "thread 2")
  })

  it("finds the bug on threads, too", async () => {
    assert.strictEqual((await run("run", bank, "--workers", "2")).code, 1)
  })

  it("replays a token, printed whole where there is no terminal", async () => {
    const token = tokenOf((await run("run", bank)).out)
    const { code, out } = await run("replay", token, bank)

    assert.strictEqual(code, 0)
    assert.include(out, token)
  })

  it("writes a page when asked to", async () => {
    const page = join(mkdtempSync(join(tmpdir(), "heddle-explore-")), "bank.html")
    await run("run", bank, "--html", page)

    assert.isTrue(existsSync(page))
  })

  it("prints its usage for --help", async () => {
    const { code, out } = await run("replay", "--help")

    assert.deepStrictEqual([code, out.startsWith("Usage:")], [0, true])
  })

  const refused: ReadonlyArray<readonly [what: string, args: ReadonlyArray<string>, problem: string]> = [
    ["no command", [], "say what to do: run or replay"],
    ["an unknown command", ["walk"], `unknown command "walk"`],
    ["an unknown option", ["run", bank, "--fast", "1"], `unknown option "--fast"`],
    ["an option without a value", ["run", bank, "--seed"], "--seed needs a value"],
    ["a number that is none", ["run", bank, "--schedules", "many"], `--schedules is "many"; allowed: an integer`],
    ["no schedules", ["run", bank, "--schedules", "0"], "schedules is 0; allowed: an integer from 1"],
    ["a missing file", ["run"], "run needs one file"],
    ["a file that is not there", ["run", "nowhere.ts"], "nowhere.ts"],
    ["an export that is no program", ["run", bank, "--export", "notAProgram"], `export is "notAProgram"; allowed:`],
    ["a replay without a file", ["replay", "hx1:seed=1"], "replay needs a token and a file"],
    [
      "a page that cannot be written",
      ["run", bank, "--html", "/dev/null/page.html"],
      "--html /dev/null/page.html cannot"
    ],
    ["a program that ends its thread", ["run", ending, "--workers", "2"], "a thread ended with code 3"],
    ["a token that cannot be read", ["replay", "hx9:seed=1", bank], "hx9"],
    ["a token of another program", ["replay", "hx1:seed=1;dev=3>9.0000;end=5.0000", bank], "does not fit this program"],
    ["a replay with schedules", ["replay", "hx1:seed=1", bank, "--schedules", "1"], "--schedules belongs to run"]
  ]
  for (const [what, args, problem] of refused) {
    it(`refuses ${what} with 2 and says why`, async () => {
      const { code, err } = await run(...args)

      assert.strictEqual(code, 2)
      assert.include(err, problem)
    })
  }
})
