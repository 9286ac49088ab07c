/** The real disk with two reader threads for all tests of a file: threads take longer to start than to search. */
import { afterAll } from "@effect/vitest"
import * as Layer from "effect/Layer"
import { Disk, fromPool } from "../disk.ts"
import * as Pool from "../pool.ts"

export const pool = Pool.make(2)
afterAll(() => pool.close())

export const realDisk = Layer.succeed(Disk, fromPool(pool))
