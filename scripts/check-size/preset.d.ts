/** The package ships no types. */
declare module "@size-limit/preset-small-lib" {
  const plugins: Array<(...args: Array<unknown>) => unknown>
  export default plugins
}
