/** `scope.start`: a fork that waits until the task says it is ready. */
import { ReadyError } from "../../errors.ts"
import type { Ready, TaskFunction } from "../scope.ts"
import type { AsyncTask } from "./task.ts"

type Serve = (signal: AbortSignal, ready: Ready<unknown>) => unknown

export const startTask = (
  scope: string,
  fork: (run: TaskFunction<unknown>) => AsyncTask,
  serve: Serve,
  given: string | undefined
): PromiseLike<readonly [unknown, AsyncTask]> => {
  const answer: Array<unknown> = []
  let tell: (() => void) | undefined
  const refuse = (problem: "never ready" | "ready twice"): never => {
    throw new ReadyError({ task: name(), scope, problem })
  }
  // The function may run, and call `ready`, before `fork` has returned.
  let forked: AsyncTask | undefined = undefined
  const name = (): string => forked?.name ?? given ?? "task"
  const task = fork(async (signal) => {
    const value = await serve(signal, (given) => {
      if (signal.aborted) return
      if (answer.length > 0) refuse("ready twice")
      answer.push(given)
      tell?.()
    })
    if (answer.length === 0 && !signal.aborted) refuse("never ready")
    return value
  })
  forked = task
  const wait = async (): Promise<readonly [unknown, AsyncTask]> => {
    await task.started
    await new Promise<void>((resolve, reject) => {
      tell = resolve
      if (answer.length > 0) resolve()
      else task.then(() => resolve(), reject)
    })
    return [answer[0], task]
  }
  let waited: Promise<readonly [unknown, AsyncTask]> | undefined
  // Made for who awaits it, like the handle: the scope raises the failure too, and nobody has to handle it twice.
  // oxlint-disable-next-line unicorn/no-thenable
  return { then: (onValue, onError) => (waited ??= wait()).then(onValue, onError) }
}
