/** @since 0.1.0 */
import { currentPlace } from "./internal/place.ts"
import type { TaskScope } from "./scope.ts"

/**
 * The scope whose body or task is calling, however deep; undefined outside of scopes.
 *
 * It travels with `AsyncLocalStorage`, which Node, Bun and Deno have. Where there is none, as in browsers, this is always
 * undefined: pass the scope on instead.
 */
export const currentScope = (): TaskScope | undefined => currentPlace()?.scope
