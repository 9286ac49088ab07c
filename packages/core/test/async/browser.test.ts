import { fileURLToPath } from "node:url"
import { createContext, Script } from "node:vm"
import { build } from "esbuild"
import { assert, beforeAll, describe, it } from "@effect/vitest"
import type * as Async from "../../src/async/index.ts"

/**
 * What a page has of the platform, and nothing of Node's. The errors of a context are its own, so tests compare text.
 */
const page = { AbortController, AbortSignal, clearTimeout, DOMException, queueMicrotask, setTimeout }

const bundle = async (): Promise<string> => {
  const result = await build({
    bundle: true,
    conditions: ["@heddle/source"],
    entryPoints: [fileURLToPath(import.meta.resolve("../../src/async/index.ts"))],
    format: "iife",
    globalName: "heddle",
    logLevel: "silent",
    platform: "browser",
    target: "es2024",
    write: false
  })
  return result.outputFiles[0]?.text ?? ""
}

describe("in a browser", () => {
  let source: string
  let heddle: typeof Async
  let context: ReturnType<typeof createContext>

  beforeAll(async () => {
    source = await bundle()
    context = createContext({ ...page })
    new Script(`${source}; globalThis.heddle = heddle`).runInContext(context)
    heddle = context["heddle"]
  })

  it("has neither process nor a module of Node", () => {
    assert.strictEqual(new Script("typeof process + typeof require").runInContext(context), "undefinedundefined")
    assert.notMatch(source, /\brequire\(|from"node:|import\("node:/)
  })

  it("runs scopes, under a limit too", async () => {
    const value = await heddle.taskScope({ limit: 2 }, async (scope) => {
      const tasks = scope.forkAll([async () => 1, async () => 2, async () => 3])
      return (await tasks[0]) + (await tasks[1]) + (await tasks[2])
    })

    assert.strictEqual(value, 6)
  })

  it("rejects with the error of a task, and aborts the others", async () => {
    const boom = new Error("boom")
    const reasons: Array<string> = []
    const outcome = await heddle
      .taskScope({ name: "page" }, async (scope) => {
        scope.fork(() => Promise.reject(boom), { name: "user" })
        scope.fork(
          (signal) =>
            new Promise<void>((resolve) => {
              signal.addEventListener("abort", () => {
                reasons.push(String(signal.reason))
                resolve()
              })
            })
        )
      })
      .catch((error: unknown) => error)

    assert.strictEqual(outcome, boom)
    assert.deepStrictEqual(reasons, [`AbortError: scope "page": task "user" failed`])
  })

  it("takes the reason of an incoming signal", async () => {
    const outcome = await heddle
      .taskScope({ signal: AbortSignal.abort("gone") }, () => "called")
      .catch((error: unknown) => error)

    assert.strictEqual(outcome, "gone")
  })

  it("runs the block form", async () => {
    const scope = heddle.openTaskScope()
    const task = scope.fork(async () => 5)
    await scope.join()

    assert.strictEqual(await task, 5)
  })

  it("knows no current scope", async () => {
    assert.isUndefined(await heddle.taskScope(async () => heddle.currentScope()))
  })

  it("lends no slot: a task of a full scope that awaits a task waiting there can be interrupted by the scope alone", async () => {
    const scopes: Array<Async.TaskScope> = []
    const scope = heddle.taskScope({ limit: 1 }, async (scope) => {
      scopes.push(scope)
      return scope.fork(async () => await scope.fork(async () => "inner"))
    })
    scopes[0]?.interrupt("enough")

    assert.match(String(await scope.catch((error: unknown) => error)), /was interrupted: enough$/)
  })
})
