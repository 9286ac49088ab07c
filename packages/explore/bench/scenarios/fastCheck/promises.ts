/** The same four programs with promises: every step waits for its turn from fast-check's scheduler. */
import type { Scheduler } from "fast-check"

export type Raced = (scheduler: Scheduler) => Promise<boolean>

const turnsOf =
  (scheduler: Scheduler) =>
  <A>(step: () => A | Promise<A>): Promise<A> =>
    scheduler.schedule(Promise.resolve()).then(step)

const lostUpdate: Raced = async (scheduler) => {
  const turn = turnsOf(scheduler)
  let balance = 100
  const deposit = async () => {
    const seen = await turn(() => balance)
    await turn(() => {
      balance = seen + 10
    })
  }
  await scheduler.waitFor(Promise.all([deposit(), deposit()]))
  return balance === 120
}

const checkThenAct: Raced = async (scheduler) => {
  const turn = turnsOf(scheduler)
  let passenger = ""
  let confirmed = 0
  const book = async (name: string) => {
    if ((await turn(() => passenger)) !== "") return
    await turn(() => {
      passenger = name
    })
    await turn(() => {
      confirmed++
    })
  }
  await scheduler.waitFor(Promise.all([book("Ada"), book("Grace")]))
  return confirmed === 1
}

const brokenTransfer: Raced = async (scheduler) => {
  const turn = turnsOf(scheduler)
  let [from, to, total] = [100, 0, 100]
  const transfer = async () => {
    await turn(() => {
      from -= 30
    })
    await turn(() => {
      to += 30
    })
  }
  const audit = async () => {
    const left = await turn(() => from)
    const right = await turn(() => to)
    await turn(() => {
      total = left + right
    })
  }
  await scheduler.waitFor(Promise.all([transfer(), audit()]))
  return total === 100
}

const missedSignal: Raced = async (scheduler) => {
  const turn = turnsOf(scheduler)
  let orders = 0
  const waiters: Array<() => void> = []
  let isDone = false
  const dispatcher = async () => {
    const waiting = await turn(() => {
      const all = orders
      orders = 0
      return all
    })
    if (waiting === 0) await turn(() => new Promise<void>((resolve) => waiters.push(resolve)))
  }
  const shop = async () => {
    await turn(() => {
      orders++
    })
    await turn(() => {
      for (const wake of waiters.splice(0)) wake()
    })
  }
  const both = async () => {
    await Promise.all([dispatcher(), shop()])
    isDone = true
  }
  void both()
  await scheduler.waitIdle()
  return isDone
}

export const promises = { lostUpdate, checkThenAct, brokenTransfer, missedSignal }
