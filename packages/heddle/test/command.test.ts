import { assert, describe, it } from "vitest"
import { run } from "../src/command.ts"
import { entries } from "../src/subcommands.ts"

const start = async (args: ReadonlyArray<string>, load: (packageName: string) => unknown = () => undefined) => {
  const printed = { stdout: "", stderr: "" }
  const code = await run(args, {
    version: "1.2.3",
    stdout: (text) => void (printed.stdout += text),
    stderr: (text) => void (printed.stderr += text),
    load: async (packageName) => load(packageName)
  })
  return { code, ...printed }
}

describe("heddle", () => {
  describe("run", () => {
    it("hands a subcommand the arguments after its name and ends with its exit code", async () => {
      const seen: Array<unknown> = []
      const load = (packageName: string) => ({
        run: async (args: ReadonlyArray<string>) => {
          seen.push(packageName, args)
          return 7
        }
      })

      const { code } = await start(["check", "--watch", "tsconfig.json"], load)

      assert.strictEqual(code, 7)
      assert.deepStrictEqual(seen, ["@heddle/check", ["--watch", "tsconfig.json"]])
    })

    it("names the package to add when a subcommand is not installed", async () => {
      const { code, stderr } = await start(["top"])

      assert.strictEqual(code, 1)
      assert.include(stderr, "the package @heddle/inspector is not installed here")
      assert.include(stderr, "npm install --save-dev @heddle/inspector")
    })

    it("lists the subcommands when it does not know one", async () => {
      const { code, stderr } = await start(["chekc"])

      assert.strictEqual(code, 2)
      assert.include(stderr, `unknown subcommand "chekc"`)
      for (const entry of entries) assert.include(stderr, entry.name)
    })

    it("says so when it is an option that it does not know", async () => {
      const { code, stderr } = await start(["--verbose"])

      assert.strictEqual(code, 2)
      assert.include(stderr, `unknown option "--verbose"`)
    })

    it("prints the help on standard output when asked", async () => {
      const { code, stdout, stderr } = await start(["--help"])

      assert.deepStrictEqual({ code, stderr }, { code: 0, stderr: "" })
      for (const entry of entries) assert.include(stdout, `${entry.summary} (${entry.package})`)
    })

    it("treats a missing subcommand as wrong usage and prints the help on standard error", async () => {
      const { code, stdout, stderr } = await start([])

      assert.deepStrictEqual({ code, stdout }, { code: 2, stdout: "" })
      assert.include(stderr, "Usage: heddle <subcommand>")
    })

    it("prints the version alone", async () => {
      assert.deepStrictEqual(await start(["--version"]), { code: 0, stdout: "1.2.3\n", stderr: "" })
    })

    it("blames a package that exports no run", async () => {
      const { code, stderr } = await start(["check"], () => ({}))

      assert.strictEqual(code, 70)
      assert.include(stderr, `@heddle/check/heddle exports no function "run"`)
    })

    it("prints the defect of a subcommand that rejects", async () => {
      const { code, stderr } = await start(["check"], () => ({ run: () => Promise.reject(new Error("boom")) }))

      assert.strictEqual(code, 70)
      assert.include(stderr, "heddle check: Error: boom")
    })

    it.for([-1, 256, 0.5, Number.NaN])("refuses %d as an exit code", async (wrong) => {
      const { code, stderr } = await start(["check"], () => ({ run: async () => wrong }))

      assert.strictEqual(code, 70)
      assert.include(stderr, `ended with exit code ${wrong}; allowed are the integers from 0 to 255`)
    })
  })
})
