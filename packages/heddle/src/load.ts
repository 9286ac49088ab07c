/**
 * Finds the package of a subcommand: beside `heddle` itself, then in the project that `heddle` is run in.
 *
 * @since 0.1.0
 */
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

/**
 * Imports `<packageName>/heddle`. Resolves to `undefined` when the package is nowhere to be found, and to an empty
 * module when it is installed in a version that exports no `./heddle`.
 */
export const load = async (packageName: string, directory: string): Promise<unknown> => {
  const specifier = `${packageName}/heddle`
  const project = createRequire(pathToFileURL(`${directory}/`))
  const found =
    locate(() => import.meta.resolve(specifier)) ?? locate(() => pathToFileURL(project.resolve(specifier)).href)
  if (found === undefined) return undefined
  return found === notExported ? {} : import(found)
}

const notExported = Symbol("installed, without the export ./heddle")

const locate = (resolve: () => string): string | typeof notExported | undefined => {
  try {
    return resolve()
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") return undefined
    if (code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return notExported
    throw error
  }
}
