/** Writes membership-1.json: `npx tsx tests/vectors/writeMembership1.ts`. Once released, the file is never written again. */
import { writeFileSync } from 'node:fs';
import { buildMembership1 } from './buildMembership1.ts';

writeFileSync(new URL('membership-1.json', import.meta.url), `${JSON.stringify(await buildMembership1(), null, 2)}\n`);
