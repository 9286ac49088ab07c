/**
 * Whether two types are the same, not only assignable to each other; `any` is the same as nothing else. A proof is
 * written `true satisfies Equal<A, B>`.
 */
export type Equal<A, B> = Test<A> extends Test<B> ? true : false

// Two generic functions are assignable to each other only if the types they test for are identical.
type Test<A> = <T>() => T extends A ? 1 : 2
