import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demoContent } from '#app/demo/content.ts';
import type { DemoAct, DemoTool } from '#app/demo/contentShape.ts';
import { demoActs } from '#app/demo/script.ts';
import { storiesByTool } from '#app/demo/story.ts';
import { storyDays } from '#app/demo/storyDays.ts';
import { noticesKept } from '#app/demo/storyNotices.ts';
import { bounds } from '#domain/schema.ts';

const now = Date.parse('2025-11-22T10:24:00+01:00');
const acts = demoActs(demoContent, now);
const { tools, people, places, categories, workshop } = demoContent;
const notices = noticesKept(storyDays(now));
const toolByKey = new Map(tools.map((tool) => [tool.key, tool]));
const anyNow = fc.integer({ min: Date.parse('2025-06-01'), max: Date.parse('2032-01-01') });

/** Plays a year as the domain would, and says what went wrong first. */
function replay(year: readonly DemoAct[]) {
  const holders = new Map<string, { by: string; until: string | undefined }>();
  const known = new Set<string>();
  const retired = new Set<string>();
  const unsafe = new Map<string, boolean>();
  const wrong: string[] = [];
  for (const act of year) {
    const say = (what: string) => wrong.push(`${act.do} ${act.tool} at ${new Date(act.at).toISOString()}: ${what}`);
    const held = holders.get(act.tool);
    if (act.do === 'add') known.add(act.tool);
    else if (!known.has(act.tool)) say('not written down yet');
    if (retired.has(act.tool)) say('retired');
    if (act.do === 'fault') {
      if (unsafe.has(act.tool)) say('one fault at a time');
      unsafe.set(act.tool, act.bad === 'unsafe');
    }
    if ((act.do === 'repair' || act.do === 'release') && !unsafe.has(act.tool)) say('nothing to repair');
    if (act.do === 'release') unsafe.delete(act.tool);
    if (act.do === 'take') {
      if (unsafe.get(act.tool) === true) say('not safe');
      if (held) say(`out with ${held.by}`);
      if (toolByKey.get(act.tool)?.what === 'supply') say('a supply is used up, not taken');
      holders.set(act.tool, { by: act.by, until: act.until });
    }
    if (act.do === 'handOver') {
      if (held?.by !== act.from || act.from === act.to) say('handed over by who does not hold it');
      holders.set(act.tool, { by: act.to, until: act.until });
    }
    if (act.do === 'return') {
      if (held?.by !== act.by) say('returned by who does not hold it');
      holders.delete(act.tool);
    }
    if (act.do === 'retire') {
      if (held) say('retired while out');
      retired.add(act.tool);
    }
  }
  return { holders, retired, unsafe, wrong };
}

/** Every text of the workshop and its year, people's own entries left out. */
function allTexts(): readonly string[] {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk([workshop, places, categories, tools]);
  walk(notices.map(({ text }) => text));
  for (const act of acts) {
    if ('purpose' in act) walk(act.purpose);
    if ('note' in act) walk(act.note);
    if ('words' in act) walk(act.words);
    if ('parts' in act) walk(act.parts);
    if ('changes' in act) walk(act.changes);
  }
  return texts;
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

describe('the content', () => {
  test('is an atelier of a believable size', () => {
    const count = (what: DemoTool['what']) => tools.filter((tool) => tool.what === what).length;
    expect(count('tool') + count('kit')).toBe(120);
    expect(count('space')).toBe(5);
    expect(count('supply')).toBe(4);
    expect(people).toHaveLength(6);
    expect(people.filter((person) => person.steward)).toHaveLength(1);
    expect(people.filter((person) => !person.phone)).toHaveLength(2);
    expect(tools.filter((tool) => tool.labels > 0)).toHaveLength(92);
    expect(tools.filter((tool) => tool.labels === 2)).toHaveLength(6);
  });

  test('every key is its own and resolves', () => {
    for (const list of [people, places, categories, tools]) {
      expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
    }
    const placeKeys = new Set(places.map(({ key }) => key));
    const categoryKeys = new Set(categories.map(({ key }) => key));
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
    for (const { parent } of places) expect(parent === undefined || placeKeys.has(parent)).toBe(true);
    for (const { parent } of categories) expect(parent === undefined || categoryKeys.has(parent)).toBe(true);
    for (const { category, place } of tools)
      expect([categoryKeys.has(category), placeKeys.has(place)]).toEqual([true, true]);
    for (const { likes } of people) for (const key of likes) expect(categoryKeys.has(key)).toBe(true);
    for (const key of storiesByTool.keys()) expect(toolByKey.has(key)).toBe(true);
  });

  test('trees grow downwards: a parent stands before its children', () => {
    for (const tree of [places, categories]) {
      const seen = new Set<string>();
      for (const { key, parent } of tree) {
        expect(parent === undefined || seen.has(parent)).toBe(true);
        seen.add(key);
      }
    }
  });

  test('every category has a face', () => {
    expect(categories.filter(({ drawing }) => drawing === undefined)).toEqual([]);
  });

  test('fits what facts may hold', () => {
    for (const tool of tools) {
      expect(tool.name.length).toBeLessThanOrEqual(bounds.name);
      expect(tool.about?.length ?? 0).toBeLessThanOrEqual(bounds.about);
      expect(tool.spot?.length ?? 0).toBeLessThanOrEqual(bounds.spot);
      expect(tool.came?.origin?.length ?? 0).toBeLessThanOrEqual(bounds.short);
      expect(tool.came?.terms?.length ?? 0).toBeLessThanOrEqual(bounds.purpose);
    }
    for (const text of allTexts()) expect([text.length > 0, text]).toEqual([true, text.trim()]);
  });

  test('EAN codes have the right check digit, and lie in the range no shop uses', () => {
    const codes = tools.flatMap((tool) => tool.codes ?? []);
    expect(new Set(codes.map(({ text }) => text)).size).toBe(codes.length);
    for (const { text } of codes.filter(({ format }) => format === 'EAN13')) {
      const sum = Array.from(text).reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
      expect(text).toMatch(/^2\d{12}$/);
      expect(sum % 10).toBe(0);
    }
  });

  test('contacts are fiction', () => {
    for (const { contact } of people)
      if (contact !== undefined) expect(contact).toMatch(/^06 39 98|^05 36 49|@example\.org$/);
  });

  test('no name of a person stands anywhere but in the list of people', () => {
    for (const { name } of people) {
      const word = new RegExp(`(?<!\\p{L})${folded(name)}(?!\\p{L})`, 'u');
      for (const text of allTexts()) {
        expect(text).not.toContain(name);
        expect(folded(text)).not.toMatch(word);
      }
    }
  });

  test('is set as French is: curly apostrophes, narrow spaces', () => {
    for (const text of allTexts()) {
      expect(text).not.toMatch(/['"]/);
      expect(text).not.toMatch(/[ \u00a0][:;?!»]|«[ \u00a0]|[^\u202f:][:;?!»](?!\/)/);
      expect(text).not.toMatch(/\d (mm|cm|m|L|V|kg|h)\b/);
    }
  });
});

describe('the year', () => {
  test('is the same for everybody', () => {
    expect(demoActs(demoContent, now)).toEqual(acts);
  });

  test('has several hundred acts of every kind', () => {
    const count = (kind: DemoAct['do']) => acts.filter((act) => act.do === kind).length;
    expect(count('add')).toBe(tools.length);
    expect(count('label')).toBe(tools.reduce((sum, tool) => sum + tool.labels, 0));
    expect(count('claim')).toBe(tools.reduce((sum, tool) => sum + (tool.codes?.length ?? 0), 0));
    expect(count('take')).toBeGreaterThan(220);
    expect(count('take')).toBeLessThan(350);
    expect(count('handOver')).toBeGreaterThan(25);
    expect(count('describe')).toBeGreaterThan(8);
    expect(count('retire')).toBe(3);
  });

  test('some texts were written together and put right since, each of a tool there is', () => {
    const of = notices.map(({ tool }) => tool);
    expect(new Set(of).size).toBeGreaterThan(3);
    expect(of.length).toBeGreaterThan(new Set(of).size);
    for (const { tool, text, at } of notices) {
      expect(tool === null || toolByKey.has(tool)).toBe(true);
      expect(notices.filter((other) => other.tool === tool && other.text === text)).toHaveLength(1);
      expect(at).toBeLessThan(now);
    }
  });

  test('purposes are short, and some returns ended elsewhere', () => {
    const purposes = acts.flatMap((act) => ('purpose' in act && act.purpose !== undefined ? [act.purpose] : []));
    expect(purposes.length).toBeGreaterThan(200);
    expect(purposes.filter((purpose) => purpose.length > 120)).toEqual([]);
    expect(acts.filter((act) => act.do === 'return' && act.place !== undefined).length).toBeGreaterThan(3);
  });

  test('today fourteen tools are out, three with Léa, three late', () => {
    const { holders } = replay(acts);
    const held = [...holders.values()];
    expect(held).toHaveLength(14);
    expect(held.filter(({ by }) => by === 'lea')).toHaveLength(3);
    expect(held.filter(({ until }) => until !== undefined && until < '2025-11-22')).toHaveLength(3);
    expect(holders.get('taille-haie')).toEqual({ by: 'nour', until: '2025-11-23' });
    expect(holders.get('scie-japonaise')).toEqual({ by: 'bakary', until: '2025-11-24' });
  });

  test('whenever it is opened, it ends now and can be replayed', () => {
    fc.assert(
      fc.property(anyNow, (then) => {
        const year = demoActs(demoContent, then);
        const { wrong, holders, retired, unsafe } = replay(year);
        expect(wrong).toEqual([]);
        expect([holders.size, retired.size, unsafe.size]).toEqual([14, 3, 4]);
        expect(year.filter(({ at }) => at > then || at < then - 370 * 86_400_000)).toEqual([]);
        expect(year.every(({ at }, index) => index === 0 || at >= (year[index - 1]?.at ?? at))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('people and places of acts exist; nobody comes at night', () => {
    const keys = new Set(people.map(({ key }) => key));
    const placeKeys = new Set(places.map(({ key }) => key));
    for (const act of acts) {
      for (const person of act.do === 'handOver' ? [act.from, act.to] : [act.by]) expect(keys.has(person)).toBe(true);
      if (act.do === 'return' && act.place !== undefined) {
        expect(placeKeys.has(act.place)).toBe(true);
        expect(act.place).not.toBe(toolByKey.get(act.tool)?.place);
      }
      const hour = Number(new Date(act.at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit' }));
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(21);
    }
  });

  test('everybody comes, and each story is a long one', () => {
    for (const { key } of people) {
      expect(acts.filter((act) => act.do === 'take' && act.by === key).length).toBeGreaterThan(20);
    }
    for (const tool of storiesByTool.keys()) {
      expect(acts.filter((act) => act.tool === tool).length).toBeGreaterThan(15);
    }
  });
});

describe('the days of the story', () => {
  test('agree with the clock in Paris, summer and winter', () => {
    fc.assert(
      fc.property(anyNow, fc.integer({ min: 1, max: 370 }), (then, days) => {
        const on = storyDays(then);
        const at = new Date(on.ago(days, '09:05'));
        expect(at.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })).toBe(`${on.dayAgo(days)} 09:05:00`);
      }),
    );
  });

  test('know the weekdays before and after', () => {
    const on = storyDays(now);
    expect(on.today).toBe('2025-11-22');
    expect(on.next('saturday')).toBe('2025-11-29');
    expect(on.next('sunday')).toBe('2025-11-23');
    expect(new Date(on.last('saturday', '10:00')).toISOString()).toBe('2025-11-15T09:00:00.000Z');
    expect(new Date(on.last('friday', '10:00')).toISOString()).toBe('2025-11-21T09:00:00.000Z');
    expect(new Date(on.latest('10:25')).toISOString()).toBe('2025-11-21T09:25:00.000Z');
    expect(new Date(on.latest('10:24')).toISOString()).toBe('2025-11-22T09:24:00.000Z');
  });
});
