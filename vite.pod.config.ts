import { defineConfig } from 'vite';

/**
 * The pod as one file for Node, `dist/pod/main.js`, beside the app it serves in `dist/app`. What brings a binary of its
 * own (SQLite), or looks for one, stays in node_modules.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/pod/main.ts',
    outDir: 'dist/pod',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: '[name].js' } },
  },
  ssr: { noExternal: true, external: ['libsql', 'ws'] },
});
