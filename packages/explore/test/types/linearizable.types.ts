/** What inference makes of the options, and what it refuses. */
import { Effect, Option, type Random, Ref } from "effect"
import { linearizableRun, type LinearizableRun, type OperationSpec } from "../../src/linearizable.ts"

type Equal<A, B> = Test<A> extends Test<B> ? true : false

// Two generic functions are assignable to each other only if the types they test for are identical.
type Test<A> = <T>() => T extends A ? 1 : 2

const make = Ref.make<ReadonlyArray<number>>([])

type Drawn = { readonly at: number }

const run = linearizableRun(
  {
    make,
    operations: {
      push: { arguments: [1, 2], run: (stack, value) => Ref.update(stack, (all) => [...all, value]) },
      pop: { run: (stack) => Ref.modify(stack, (all) => [Option.fromUndefinedOr(all.at(-1)), all.slice(0, -1)]) },
      at: {
        arguments: (random: Random.Random): Drawn => ({ at: random.nextDoubleUnsafe() }),
        run: (stack, { at }) => Effect.map(Ref.get(stack), (all) => all[at])
      },
      fail: { arguments: [["a"], ["b"]], run: (_stack, [text]) => Effect.fail(text?.length) }
    },
    model: {
      initial: [] as ReadonlyArray<number>,
      step: (state, operation) => {
        true satisfies Equal<typeof state, ReadonlyArray<number>>
        true satisfies Equal<typeof operation.name, "push" | "pop" | "at" | "fail">
        switch (operation.name) {
          case "push":
            true satisfies Equal<typeof operation.argument, number>
            return { state: [...state, operation.argument] }
          case "pop":
            true satisfies Equal<typeof operation.argument, undefined>
            return { state: state.slice(0, -1), result: Option.fromUndefinedOr(state.at(-1)) }
          case "at":
            true satisfies Equal<typeof operation.argument, Drawn>
            return { state, result: state[operation.argument.at] }
          case "fail":
            true satisfies Equal<typeof operation.argument, Array<string>>
            return { state, failure: operation.argument[0]?.length }
        }
      },
      key: (state) => state.join(),
      equals: (a, b) => a.length === b.length
    },
    fibers: 3,
    perFiber: 3
  },
  1
)

true satisfies Equal<typeof run, LinearizableRun>
true satisfies Equal<typeof run.program, Effect.Effect<void, unknown>>

const push = { arguments: [1], run: (stack: Ref.Ref<ReadonlyArray<number>>) => Ref.get(stack) }
const model = { initial: 0, step: (state: number) => ({ state }) }

linearizableRun({ make, operations: { push }, model, fibers: 1, perFiber: 1 }, 1)

// @ts-expect-error: the model needs a first state
linearizableRun({ make, operations: { push }, model: { step: model.step }, fibers: 1, perFiber: 1 }, 1)

// @ts-expect-error: an operation is done on what `make` makes
linearizableRun({ make: Effect.succeed("no stack"), operations: { push }, model, fibers: 1, perFiber: 1 }, 1)

// @ts-expect-error: the number of fibers has no default
linearizableRun({ make, operations: { push }, model, perFiber: 1 }, 1)

linearizableRun(
  {
    make,
    operations: { push },
    // @ts-expect-error: the next state is a state
    model: { initial: 0, step: (_state: number) => ({ state: "text" }) },
    fibers: 1,
    perFiber: 1
  },
  1
)

// An operation must not need a service that nobody provides.
const needsScope = () => Effect.scope
true satisfies Equal<typeof needsScope extends OperationSpec<unknown, undefined>["run"] ? true : false, false>
const needsNothing = () => Effect.succeed(1)
true satisfies Equal<typeof needsNothing extends OperationSpec<unknown, undefined>["run"] ? true : false, true>
