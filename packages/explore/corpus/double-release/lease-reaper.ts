/** A job gives its machine back when it ends; a reaper takes machines back whose lease has run out. */
import { Context, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** The machines that are leased. */
type Leases = Ref.Ref<ReadonlySet<string>>
/** Ends a lease; false when it had ended already. */
type EndLease = (leases: Leases, machine: string) => Effect.Effect<boolean>

class Machines extends Context.Service<
  Machines,
  {
    readonly release: (machine: string) => Effect.Effect<void>
    readonly free: Effect.Effect<ReadonlyArray<string>>
  }
>()("build-farm/Machines") {
  static readonly layer = (endLease: EndLease) =>
    Layer.effect(
      Machines,
      Effect.gen(function* () {
        const leases = yield* Ref.make<ReadonlySet<string>>(new Set(["m1"]))
        const free = yield* Ref.make<ReadonlyArray<string>>([])
        const release = Effect.fnUntraced(function* (machine: string) {
          if (yield* endLease(leases, machine)) yield* Ref.update(free, (all) => [...all, machine])
        })
        return Machines.of({ release, free: Ref.get(free) })
      })
    )
}

const without = (all: ReadonlySet<string>, machine: string) => new Set([...all].filter((name) => name !== machine))

const program = (endLease: EndLease) =>
  Effect.gen(function* () {
    const machines = yield* Machines
    const job = machines.release("m1")
    const reaper = machines.release("m1")

    yield* Effect.all([job, reaper], { concurrency: 2, discard: true })

    const free = yield* machines.free
    yield* invariant(free.length === 1, `free machines: ${free.join(", ")}`)
  }).pipe(Effect.provide(Machines.layer(endLease)))

const lookThenEnd: EndLease = Effect.fnUntraced(function* (leases, machine) {
  const leased = (yield* Ref.get(leases)).has(machine)
  if (leased) yield* Ref.update(leases, (all) => without(all, machine))
  return leased
})

const end: EndLease = (leases, machine) => Ref.modify(leases, (all) => [all.has(machine), without(all, machine)])

export const leaseReaper: Entry = {
  name: "lease-reaper",
  bugClass: "double release",
  teaches:
    "Job and reaper both find the lease running, and the machine is free twice: two jobs will share it. " +
    "Ending the lease and telling whether it ran is one step.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(lookThenEnd),
  corrected: program(end)
}
