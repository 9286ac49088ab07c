/** A disk in memory that can be slow, refuse, and change under the search; it writes down what was opened and closed. */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Disk, type OpenFile } from "../disk.ts"
import { type FileError, fromSystem } from "../errors.ts"
import { join } from "../paths.ts"

export interface Contents {
  /** Paths like `root/a/x` and what is in them; folders are there because files are in them. */
  readonly files: Readonly<Record<string, string | Buffer>>
  /** The error code with which a folder cannot be listed, or a file cannot be opened. */
  readonly refused?: Readonly<Record<string, string>>
  /** The error code with which a file cannot be looked at. */
  readonly hidden?: Readonly<Record<string, string>>
  /** The content a file has once it has been looked at. */
  readonly changed?: Readonly<Record<string, string>>
  /** How long every call takes. */
  readonly delay?: Duration.Input
}

export const make = ({ changed = {}, delay = 0, files, hidden = {}, refused = {} }: Contents) => {
  const opened: Array<string> = []
  const closed: Array<string> = []
  const open = new Set<OpenFile>()
  const log = { opened, closed, peak: 0 }

  const slow = <A, E>(call: () => Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.uninterruptible(Effect.andThen(Effect.sleep(delay), Effect.suspend(call)))
  const errorOf = (path: string, code: string): FileError => fromSystem(path, Object.assign(new Error(code), { code }))
  const refusal = (path: string): Effect.Effect<never, FileError> | undefined => {
    const code = refused[path]
    return code === undefined ? undefined : Effect.fail(errorOf(path, code))
  }

  const list = (folder: string) =>
    slow(() => {
      const below = Object.keys(files).filter((path) => path.startsWith(join(folder, "")))
      const names = below.map((path) => path.slice(join(folder, "").length).split("/"))
      const folders = new Set(names.filter(({ length }) => length > 1).map(([name]) => name ?? ""))
      const here = names.filter(({ length }) => length === 1).map(([name]) => name ?? "")
      return refusal(folder) ?? Effect.succeed({ folders: [...folders], files: here })
    })

  const statuses = (paths: ReadonlyArray<string>) =>
    slow(() =>
      Effect.succeed(
        paths.map((path) => {
          const code = hidden[path]
          if (code !== undefined) return errorOf(path, code)
          return { size: Buffer.from(files[path] ?? "").length, links: 1, inode: path }
        })
      )
    )

  const openFile = (path: string) =>
    Effect.suspend(() => {
      opened.push(path)
      return slow(() => {
        const refused = refusal(path)
        if (refused !== undefined) return refused
        const file: OpenFile = { path, descriptor: opened.length }
        open.add(file)
        log.peak = Math.max(log.peak, open.size)
        return Effect.succeed(file)
      })
    })

  const read = (file: OpenFile, block: Buffer, position: number) =>
    slow(() => {
      if (!open.has(file)) return Effect.die(new Error(`${file.path} is read after it was closed`))
      const content = Buffer.from(changed[file.path] ?? files[file.path] ?? "")
      return Effect.succeed(content.copy(block, 0, position))
    })

  const close = (file: OpenFile) =>
    Effect.sync(() => {
      open.delete(file)
      closed.push(file.path)
    })

  return { log, open, layer: Layer.succeed(Disk, Disk.of({ list, statuses, open: openFile, read, close })) }
}
