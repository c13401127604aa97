/** What whoever looks after a pod may know: counts, no names, no members. */
export interface PodStatus {
  readonly version: string;
  readonly upSince: number;
  readonly workshops: readonly {
    readonly workshop: string;
    readonly facts: number;
    readonly bytes: number;
    /** Sealed pictures and files, large and small ones counted each. */
    readonly blobs: number;
    readonly blobBytes: number;
  }[];
  readonly diskFree: number | null;
  readonly trouble: 'storage-full' | 'storage-lost' | null;
  /** False: this pod only brings phones together, another one has the data. */
  readonly keepsFacts: boolean;
  readonly phones: { readonly connections: number; readonly refused: number };
  readonly signaling: { readonly connections: number; readonly topics: number; readonly refused: number };
}

type Language = 'fr' | 'en';

const words = {
  fr: {
    title: 'Le pod de Circule',
    well: 'Tout va bien.',
    full: "Le disque est plein : rien de nouveau n'est gardé. Faites de la place, le pod reprendra de lui-même.",
    lost: "Le disque ne répond pas ou n'accepte pas d'écriture : rien de nouveau n'est gardé.",
    notKept: 'Un autre pod garde déjà ces données : celui-ci ne fait que mettre les téléphones en relation.',
    version: 'Version',
    up: 'En marche depuis',
    disk: 'Place libre sur le disque',
    unknown: 'inconnue',
    phones: 'Téléphones connectés au pod',
    meeting: 'Téléphones qui se cherchent',
    rooms: 'Salles de rendez-vous',
    refused: 'Connexions refusées ou coupées',
    workshops: 'Ateliers',
    none: "Aucun atelier n'est encore gardé ici.",
    workshop: 'Atelier',
    facts: 'Faits',
    size: 'Taille',
    pictures: 'Photos et fichiers',
    blind: 'Le pod garde des faits chiffrés : il ne peut lire ni noms, ni outils, ni notes.',
  },
  en: {
    title: 'The Circule pod',
    well: 'All is well.',
    full: 'The disk is full: nothing new is kept. Make room, and the pod goes on by itself.',
    lost: 'The disk does not answer or takes no writing: nothing new is kept.',
    notKept: 'Another pod keeps these data already: this one only brings phones together.',
    version: 'Version',
    up: 'Up since',
    disk: 'Free disk space',
    unknown: 'unknown',
    phones: 'Phones connected to the pod',
    meeting: 'Phones looking for each other',
    rooms: 'Meeting rooms',
    refused: 'Connections refused or cut',
    workshops: 'Workshops',
    none: 'No workshop is kept here yet.',
    workshop: 'Workshop',
    facts: 'Facts',
    size: 'Size',
    pictures: 'Photos and files',
    blind: 'The pod keeps sealed facts: it can read no names, no tools, no notes.',
  },
} as const;

/** One page, no script, nothing loaded. */
export function statusPage(status: PodStatus, acceptLanguage: string | undefined): string {
  const language = languageOf(acceptLanguage);
  const say = words[language];
  const number = new Intl.NumberFormat(language);
  const rows = [
    [say.version, status.version],
    [say.up, new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(status.upSince)],
    [say.disk, status.diskFree === null ? say.unknown : size(status.diskFree, language)],
    [say.phones, number.format(status.phones.connections)],
    [say.meeting, number.format(status.signaling.connections)],
    [say.rooms, number.format(status.signaling.topics)],
    [say.refused, number.format(status.phones.refused + status.signaling.refused)],
  ];
  const workshops = status.workshops.map(
    ({ workshop, facts, bytes, blobs, blobBytes }) =>
      `<tr><td><code>${escaped(workshop.slice(0, 8))}…</code></td><td>${number.format(facts)}</td><td>${size(bytes, language)}</td><td>${number.format(blobs)} (${size(blobBytes, language)})</td></tr>`,
  );
  const isWell = status.trouble === null && status.keepsFacts;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${say.title}</title>
<style>${style}</style>
</head>
<body>
<h1>${say.title}</h1>
<p class="${isWell ? 'well' : 'trouble'}">${stateOf(status, language)}</p>
<dl>${rows.map(([name = '', value = '']) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('\n')}</dl>
<h2>${say.workshops}</h2>
${
  workshops.length === 0
    ? `<p>${say.none}</p>`
    : `<table><thead><tr><th>${say.workshop}</th><th>${say.facts}</th><th>${say.size}</th><th>${say.pictures}</th></tr></thead><tbody>${workshops.join('\n')}</tbody></table>`
}
<p class="note">${say.blind}</p>
</body>
</html>
`;
}

function stateOf({ trouble, keepsFacts }: PodStatus, language: Language): string {
  const say = words[language];
  if (!keepsFacts) return say.notKept;
  return trouble === null ? say.well : trouble === 'storage-full' ? say.full : say.lost;
}

function languageOf(acceptLanguage = ''): Language {
  const [first = ''] = acceptLanguage.toLowerCase().split(',');
  return first === '' || first.startsWith('fr') ? 'fr' : 'en';
}

function size(bytes: number, language: Language): string {
  const [amount, unit]: readonly [number, string] =
    bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : bytes < 1e9 ? [bytes / 1e6, 'megabyte'] : [bytes / 1e9, 'gigabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
.well, .trouble { padding: .75rem 1rem; border-radius: .5rem; border: 1px solid; }
.well { border-color: #2e7d4f; }
.trouble { border-color: #c0392b; font-weight: 600; }
dl { margin: 1.5rem 0; }
dl div { display: flex; justify-content: space-between; gap: 1rem; padding: .4rem 0; border-bottom: 1px solid #8884; }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: right; padding: .4rem 0; border-bottom: 1px solid #8884; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
.note { margin-top: 2rem; opacity: .8; font-size: .9rem; }
`;
