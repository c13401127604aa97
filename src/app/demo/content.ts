import { demoCategories } from './contentCategories.ts';
import { gardenTools } from './contentGarden.ts';
import { houseTools } from './contentHouse.ts';
import { kitchenTools } from './contentKitchen.ts';
import { metalTools } from './contentMetal.ts';
import { demoPeople } from './contentPeople.ts';
import { demoPlaces } from './contentPlaces.ts';
import { sewingTools } from './contentSewing.ts';
import type { DemoContent } from './contentShape.ts';
import { woodTools } from './contentWood.ts';

/**
 * The atelier anyone may open and throw away. Written in French, and read in French by everyone, as any workshop's own words are.
 * Names of people stand in `people` and nowhere else, as in a real workshop.
 */
export const demoContent: DemoContent = {
  workshop: { name: 'La Remise', language: 'fr', address: '12 rue du Lavoir' },
  people: demoPeople,
  places: demoPlaces,
  categories: demoCategories,
  tools: [...woodTools, ...metalTools, ...sewingTools, ...gardenTools, ...kitchenTools, ...houseTools],
};
