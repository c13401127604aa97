import babel, { defineRolldownBabelPreset } from '@rolldown/plugin-babel';
import { lingui } from '@lingui/vite-plugin';
import { defineConfig } from 'vitest/config';
import { catalogues } from './.ci/catalogues.ts';

const linguiMacros = defineRolldownBabelPreset({
  preset: () => ({ plugins: ['@lingui/babel-plugin-lingui-macro'] }),
  rolldown: { filter: { code: /@lingui\/(?:core|react)\/macro/ } },
});

const project = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  // Of the app's plugins, those that make its texts readable; not the ones that write a bundle.
  plugins: [babel({ presets: [linguiMacros] }), lingui(), catalogues()],
  test: {
    environment: 'node',
    passWithNoTests: true,
    allowOnly: false,
    maxWorkers: 2,
    projects: [
      project('unit', 20_000),
      project('contracts', 20_000),
      project('fleet', 120_000),
      project('attacks', 60_000),
    ],
  },
});
