/**
 * Where in the tree of scopes the calling function stands, carried by `AsyncLocalStorage` where there is one.
 */
import type { AnyFiber } from "../../internal/task.ts"
import type { AsyncTask } from "./task.ts"
import type { TaskScope } from "../scope.ts"
import type { AsyncRuntime } from "./runtime.ts"

/** In the body of a scope, or in one of its tasks. */
export interface Place {
  readonly scope: TaskScope
  readonly runtime: AsyncRuntime
  readonly task: AsyncTask | undefined
}

/** The fiber that runs what stands there. */
export const fiberOf = (place: Place | undefined): AnyFiber | undefined =>
  place?.task === undefined ? place?.runtime.scope.body : place.task.fiber

interface Storage {
  getStore(): Place | undefined
  run<A>(place: Place, call: () => A): A
}

interface AsyncHooks {
  readonly AsyncLocalStorage: new () => Storage
  readonly AsyncResource: new (type: string) => { runInAsyncScope(call: () => void): void }
}

interface Platform {
  readonly process?: { readonly getBuiltinModule?: (name: string) => AsyncHooks | undefined }
}

let found: { readonly hooks: AsyncHooks | undefined; readonly storage: Storage | undefined } | undefined

// Looked up on first use: importing the module does nothing, and names no module a browser lacks.
const platform = (): NonNullable<typeof found> => {
  if (found === undefined) {
    const hooks = (globalThis as Platform).process?.getBuiltinModule?.("node:async_hooks")
    found = { hooks, storage: hooks === undefined ? undefined : new hooks.AsyncLocalStorage() }
  }
  return found
}

export const currentPlace = (): Place | undefined => platform().storage?.getStore()

export const callIn = <A>(place: Place, call: () => A): A => {
  const { storage } = platform()
  return storage === undefined ? call() : storage.run(place, call)
}

/** Lets `call` run later as if it ran now, for everything that travels with `AsyncLocalStorage`. */
export const here = (call: () => void): (() => void) => {
  const { hooks } = platform()
  if (hooks === undefined) return call
  const resource = new hooks.AsyncResource("heddle/TaskHandle")
  return () => resource.runInAsyncScope(call)
}
