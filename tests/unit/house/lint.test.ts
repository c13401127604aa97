import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Complaint {
  readonly message: string;
  readonly code: string;
  readonly help?: string;
  readonly filename: string;
}

/** Written in two halves, because the rule reads this file as well. */
const unfinished = ['TO', 'DO'].join('');

/** Each rule of ours: where it holds, what breaks it, and what it says to do instead. */
const bites: readonly (readonly [rule: string, file: string, code: string, says?: RegExp])[] = [
  ['no-restricted-globals', 'src/domain/date.ts', 'export const a = new Date(0);', /take `now` or `at`/],
  ['no-restricted-globals', 'src/domain/chance.ts', 'export const a = crypto.randomUUID();', /as arguments/],
  ['no-restricted-globals', 'src/domain/language.ts', "export const a = new Intl.Collator('fr');", /ui\/texts/],
  ['no-restricted-properties', 'src/domain/random.ts', 'export const a = Math.random();', /no chance/],
  ['no-restricted-properties', 'src/domain/random2.ts', 'const { random } = Math; export const a = random;'],
  ['no-restricted-properties', 'src/domain/order.ts', "export const a = 'a'.localeCompare('b');", /code unit/],
  ['no-restricted-properties', 'src/domain/global.ts', 'export const a = globalThis.Date.now();', /no clock/],
  ['no-restricted-properties', 'src/app/clock.ts', 'export const a = Date.now();', /deps\.clock/],
  ['no-restricted-properties', 'src/store/chance.ts', 'export const a = Math.random();', /deps/],
  ['no-restricted-imports', 'src/domain/i.ts', "import { a } from 'dexie'; export const b = a;", /nothing but itself/],
  [
    'no-restricted-imports',
    'src/domain/t.ts',
    "import type { a } from 'react'; export type B = a;",
    /nothing but itself/,
  ],
  ['no-restricted-imports', 'src/domain/up.ts', "import { a } from '#store/a.ts'; export const b = a;"],
  ['no-restricted-imports', 'src/domain/kinds/deep.ts', "import { a } from 'cborg'; export const b = a;"],
  ['no-restricted-imports', 'src/domain/node.ts', "import { a } from 'node:fs'; export const b = a;"],
  ['no-restricted-imports', 'src/crypto/i.ts', "import { a } from 'dexie'; export const b = a;", /cborg/],
  ['no-restricted-imports', 'src/store/i.ts', "import { a } from 'react'; export const b = a;", /dexie/],
  ['no-restricted-imports', 'src/device/i.ts', "import { a } from '#store/door.ts'; export const b = a;", /zxing-wasm/],
  ['no-restricted-imports', 'src/interchange/i.ts', "import { a } from 'dexie'; export const b = a;", /papaparse/],
  ['no-restricted-imports', 'src/app/i.ts', "import { a } from 'dexie'; export const b = a;", /no package/],
  ['no-restricted-imports', 'src/session/i.ts', "import { a } from 'dexie'; export const b = a;", /no Dexie/],
  ['no-restricted-imports', 'src/sync/i.ts', "import { a } from 'react'; export const b = a;", /y-webrtc/],
  ['no-restricted-imports', 'src/pod/i.ts', "import { a } from 'express'; export const b = a;", /Node's own/],
  ['no-restricted-imports', 'src/ui/parts/i.ts', "import { a } from 'dexie'; export const b = a;", /#store\/queries/],
  ['no-restricted-imports', 'src/ui/parts/c.ts', "import type { A } from '#device/a.ts'; export type B = A;"],
  ['no-restricted-imports', 'src/ui/parts/k.ts', "import type { A } from '#crypto/a.ts'; export type B = A;"],
  ['no-restricted-imports', 'src/ui/parts/n.ts', "import type { A } from '#interchange/a.ts'; export type B = A;"],
  ['no-restricted-imports', 'src/ui/parts/d.ts', "import { a } from '#store/door.ts'; export const b = a;"],
  [
    'no-restricted-imports',
    'src/ui/hooks/s.ts',
    "import { a } from '../screens/home/Home.tsx'; export const b = a;",
    /App\.tsx/,
  ],
  ['no-restricted-imports', 'src/ui/hooks/h.ts', "import { a } from '#ui/screens/home/Home.tsx'; export const b = a;"],
  ['no-restricted-imports', 'src/ui/screens/home/d.ts', "import { a } from '#store/door.ts'; export const b = a;"],
  [
    'no-restricted-imports',
    'src/ui/screens/home/o.ts',
    "import { a } from '../tool/Tool.tsx'; export const b = a;",
    /imports no other screen/,
  ],
  [
    'no-restricted-imports',
    'src/ui/screens/home/p.ts',
    "import { a } from '#ui/screens/tool/T.tsx'; export const b = a;",
  ],
  ['no-console', 'src/app/says.ts', "console.log('a');"],
  ['no-warning-comments', 'src/app/later.ts', `// ${unfinished} later\nexport const a = 1;`],
  ['no-barrel-file', 'src/app/barrel.ts', "export * from './good.ts';"],
  ['no-cycle', 'src/app/round.ts', "import { b } from './about.ts'; export const a = (): number => b();"],
  ['max-lines', 'src/app/long.ts', 'export const a = 1;\n'.concat('// line\n'.repeat(801))],
  ['no-explicit-any', 'src/app/any.ts', 'export const a = (b: any): string => String(b);'],
  ['no-non-null-assertion', 'src/app/sure.ts', 'export const a = (b: string | null): string => b!;'],
  [
    'no-floating-promises',
    'src/app/float.ts',
    'const a = async (): Promise<void> => {};\nexport const b = (): void => { a(); };',
  ],
  ['no-misused-promises', 'src/app/misused.ts', 'export const b = (a: Promise<boolean>): number => (a ? 1 : 2);'],
  [
    'switch-exhaustiveness-check',
    'src/app/cases.ts',
    "export function b(a: 'x' | 'y'): void { switch (a) { case 'x': return; } }",
  ],
  ['only-throw-error', 'src/app/thrown.ts', "export const b = (): never => { throw 'a'; };"],
  ['eqeqeq', 'src/app/equal.ts', 'export const b = (a: number): boolean => a == 1;'],
  [
    'rules-of-hooks',
    'src/ui/parts/Hook.tsx',
    "import { useState } from 'react';\nexport function Hook(p: { a: boolean }) { if (p.a) useState(1); return null; }",
  ],
  ['no-danger', 'src/ui/parts/Html.tsx', "export const Html = () => <p dangerouslySetInnerHTML={{ __html: 'a' }} />;"],
  ['button-has-type', 'src/ui/parts/Plain.tsx', 'export const Plain = () => <button>a</button>;'],
  ['alt-text', 'src/ui/parts/Picture.tsx', 'export const Picture = () => <img src="a.png" />;'],
  [
    'click-events-have-key-events',
    'src/ui/parts/Click.tsx',
    'export const Click = () => <div onClick={() => {}}>a</div>;',
  ],
  ['no-focused-tests', 'tests/unit/app/a.test.ts', "import { test } from 'vitest';\ntest.only('a', () => {});"],
];

/** What the rules must leave alone. */
const allowed: readonly (readonly [file: string, code: string])[] = [
  ['src/domain/good.ts', "import { a } from './b.ts';\nimport * as v from 'valibot';\nexport const b = [a, v];"],
  [
    'src/domain/kinds/good.ts',
    "import { a } from '../b.ts';\nimport { c } from '#domain/c.ts';\nexport const b = [a, c];",
  ],
  [
    'src/crypto/good.ts',
    "import { a } from '@noble/curves/ed25519.js';\nimport { c } from 'cborg';\nimport { d } from '#domain/d.ts';\nexport const b = [a, c, d];",
  ],
  [
    'src/store/queries/good.ts',
    "import { a } from 'dexie';\nimport { c } from '../door.ts';\nexport const b = [a, c];",
  ],
  [
    'src/device/good.ts',
    "import { a } from 'zxing-wasm/reader';\nimport c from 'zxing-wasm/reader/zxing_reader.wasm?url';\nimport { d } from 'uqr';\nexport const b = [a, c, d, Date.now()];",
  ],
  [
    'src/interchange/good.ts',
    "import a from 'papaparse';\nimport { c } from '#domain/c.ts';\nexport const b = [a, c];",
  ],
  [
    'src/app/good.ts',
    "import { a } from '#store/door.ts';\nimport { c } from '#device/clock.ts';\nexport const b = [a, c];",
  ],
  [
    'src/ui/parts/Good.tsx',
    "import { useState } from 'react';\nimport { Trans } from '@lingui/react/macro';\nimport './Good.css';\nexport const Good = () => <p>{useState(1)[0]}<Trans>a</Trans></p>;",
  ],
  [
    'src/ui/screens/home/Home.tsx',
    "import { a } from './Row.tsx';\nimport { c } from '#ui/parts/Good.tsx';\nimport { d } from '#store/queries/out.ts';\nimport { e } from '../../hooks/e.ts';\nexport const Home = () => <p>{[a, c, d, e]}</p>;",
  ],
  ['src/ui/App.tsx', "import { Home } from './screens/home/Home.tsx';\nexport const App = () => <Home />;"],
  ['src/pod/main.ts', "import { a } from 'node:fs/promises';\nconsole.log(a);"],
  ['src/main.tsx', "import { a } from '#device/a.ts';\nimport { createRoot } from 'react-dom/client';\ncreateRoot(a);"],
];

const repository = resolve(import.meta.dirname, '../../..');
let dir = '';
let complaints: readonly Complaint[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'circule-lint-'));
  const write = (file: string, code: string): void => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), `${code}\n`);
  };
  copyFileSync(join(repository, '.oxlintrc.json'), join(dir, '.oxlintrc.json'));
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "strict": true, "jsx": "react-jsx", "allowImportingTsExtensions": true, "noEmit": true } }',
  );
  for (const [, file, code] of bites) write(file, code);
  for (const [file, code] of allowed) write(file, code);
  write('src/app/about.ts', "import { a } from './round.ts';\nexport const b = (): number => a();");
  const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--type-aware', '--format=json', '.'], {
    cwd: dir,
    encoding: 'utf8',
  });
  complaints = (JSON.parse(run.stdout) as { readonly diagnostics: readonly Complaint[] }).diagnostics;
});
afterAll(() => rmSync(dir, { recursive: true }));

const about = (file: string): readonly Complaint[] =>
  complaints.filter((complaint) => complaint.filename.endsWith(file));

for (const [rule, file, , says] of bites) {
  test(`${rule} bites in ${file}`, () => {
    const bitten = about(file).filter(({ code }) => code.endsWith(`(${rule})`));
    expect(bitten, JSON.stringify(about(file))).not.toEqual([]);
    if (says !== undefined) expect(`${bitten[0]?.message} ${bitten[0]?.help}`).toMatch(says);
  });
}

test.each(allowed)('%s is left alone', (file) => {
  expect(about(file)).toEqual([]);
});
