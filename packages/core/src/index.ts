/** Structured concurrency on Effect. @since 0.1.0 */
export * as Deadline from "./Deadline.ts"
export * as InterruptReason from "./InterruptReason.ts"
export * as Introspection from "./Introspection.ts"
export * as TaskScope from "./TaskScope.ts"
export * as TaskTree from "./TaskTree.ts"
export * as Unhandled from "./Unhandled.ts"
