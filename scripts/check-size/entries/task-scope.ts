/** `TaskScope` with everything in it, as a bundler sees it beside an Effect that is there already. */
export { TaskScope } from "@heddle/core"
