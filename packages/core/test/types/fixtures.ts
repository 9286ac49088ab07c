/** Effects with errors and services to tell apart. Nothing here runs. */
import { Context, Data, type Effect } from "effect"

export class DbError extends Data.TaggedError("DbError")<{}> {}
export class HttpError extends Data.TaggedError("HttpError")<{}> {}

export class Db extends Context.Service<Db, { readonly db: true }>()("test/Db") {}
export class Http extends Context.Service<Http, { readonly http: true }>()("test/Http") {}

export interface User {
  readonly name: string
}

export declare const loadUser: Effect.Effect<User, DbError, Db>
export declare const countOrders: Effect.Effect<number, HttpError, Http>
export declare const ping: Effect.Effect<boolean>
