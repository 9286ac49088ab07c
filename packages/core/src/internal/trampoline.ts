/**
 * Runs jobs one after the other instead of inside each other, so that waking a chain of joiners, interrupting nested
 * scopes and closing them needs no stack per level. The queue is empty whenever control is back at the event loop.
 */
export interface Job {
  run(): void
}

const queue: Array<Job> = []
let draining = false

/** Runs `job` now, or right after the jobs already under way. A job that throws does not keep the others from running. */
export const trampoline = (job: Job): void => {
  if (draining) {
    queue.push(job)
    return
  }
  draining = true
  let thrown: { readonly error: unknown } | undefined
  for (let next: Job | undefined = job, index = 0; next !== undefined; next = queue[index++]) {
    try {
      next.run()
    } catch (error) {
      thrown ??= { error }
    }
  }
  draining = false
  if (queue.length > 0) queue.length = 0
  if (thrown !== undefined) throw thrown.error
}
