/**
 * Deterministic concurrency testing for Effect programs.
 *
 * @since 0.1.0
 */
export * as Explore from "./Explore.ts"
