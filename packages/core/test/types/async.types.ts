/** What the functions of `@heddle/core/async` infer. */
import {
  type currentScope,
  type OpenTaskScope,
  openTaskScope,
  type Ready,
  type suppressed,
  type TaskHandle,
  type TaskHandleState,
  type TaskScope,
  taskScope
} from "../../src/async/index.ts"
import type { Equal } from "./equal.ts"
import type { Expect } from "./expect.ts"

interface User {
  readonly name: string
}

declare const loadUser: (signal: AbortSignal) => Promise<User>
declare const scope: TaskScope

const alone = taskScope(async () => 1)
const plain = taskScope(() => "value")
const withOptions = taskScope({ name: "page", limit: 16, deadline: "2 seconds" }, async () => 1)
const page = taskScope(async (scope) => {
  const user = scope.fork(loadUser, { name: "user" })
  const orders = scope.fork(() => 3)
  return [await user, await orders] as const
})
export type Bodies = [
  Expect<Equal<typeof alone, Promise<number>>>,
  Expect<Equal<typeof plain, Promise<string>>>,
  Expect<Equal<typeof withOptions, Promise<number>>>,
  Expect<Equal<typeof page, Promise<readonly [User, number]>>>
]

const late = taskScope({ deadline: 2000, onDeadline: () => "late" as const }, async () => 1)
const latePromise = taskScope({ deadline: 2000, onDeadline: async () => true }, async () => 1)
const withoutDeadline = taskScope({ onDeadline: () => "late" }, async () => 1)
export type Deadlines = [
  Expect<Equal<typeof late, Promise<number | "late">>>,
  Expect<Equal<typeof latePromise, Promise<number | boolean>>>,
  Expect<Equal<typeof withoutDeadline, Promise<number>>>
]

const fromPromise = scope.fork(loadUser)
const fromValue = scope.fork(() => 1)
const fromNever = scope.fork(() => Promise.reject(new Error("boom")))
export type Forks = [
  Expect<Equal<typeof fromPromise, TaskHandle<User>>>,
  Expect<Equal<typeof fromValue, TaskHandle<number>>>,
  Expect<Equal<typeof fromNever, TaskHandle<never>>>,
  Expect<Equal<Awaited<TaskHandle<User>>, User>>,
  Expect<Equal<typeof fromValue.state, TaskHandleState>>,
  Expect<Equal<typeof fromValue.signal, AbortSignal>>,
  Expect<Equal<ReturnType<typeof fromValue.interrupt>, Promise<void>>>
]

const tuple = scope.forkAll([loadUser, () => 3, async (signal) => signal.aborted])
declare const loads: Array<typeof loadUser>
const list = scope.forkAll(loads)
const set = scope.forkAll(new Set(loads))
export type Lists = [
  Expect<Equal<typeof tuple, [TaskHandle<User>, TaskHandle<number>, TaskHandle<boolean>]>>,
  Expect<Equal<typeof list, Array<TaskHandle<User>>>>,
  Expect<Equal<typeof set, Array<TaskHandle<User>>>>
]

const started = scope.start(async (_signal, ready: Ready<number>) => {
  ready(8080)
  return "stopped"
})
export type Started = Expect<Equal<typeof started, PromiseLike<readonly [number, TaskHandle<string>]>>>

const open = openTaskScope({ signal: new AbortController().signal })
export type Blocks = [
  Expect<Equal<typeof open, OpenTaskScope>>,
  Expect<Equal<ReturnType<typeof open.join>, Promise<void>>>,
  Expect<Equal<ReturnType<typeof currentScope>, TaskScope | undefined>>,
  Expect<Equal<ReturnType<typeof suppressed>, ReadonlyArray<unknown>>>
]

// @ts-expect-error a task is a function, not a promise that runs already
scope.fork(Promise.resolve(1))
// @ts-expect-error a handle is no promise: it has no `catch`
fromValue.catch(() => {})
// @ts-expect-error a block has no value to give when its deadline passes
openTaskScope({ deadline: 1, onDeadline: () => 1 })
// @ts-expect-error the signal is an AbortSignal, not its controller
void taskScope({ signal: new AbortController() }, async () => 1)
// @ts-expect-error a scope without options still needs a body
void taskScope({ name: "page" })
