/**
 * Names operations and tells what they share, by the text of the functions they were made of.
 *
 * The table is read off Effect itself on first use: every function of the list is run once, and the operations it
 * consists of are noted under its name. What is in no table is code of the program's own: it may touch anything.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as PubSub from "effect/PubSub"
import * as Queue from "effect/Queue"
import * as Ref from "effect/Ref"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as SynchronizedRef from "effect/SynchronizedRef"
import * as Tracer from "effect/Tracer"
import { VirtualClock } from "./clock.ts"
import { closureOf, evaluate, isControl, kindOf, type Primitive, type RawFiber } from "./effect.ts"

/**
 * `local`: nothing that another fiber could notice. `tracked`: all it shares reports itself to the footprint.
 * `opaque`: it may touch anything.
 */
export type Sharing = "local" | "tracked" | "opaque"

interface Known {
  readonly name: string
  readonly sharing: Sharing
}

/** The name of an operation as the program wrote it: `Ref.set`, or `Effect.sync(() => count++)`. */
export const nameOf = (operation: Primitive): string => {
  const kind = kindOf(operation)
  return known(operation)?.name ?? ownName(kind, operation)
}

export const sharingOf = (operation: Primitive): Sharing =>
  isControl(kindOf(operation)) || steering.has(kindOf(operation)) ? "local" : (known(operation)?.sharing ?? "opaque")

/** They touch nothing themselves, but an interrupt or another fiber may come before them. */
const steering = new Set(["Yield", "OnExit"])

/** Waits for the world outside: a promise. */
export const isExternal = (operation: Primitive): boolean => {
  const { name } = known(operation) ?? {}
  return name === "Effect.promise" || name === "Effect.tryPromise"
}

/** Waits in an `Effect.callback` that is none of Effect's own. */
export const isCallback = (operation: Primitive): boolean =>
  kindOf(operation) === "Async" && known(operation) === undefined

const known = (operation: Primitive): Known | undefined => {
  const text = textOf(operation)
  return text === undefined ? undefined : table().get(text)
}

const textOf = (operation: Primitive): string | undefined => {
  const closure = closureOf(operation)
  return closure === undefined ? undefined : `${kindOf(operation)} ${Function.prototype.toString.call(closure)}`
}

const written: Readonly<Record<string, string>> = {
  Sync: "Effect.sync",
  Suspend: "Effect.suspend",
  Async: "Effect.callback",
  WithFiber: "Effect.withFiber",
  WithFiberSucceed: "Effect.withFiber",
  Yield: "Effect.yieldNow",
  OnExit: "Effect.onExit"
}

const ownName = (kind: string, operation: Primitive): string => {
  const name = written[kind] ?? kind
  const closure = closureOf(operation)
  if (closure === undefined || kind === "Yield") return name
  const text = Function.prototype.toString.call(closure).replace(/\s+/g, " ")
  return `${name}(${text.length > 48 ? `${text.slice(0, 47)}…` : text})`
}

let cached: Map<string, Known> | undefined

const table = (): Map<string, Known> => (cached ??= readTable())

type Sample = readonly [name: string, sharing: Sharing, effect: Effect.Effect<unknown, unknown>]

const readTable = (): Map<string, Known> => {
  const found = new Map<string, Known>()
  // Set first: reading the table must not start reading it again.
  cached = found
  for (const [name, sharing, effect] of [...locals(), ...shared()]) {
    const tracer = Tracer.make({
      span: (options) => new Tracer.NativeSpan(options),
      context: ((primitive: Primitive, fiber: RawFiber) => {
        const text = isControl(kindOf(primitive)) ? undefined : textOf(primitive)
        if (text !== undefined && !found.has(text)) found.set(text, { name, sharing })
        return evaluate(primitive, fiber)
      }) as never
    })
    const fiber = Effect.runFork(effect.pipe(Effect.provideService(Tracer.Tracer, tracer)))
    fiber.interruptUnsafe()
  }
  return found
}

class Service extends Context.Service<Service, { readonly value: number }>()("@heddle/explore/Service") {}

const untraced = Effect.fnUntraced(function* () {})
const traced = Effect.fn(function* () {})

const locals = (): ReadonlyArray<Sample> => [
  ["Effect.gen", "local", Effect.gen(function* () {})],
  ["Effect.fn", "local", untraced()],
  ["Effect.fn", "local", traced()],
  ["Effect.service", "local", Effect.provideService(Effect.asVoid(Service), Service, { value: 1 })],
  ["Effect.context", "local", Effect.context()],
  ["Effect.contextWith", "local", Effect.contextWith(() => Effect.void)],
  ["Effect.uninterruptible", "local", Effect.uninterruptible(Effect.void)],
  ["Effect.interruptible", "local", Effect.interruptible(Effect.void)],
  ["Effect.uninterruptibleMask", "local", Effect.uninterruptibleMask((restore) => restore(Effect.void))],
  ["Effect.onExit", "local", Effect.onExit(Effect.void, () => Effect.void)],
  ["Effect.ensuring", "local", Effect.ensuring(Effect.void, Effect.void)],
  [
    "Effect.acquireUseRelease",
    "local",
    Effect.acquireUseRelease(
      Effect.void,
      () => Effect.void,
      () => Effect.void
    )
  ],
  ["Effect.scoped", "local", Effect.scoped(Effect.void)],
  ["Effect.scope", "local", Effect.scoped(Effect.asVoid(Effect.scope))],
  ["Effect.withSpan", "local", Effect.withSpan(Effect.void, "span")],
  ["Effect.fiberId", "local", Effect.fiberId],
  ["Effect.sleep", "local", Effect.provideService(Effect.sleep("1 minute"), Clock.Clock, new VirtualClock())],
  ["Clock.currentTimeMillis", "local", Effect.provideService(Clock.currentTimeMillis, Clock.Clock, new VirtualClock())],
  ["Effect.forEach", "local", Effect.forEach([1], () => Effect.void)],
  ["Effect.all", "local", Effect.all([Effect.void])],
  ["Effect.never", "local", Effect.never],
  ["Effect.promise", "opaque", Effect.promise(() => new Promise(() => {}))],
  ["Effect.promise", "opaque", Effect.promise((_signal) => new Promise(() => {}))],
  ["Effect.tryPromise", "opaque", Effect.tryPromise(() => new Promise(() => {}))],
  ["Effect.tryPromise", "opaque", Effect.tryPromise((_signal) => new Promise(() => {}))]
]

const shared = (): ReadonlyArray<Sample> => {
  const ref = Ref.makeUnsafe(0)
  const deferred = Deferred.makeUnsafe<number>()
  const done = Deferred.makeUnsafe<number>()
  const queue = Effect.runSync(Queue.bounded<number>(1))
  const semaphore = Semaphore.makeUnsafe(1)
  const latch = Latch.makeUnsafe()
  const synchronized = Effect.runSync(SynchronizedRef.make(0))
  const subscription = Effect.runSync(SubscriptionRef.make(0))
  const pubsub = Effect.runSync(PubSub.bounded<number>(1))
  const ended = Effect.runFork(Effect.void)
  const running = Effect.runFork(Effect.never)
  return [
    ["Ref.make", "local", Ref.make(0)],
    ["Ref.get", "tracked", Ref.get(ref)],
    ["Ref.set", "tracked", Ref.set(ref, 0)],
    ["Ref.getAndSet", "tracked", Ref.getAndSet(ref, 0)],
    ["Ref.update", "tracked", Ref.update(ref, (n) => n)],
    ["Ref.updateAndGet", "tracked", Ref.updateAndGet(ref, (n) => n)],
    ["Ref.getAndUpdate", "tracked", Ref.getAndUpdate(ref, (n) => n)],
    ["Ref.setAndGet", "tracked", Ref.setAndGet(ref, 0)],
    ["Ref.modify", "tracked", Ref.modify(ref, (n) => [n, n])],
    ["Deferred.make", "local", Deferred.make()],
    ["Deferred.await", "tracked", Deferred.await(deferred)],
    ["Deferred.succeed", "tracked", Deferred.succeed(done, 1)],
    ["Deferred.fail", "tracked", Deferred.fail(Deferred.makeUnsafe<number, string>(), "")],
    [
      "Deferred.done",
      "tracked",
      Deferred.done(Deferred.makeUnsafe<number>(), Effect.runSync(Effect.exit(Effect.succeed(1))))
    ],
    ["Deferred.complete", "tracked", Deferred.complete(Deferred.makeUnsafe<number>(), Effect.succeed(1))],
    ["Deferred.interrupt", "tracked", Deferred.interrupt(Deferred.makeUnsafe<number>())],
    ["Deferred.isDone", "tracked", Deferred.isDone(done)],
    ["Deferred.poll", "tracked", Deferred.poll(done)],
    ["Queue.bounded", "local", Queue.bounded(1)],
    ["Queue.offer", "tracked", Queue.offer(queue, 1)],
    ["Queue.offer", "tracked", Queue.offer(queue, 1)],
    ["Queue.size", "tracked", Queue.size(queue)],
    ["Queue.take", "tracked", Queue.take(queue)],
    ["Queue.take", "tracked", Effect.andThen(Queue.take(queue), Queue.take(queue))],
    ["Queue.takeAll", "tracked", Queue.takeAll(queue)],
    ["Queue.poll", "tracked", Queue.poll(queue)],
    ["Queue.shutdown", "tracked", Queue.shutdown(Effect.runSync(Queue.bounded<number>(1)))],
    ["Queue.end", "tracked", Queue.end(Effect.runSync(Queue.bounded<number>(1)) as never)],
    ["Semaphore.make", "local", Semaphore.make(1)],
    ["Semaphore.take", "tracked", semaphore.take(1)],
    ["Semaphore.take", "tracked", semaphore.take(1)],
    ["Semaphore.release", "tracked", semaphore.release(1)],
    ["Semaphore.withPermit", "tracked", Semaphore.makeUnsafe(1).withPermit(Effect.void)],
    ["Semaphore.withPermit", "tracked", Semaphore.makeUnsafe(0).withPermit(Effect.void)],
    ["Semaphore.takeIfAvailable", "tracked", semaphore.takeIfAvailable(1)],
    ["Semaphore.withPermitsIfAvailable", "tracked", semaphore.withPermitsIfAvailable(1)(Effect.void)],
    ["Fiber.join", "tracked", Fiber.join(running)],
    ["Fiber.join", "tracked", Fiber.join(ended)],
    ["Fiber.await", "tracked", Fiber.await(running)],
    ["Effect.forkChild", "local", Effect.forkChild(Effect.void)],
    ["Effect.forkDetach", "local", Effect.forkDetach(Effect.void)],
    ["Fiber.joinAll", "tracked", Fiber.joinAll([running])],
    ["Fiber.awaitAll", "tracked", Fiber.awaitAll([running])],
    ["Fiber.interrupt", "tracked", Fiber.interrupt(running)],
    ["Scope.close", "opaque", Effect.suspend(() => Scope.close(Scope.makeUnsafe(), Exit.void))],
    ["Scope.addFinalizer", "opaque", Effect.scoped(Effect.addFinalizer(() => Effect.void))],
    ["Effect.acquireRelease", "opaque", Effect.scoped(Effect.acquireRelease(Effect.void, () => Effect.void))],
    ["Effect.forkScoped", "opaque", Effect.scoped(Effect.forkScoped(Effect.void))],
    ["Effect.race", "opaque", Effect.race(Effect.never, Effect.void)],
    ["Effect.raceFirst", "opaque", Effect.raceFirst(Effect.never, Effect.void)],
    ["Effect.timeout", "opaque", Effect.timeout(Effect.never, "1 minute")],
    ["Effect.forEach", "opaque", Effect.forEach([1, 2], () => Effect.never, { concurrency: 2 })],
    ["Fiber.interruptAll", "tracked", Fiber.interruptAll([ended])],
    ["Latch.make", "local", Latch.make()],
    ["Latch.await", "opaque", latch.await],
    ["Latch.open", "opaque", latch.open],
    ["Latch.close", "opaque", latch.close],
    ["Latch.release", "opaque", latch.release],
    ["Scope.make", "local", Scope.make()],
    ["SynchronizedRef.updateEffect", "opaque", SynchronizedRef.updateEffect(synchronized, Effect.succeed)],
    [
      "SynchronizedRef.modifyEffect",
      "opaque",
      SynchronizedRef.modifyEffect(synchronized, (n) => Effect.succeed([n, n] as const))
    ],
    ["SubscriptionRef.set", "opaque", SubscriptionRef.set(subscription, 1)],
    ["SubscriptionRef.update", "opaque", SubscriptionRef.update(subscription, (n) => n)],
    ["SubscriptionRef.get", "opaque", SubscriptionRef.get(subscription)],
    ["PubSub.publish", "opaque", PubSub.publish(pubsub, 1)],
    ["PubSub.subscribe", "opaque", Effect.scoped(PubSub.subscribe(pubsub))]
  ]
}
