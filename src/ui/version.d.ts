/** The version in package.json, put in place by the bundler. */
// oxlint-disable-next-line eslint/no-underscore-dangle -- Vite's custom for constants put in at build time.
declare const __VERSION__: string;
