/**
 * Effection: children spawned one by one, then awaited one by one.
 */
import { run, spawn, type Task } from "effection"
import { timed } from "../../harness/Program.ts"

export const effection = timed((n) =>
  run(function* () {
    const tasks: Array<Task<number>> = []
    for (let i = 0; i < n; i++) tasks.push(yield* spawn(trivial))
    let sum = 0
    for (const task of tasks) sum += yield* task
    return sum
  })
)

function* trivial() {
  return 1
}
