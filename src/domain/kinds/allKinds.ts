import type { Kind } from './kind.ts';
import * as care from './care.ts';
import * as custody from './custody.ts';
import * as duty from './duty.ts';
import * as member from './member.ts';
import * as membership from './membership.ts';
import * as place from './place.ts';
import * as skill from './skill.ts';
import * as text from './text.ts';
import * as tool from './tool.ts';
import * as workshop from './workshop.ts';

/** Every kind this version knows, by name. Facts of other kinds are kept, passed on, and count nowhere. */
export const kindByName: ReadonlyMap<string, Kind> = new Map(
  [workshop, membership, member, place, text, tool, custody, care, skill, duty]
    .flatMap((kinds) => Object.values(kinds) as unknown[])
    .filter((value): value is Kind => typeof value === 'object' && value !== null && 'concern' in value)
    .map((kind) => [kind.name, kind]),
);
