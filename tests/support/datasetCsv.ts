import { chanceOf, oneOf, placesByRoom, thingsByCategory, toolWords } from './datasetWords.ts';

/** An inventory of so many rows in Circulate's columns, as another program would export it. */
export function inventoryCsv(rows: number): string {
  const chance = chanceOf(`export of ${String(rows)}`);
  const columns =
    'id,complete_number,name,categories,description_markdown,brand,model,other_names,status,location_area,location_shelf';
  const things = Object.entries(thingsByCategory).flatMap(([category, named]) =>
    named.map((thing) => ({ category, thing })),
  );
  const places = Object.entries(placesByRoom).flatMap(([room, below]) => below.map((place) => `${room}//${place}`));
  const lines = Array.from({ length: rows }, (_, at) => {
    const { category, thing } = oneOf(chance, things);
    const { name, otherNames, about, brand, model, spot } = toolWords(at, thing, chance);
    const cells = [
      at + 1,
      `C-${at + 1}`,
      name,
      category,
      about,
      brand,
      model,
      otherNames,
      'active',
      oneOf(chance, places),
      spot,
    ];
    return cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',');
  });
  return [columns, ...lines, ''].join('\n');
}
