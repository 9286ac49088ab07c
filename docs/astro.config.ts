import starlight from "@astrojs/starlight"
import { defineConfig, passthroughImageService } from "astro/config"
import starlightLinksValidator from "starlight-links-validator"
import { dark, light } from "./src/styles/code-themes.ts"

export default defineConfig({
  trailingSlash: "always",
  devToolbar: { enabled: false },
  // The site has no raster images, and the native image library is not built in this workspace.
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: "Heddle",
      description: "Structured concurrency for TypeScript, on Effect 4.",
      favicon: "/favicon.svg",
      logo: { src: "./src/assets/logo.svg", replacesTitle: false },
      customCss: ["./src/styles/brand.css", "./src/styles/content.css"],
      components: {
        Hero: "./src/components/Hero.astro",
        SiteTitle: "./src/components/SiteTitle.astro",
        Header: "./src/components/Header.astro",
        Footer: "./src/components/Footer.astro"
      },
      expressiveCode: {
        themes: [dark, light],
        useStarlightUiThemeColors: false,
        // The palette is measured already, and a transparent background would mislead the correction.
        minSyntaxHighlightingColorContrast: 0,
        styleOverrides: {
          borderRadius: "0",
          borderColor: "var(--sl-color-hairline)",
          codeBackground: "transparent",
          codeFontSize: "0.84375rem",
          codeLineHeight: "1.6",
          codePaddingInline: "0",
          frames: { shadowColor: "transparent", frameBoxShadowCssValue: "none" }
        },
        defaultProps: { frame: "none" }
      },
      // Pages of source files are made outside the content collection; scripts/check-links.ts checks those links.
      plugins: [starlightLinksValidator({ exclude: ["/source/**"] })],
      sidebar: [
        {
          label: "Concepts",
          items: [{ slug: "concepts/structured-concurrency" }]
        },
        {
          label: "@heddle/core",
          items: [
            { slug: "core/task-scope" },
            { slug: "core/lists" },
            { slug: "core/deadline" },
            { slug: "core/task-tree" },
            { slug: "core/unhandled" },
            { slug: "core/async" }
          ]
        },
        {
          label: "@heddle/explore",
          items: [{ autogenerate: { directory: "explore" } }]
        },
        {
          label: "Internals",
          items: [
            { slug: "internals/conformance" },
            { slug: "internals/benchmarks" },
            { slug: "internals/size" },
            { label: "Decisions", collapsed: true, items: [{ autogenerate: { directory: "internals/adr" } }] }
          ]
        },
        { slug: "glossary" }
      ]
    })
  ]
})
