/** Words of an invented house: enough that names, searches and trees look like a real inventory, however many tools. */
import { mulberry32, seedOf } from '#app/demo/mulberry32.ts';

/** Room, then what stands in it: some forty places. */
export const placesByRoom: Readonly<Record<string, readonly string[]>> = {
  Menuiserie: ['Établi 1', 'Établi 2', 'Mur nord', 'Mur sud', 'Armoire à lames', 'Râtelier à serre-joints'],
  Métallerie: ['Poste à souder', 'Armoire rouge', 'Étagère haute', 'Étagère basse'],
  Couture: ['Table de coupe', 'Armoire à tissus', 'Tiroirs', 'Portant'],
  Électronique: ['Paillasse', 'Casier A', 'Casier B', 'Vitrine'],
  Cuisine: ['Placard haut', 'Placard bas', 'Réserve', 'Chambre froide'],
  Jardin: ['Cabane', 'Serre', 'Appentis', 'Garage à vélos'],
  Cave: ['Rayon 1', 'Rayon 2', 'Rayon 10', 'Palette du fond'],
  'Salle commune': ['Scène', 'Bibliothèque', 'Placard à jeux'],
};

/** Category, then what hangs in it: name, then another name some people use. */
export const thingsByCategory: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  Percer: [
    ['Perceuse', 'chignole électrique'],
    ['Perceuse à colonne', 'perceuse d’établi'],
    ['Perforateur', 'marteau piqueur'],
  ],
  Visser: [
    ['Visseuse', 'dévisseuse'],
    ['Clé dynamométrique', 'clé de couple'],
    ['Jeu d’embouts', 'bits'],
  ],
  Scier: [
    ['Scie sauteuse', 'sauteuse'],
    ['Scie circulaire', 'circulaire'],
    ['Scie à onglet', 'radiale'],
    ['Égoïne', 'scie à main'],
  ],
  Poncer: [
    ['Ponceuse excentrique', 'orbitale'],
    ['Ponceuse à bande', 'bande'],
    ['Cale à poncer', 'bloc'],
  ],
  Raboter: [
    ['Rabot électrique', 'raboteuse'],
    ['Rabot de paume', 'petit rabot'],
    ['Dégauchisseuse', 'dégau'],
  ],
  Serrer: [
    ['Serre-joint', 'presse'],
    ['Étau', 'mordache'],
    ['Sangle', 'tendeur'],
  ],
  Mesurer: [
    ['Mètre laser', 'télémètre'],
    ['Pied à coulisse', 'palmer'],
    ['Niveau', 'bulle'],
    ['Équerre', 'fausse équerre'],
  ],
  Souder: [
    ['Poste à souder', 'arc'],
    ['Fer à souder', 'station'],
    ['Chalumeau', 'lampe à souder'],
  ],
  Coudre: [
    ['Machine à coudre', 'piqueuse'],
    ['Surjeteuse', 'overlock'],
    ['Ciseaux de tailleur', 'grands ciseaux'],
  ],
  Repasser: [
    ['Fer à repasser', 'centrale vapeur'],
    ['Presse à transfert', 'presse à chaud'],
  ],
  Mesures_électriques: [
    ['Multimètre', 'voltmètre'],
    ['Oscilloscope', 'oscillo'],
    ['Alimentation de labo', 'alim'],
  ],
  Imprimer: [
    ['Imprimante 3D', 'machine à fil'],
    ['Traceur', 'table de découpe'],
  ],
  Cuisiner: [
    ['Marmite de 50 litres', 'faitout'],
    ['Plancha', 'grill'],
    ['Robot pâtissier', 'pétrin'],
    ['Percolateur', 'cafetière de fête'],
  ],
  Conserver: [
    ['Stérilisateur', 'autoclave'],
    ['Sertisseuse', 'boîteuse'],
  ],
  Bêcher: [
    ['Bêche', 'louchet'],
    ['Grelinette', 'aérabêche'],
    ['Motobineuse', 'fraise'],
  ],
  Tailler: [
    ['Taille-haie', 'cisaille à haie'],
    ['Sécateur', 'coupe-branche'],
    ['Tronçonneuse', 'tronço'],
  ],
  Arroser: [
    ['Tuyau d’arrosage', 'jet'],
    ['Pompe de relevage', 'vide-cave'],
  ],
  Rouler: [
    ['Vélo cargo', 'triporteur'],
    ['Remorque', 'carriole'],
    ['Diable', 'chariot'],
  ],
  Monter: [
    ['Échelle', 'escabeau'],
    ['Échafaudage', 'échaf'],
    ['Harnais', 'baudrier'],
  ],
  Éclairer: [
    ['Projecteur', 'spot'],
    ['Baladeuse', 'lampe d’atelier'],
    ['Guirlande', 'lampions'],
  ],
  Sonoriser: [
    ['Enceinte', 'baffle'],
    ['Table de mixage', 'console'],
    ['Micro', 'micro-cravate'],
  ],
  Jouer: [
    ['Jeu de quilles', 'mölkky'],
    ['Baby-foot', 'babyfoot'],
  ],
};

const brands = ['Bosch', 'Makita', 'Facom', 'Festool', 'Singer', 'Brother', 'Ryobi', 'Hitachi', 'Peugeot', 'Stihl'];
const traits = [
  'bleue',
  'jaune',
  'petite',
  'grande',
  'ancienne',
  'neuve',
  'de Paul',
  'du samedi',
  'lourde',
  'silencieuse',
];
const firstNames = [
  'Ana',
  'Béa',
  'Chloé',
  'Driss',
  'Élise',
  'Farid',
  'Gaëlle',
  'Hugo',
  'Inès',
  'Jules',
  'Karim',
  'Léna',
];
const lastNames = ['Abadie', 'Morvan', 'Nguyen', 'Ortiz', 'Péron'];
export const purposes = [
  'étagère du hall',
  'réparation du portail',
  'fête de quartier',
  'cours du samedi',
  'jardin partagé',
];
export const notes = ['lame à changer', 'tout va bien', 'rangée à sa place', 'batterie presque vide'];

export const chanceOf = (word: string): (() => number) => mulberry32(seedOf(word));
export const oneOf = <Item>(chance: () => number, among: readonly Item[]): Item =>
  among[Math.floor(chance() * among.length)] as Item;

export const memberName = (at: number): string =>
  `${firstNames[at % firstNames.length] ?? ''} ${lastNames[Math.floor(at / firstNames.length) % lastNames.length] ?? ''}`;

/** What a tool is called and said to be. The number makes every name its own, as inventories do. */
export function toolWords(at: number, [name, otherName]: readonly [string, string], chance: () => number) {
  const brand = oneOf(chance, brands);
  return {
    name: `${name} ${oneOf(chance, traits)} ${String(at + 1)}`,
    ...(chance() < 0.4 ? { otherNames: [otherName] } : {}),
    ...(chance() < 0.5 ? { about: `${name} ${brand}, à rendre propre. ${oneOf(chance, notes)}.` } : {}),
    ...(chance() < 0.6
      ? { brand, model: `${brand.slice(0, 2).toUpperCase()} ${String(100 + Math.floor(chance() * 900))}` }
      : {}),
    ...(chance() < 0.5 ? { spot: `crochet ${String(1 + Math.floor(chance() * 40))}` } : {}),
  };
}
