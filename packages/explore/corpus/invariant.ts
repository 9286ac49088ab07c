import { Effect } from "effect"

/** Dies with `message` unless `holds`. */
export const invariant = (holds: boolean, message: string): Effect.Effect<void> =>
  holds ? Effect.void : Effect.die(new Error(message))
