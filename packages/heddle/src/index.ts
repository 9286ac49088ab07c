/**
 * What an app installs: the public names of the packages it usually needs, under one roof.
 *
 * @since 0.1.0
 */
export * from "@heddle/core"
