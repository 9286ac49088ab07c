/** Objects that fibers share, right and wrong ones, each with the model it is held against. */
import { Effect, Option, Queue, Ref, Semaphore } from "effect"
import type { LinearizableSubject } from "../../src/linearizable.ts"

const subject = <Subject, ArgumentsByName, State>(
  described: LinearizableSubject<Subject, ArgumentsByName, State>
): LinearizableSubject<Subject, ArgumentsByName, State> => described

const values = [1, 2, 3, 4, 5, 6]

/** Holds the value written last. */
export const register = subject({
  make: Ref.make(0),
  operations: {
    read: { run: (ref) => Ref.get(ref) },
    write: { arguments: values, run: (ref, value) => Ref.set(ref, value) }
  },
  model: {
    initial: 0,
    step: (state, operation) => (operation.name === "read" ? { state, result: state } : { state: operation.argument })
  }
})

/** Counts in one step, or in two: read, then write. */
const counterWith = (increment: (ref: Ref.Ref<number>) => Effect.Effect<number>) =>
  subject({
    make: Ref.make(0),
    operations: { increment: { run: increment }, get: { run: (ref) => Ref.get(ref) } },
    model: {
      initial: 0,
      step: (state, { name }) => (name === "get" ? { state, result: state } : { state: state + 1, result: state + 1 })
    }
  })

export const counter = counterWith(Ref.updateAndGet((n) => n + 1))

export const counterLosingUpdates = counterWith((ref) =>
  Effect.flatMap(Ref.get(ref), (n) => Effect.as(Ref.set(ref, n + 1), n + 1))
)

type Stack = Ref.Ref<ReadonlyArray<number>>

export class StackEmptyError {
  readonly _tag = "StackEmptyError"
}

const stackWith = (
  push: (stack: Stack, value: number) => Effect.Effect<void>,
  pop: (stack: Stack) => Effect.Effect<number, StackEmptyError>
) =>
  subject({
    make: Ref.make<ReadonlyArray<number>>([]),
    operations: { push: { arguments: values, run: push }, pop: { run: pop } },
    model: {
      initial: [] as ReadonlyArray<number>,
      step: (state, operation) => {
        if (operation.name === "push") return { state: [...state, operation.argument] }
        const top = state.at(-1)
        return top === undefined
          ? { state, failure: new StackEmptyError() }
          : { state: state.slice(0, -1), result: top }
      }
    }
  })

const topOf = (top: number | undefined): Effect.Effect<number, StackEmptyError> =>
  top === undefined ? Effect.fail(new StackEmptyError()) : Effect.succeed(top)

export const stack = stackWith(
  (stack, value) => Ref.update(stack, (all) => [...all, value]),
  (stack) =>
    Effect.flatMap(
      Ref.modify(stack, (all) => [all.at(-1), all.slice(0, -1)]),
      topOf
    )
)

/** Reads, then writes what it makes of it. */
export const stackReadThenWrite = stackWith(
  (stack, value) => Effect.flatMap(Ref.get(stack), (all) => Ref.set(stack, [...all, value])),
  (stack) =>
    Effect.flatMap(Ref.get(stack), (all) => Effect.andThen(Ref.set(stack, all.slice(0, -1)), topOf(all.at(-1))))
)

/** Keeps its members in one Ref and their number in another. */
export const tornSet = subject({
  make: Effect.all({ members: Ref.make<ReadonlySet<number>>(new Set()), size: Ref.make(0) }),
  operations: {
    add: {
      arguments: [1, 2],
      run: ({ members, size }, value) =>
        Effect.gen(function* () {
          const isNew = yield* Ref.modify(members, (all) => [!all.has(value), new Set([...all, value])])
          if (isNew) yield* Ref.update(size, (n) => n + 1)
          return isNew
        })
    },
    has: { arguments: [1, 2], run: ({ members }, value) => Effect.map(Ref.get(members), (all) => all.has(value)) },
    size: { run: ({ size }) => Ref.get(size) }
  },
  model: {
    initial: new Set<number>(),
    step: (state, operation) => {
      switch (operation.name) {
        case "add":
          return { state: new Set([...state, operation.argument]), result: !state.has(operation.argument) }
        case "has":
          return { state, result: state.has(operation.argument) }
        case "size":
          return { state, result: state.size }
      }
    }
  }
})

/** Effect's queue of two places: takes wait while it is empty, offers while it is full. */
export const boundedQueue = subject({
  make: Queue.bounded<number>(2),
  operations: {
    offer: { arguments: values, run: (queue, value) => Queue.offer(queue, value) },
    take: { run: (queue) => Queue.take(queue) },
    poll: { run: (queue) => Queue.poll(queue) },
    size: { run: (queue) => Queue.size(queue) }
  },
  model: {
    initial: [] as ReadonlyArray<number>,
    step: (state, operation) => {
      const [first, ...others] = state
      switch (operation.name) {
        case "offer":
          return state.length === 2 ? undefined : { state: [...state, operation.argument], result: true }
        case "take":
          return first === undefined ? undefined : { state: others, result: first }
        case "poll":
          return { state: others, result: Option.fromUndefinedOr(first) }
        case "size":
          return { state, result: state.length }
      }
    }
  }
})

/** Effect's semaphore of two permits, handled by hand: the state is the number of free ones. */
export const semaphore = subject({
  make: Semaphore.make(2),
  operations: {
    take: { arguments: [1], run: (semaphore, permits) => semaphore.take(permits) },
    takeIfAvailable: { arguments: [1, 2], run: (semaphore, permits) => semaphore.takeIfAvailable(permits) },
    release: { arguments: [1, 2], run: (semaphore, permits) => semaphore.release(permits) }
  },
  model: {
    initial: 2,
    step: (free, { argument: permits, name }) => {
      switch (name) {
        case "take":
          return permits <= free ? { state: free - permits, result: permits } : undefined
        case "takeIfAvailable":
          return { state: permits <= free ? free - permits : free, result: permits <= free }
        case "release":
          return { state: free + permits, result: free + permits }
      }
    }
  }
})
