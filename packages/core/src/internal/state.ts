/**
 * The life of a scope as a pure state machine.
 *
 * `open` (the body runs) → `joining` (the body has ended, tasks still run) → `closed`; from `open` and `joining` also
 * → `interrupting` (everything left is being interrupted, and waited for) → `closed`. The first reason to interrupt
 * wins; every other event in a state that does not expect it changes nothing.
 */
import type { InterruptReason } from "../InterruptReason.ts"

export type State =
  | { readonly phase: "open" }
  | { readonly phase: "joining" }
  | { readonly phase: "interrupting"; readonly reason: InterruptReason }
  | { readonly phase: "closed"; readonly reason: InterruptReason | undefined }

export type Event =
  | { readonly type: "body-ended" }
  | { readonly type: "interrupt"; readonly reason: InterruptReason }
  | { readonly type: "emptied" }

export const open: State = { phase: "open" }
const joining: State = { phase: "joining" }
const closed: State = { phase: "closed", reason: undefined }

export const bodyEnded: Event = { type: "body-ended" }
export const emptied: Event = { type: "emptied" }
export const interrupt = (reason: InterruptReason): Event => ({ type: "interrupt", reason })

/** The state after `event`; the same object when the event changes nothing. */
export const transition = (state: State, event: Event): State => {
  switch (event.type) {
    case "body-ended":
      return state.phase === "open" ? joining : state
    case "interrupt":
      return state.phase === "open" || state.phase === "joining"
        ? { phase: "interrupting", reason: event.reason }
        : state
    case "emptied":
      switch (state.phase) {
        case "joining":
          return closed
        case "interrupting":
          return { phase: "closed", reason: state.reason }
        default:
          return state
      }
  }
}

/** Why the scope was interrupted, if it was. */
export const reasonOf = (state: State): InterruptReason | undefined =>
  state.phase === "interrupting" || state.phase === "closed" ? state.reason : undefined
