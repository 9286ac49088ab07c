/** How a reason travels: as an annotation of the interrupt in the cause. */
import * as Context from "effect/Context"
import type { InterruptReason } from "../InterruptReason.ts"

export class Annotation extends Context.Service<Annotation, InterruptReason>()("@heddle/core/InterruptReason") {}

export const annotation = (reason: InterruptReason): Context.Context<never> => Context.make(Annotation, reason)
