/** What was found, as text for people and as JSON for programs. Both in the same order, whatever ran first. */
import * as Duration from "effect/Duration"
import type { ArgumentInvalidError } from "./args.ts"
import type { Ending, Outcome } from "./duplicates.ts"
import type { FileError } from "./errors.ts"
import { printable } from "./paths.ts"
import * as Signals from "./signals.ts"
import * as Survey from "./survey.ts"
import { bytes, counted, duration } from "./units.ts"

export const text = ({ ending, folder, survey }: Outcome): string => {
  const groups = Survey.groups(survey)
  const lines = groups.flatMap((group) => [
    `${group.paths.length} files of ${bytes(group.size)}, ${bytes(Survey.reclaimable(group))} reclaimable`,
    ...group.paths.map((path) => `  ${printable(path)}`),
    ""
  ])

  const files = groups.reduce((sum, { paths }) => sum + paths.length, 0)
  const gain = groups.reduce((sum, group) => sum + Survey.reclaimable(group), 0)
  const found =
    groups.length === 0
      ? "no duplicates found"
      : `${counted(groups.length, "group")} of duplicates, ${counted(files, "file")}, ${bytes(gain)} reclaimable`
  lines.push(`${printable(folder)}: ${found}${ending._tag === "Complete" ? "" : " so far"}`)

  if (survey.errors.length > 0) {
    lines.push("", `${counted(survey.errors.length, "file or folder", "files or folders")} could not be read:`)
    for (const error of errors(survey)) lines.push(`  ${printable(error.path)}: ${error.message}`)
  }
  if (ending._tag !== "Complete") lines.push("", ...unfinished(ending, survey))
  return `${lines.join("\n")}\n`
}

/** Bytes of a name that are not UTF-8 are written as lone surrogates, `\udc80` to `\udcff`. */
export const json = ({ ending, survey }: Outcome): string => {
  const complete = ending._tag === "Complete"
  const notReached = {
    folders: [...survey.unread].toSorted(Survey.byText),
    files: Survey.notCompared(survey)
      .map(({ path }) => path)
      .toSorted(Survey.byText)
  }
  const report = {
    groups: Survey.groups(survey),
    errors: errors(survey).map(({ _tag, code, message, path }) => ({ path, error: _tag, code, message })),
    complete,
    ...(complete ? {} : { notReached })
  }
  return `${JSON.stringify(report)}\n`
}

/** 0 all done, or ended as asked by `--deadline`; 1 something could not be read; 128 and its number for a signal. */
export const exitCode = ({ ending, survey }: Outcome): number => {
  if (ending._tag === "Interrupted") return Signals.exitCodes[ending.signal]
  return survey.errors.length > 0 ? 1 : 0
}

/** Why nothing was searched. */
export const refusal = (error: ArgumentInvalidError | FileError): string => {
  if (error._tag === "ArgumentInvalidError") return `find-duplicates: ${error.message}\nTry --help.\n`
  const why = error._tag === "FileVanishedError" ? nothingThere(error.code) : error.message
  return `find-duplicates: folder "${printable(error.path)}": ${why}; allowed: a folder that exists and that you may read\n`
}

const nothingThere = (code: string): string =>
  code === "ENOTDIR" ? "it is not a folder (ENOTDIR)" : `it does not exist (${code})`

const unfinished = (ending: Exclude<Ending, { _tag: "Complete" }>, survey: Survey.Survey): ReadonlyArray<string> => {
  const folders = [...survey.unread].toSorted(Survey.byText)
  const files = Survey.notCompared(survey)
  const size = files.reduce((sum, file) => sum + file.size, 0)
  const why =
    ending._tag === "Interrupted"
      ? `interrupted by ${ending.signal}`
      : `the deadline of ${duration(Duration.toMillis(ending.deadline))} passed`
  const first = folders.slice(0, 3).map((folder) => `  ${printable(folder)}`)
  return [
    `Not reached, ${why}:`,
    `  ${counted(files.length, "file")} (${bytes(size)}) not compared, ${counted(folders.length, "folder")} not read`,
    ...first,
    ...(folders.length > first.length ? [`  and ${counted(folders.length - first.length, "folder")} more`] : [])
  ]
}

const errors = (survey: Survey.Survey) =>
  survey.errors.toSorted((a, b) => Survey.byText(a.path, b.path) || Survey.byText(a.code, b.code))
