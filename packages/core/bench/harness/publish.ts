/**
 * Writes the table where the docs read it.
 */
import { mkdir, writeFile } from "node:fs/promises"
import os from "node:os"
import path from "node:path"
import type { Row } from "./Row.ts"

export interface Published {
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memoryGb: number
    readonly platform: string
  }
  /** Day of the run, ISO 8601. */
  readonly date: string
  readonly node: string
  readonly rows: ReadonlyArray<Row>
}

export const publish = async (file: string, rows: ReadonlyArray<Row>): Promise<void> => {
  const cpus = os.cpus()
  const published: Published = {
    machine: {
      cpu: cpus[0]?.model ?? "unknown",
      cores: cpus.length,
      memoryGb: Math.round(os.totalmem() / 2 ** 30),
      platform: `${os.platform()} ${os.arch()}`
    },
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    rows
  }
  await write(file, published)
}

/** Writes a study's own table into the folder of the rows. */
export const publishTable = (file: string, name: string, table: ReadonlyArray<unknown>): Promise<void> =>
  write(path.join(path.dirname(file), `${name}.json`), table)

const write = async (file: string, value: unknown): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(value, rounded, 2)}\n`)
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value
