/** Structured concurrency on Effect. @since 0.1.0 */
export * as Deadline from "./Deadline.ts"
export * as InterruptReason from "./InterruptReason.ts"
export * as TaskScope from "./TaskScope.ts"
export * as Unhandled from "./Unhandled.ts"
