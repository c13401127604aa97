import { defineConfig } from 'vite';

/** The pod as one file for Node, `dist/pod/main.js`, beside the app it serves in `dist/app`. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/pod/main.ts',
    outDir: 'dist/pod',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: '[name].js' } },
  },
  ssr: { noExternal: true },
});
