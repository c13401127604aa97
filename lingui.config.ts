import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'fr',
  locales: ['fr', 'en'],
  catalogs: [{ path: '<rootDir>/src/ui/texts/locales/{locale}', include: ['src/ui', 'src/app'] }],
  // Line numbers would make every catalogue change with every edit of a screen.
  format: 'po',
  formatOptions: { lineNumbers: false },
  orderBy: 'message',
});
