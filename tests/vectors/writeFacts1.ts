/** Writes facts-1.json: `npx tsx tests/vectors/writeFacts1.ts`. Once released, the file is never written again. */
import { writeFileSync } from 'node:fs';
import { buildFacts1 } from './buildFacts1.ts';

writeFileSync(new URL('facts-1.json', import.meta.url), `${JSON.stringify(await buildFacts1(), null, 2)}\n`);
