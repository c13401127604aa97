import { usuallyEmpty, type ForeignFormat, type FormatTarget } from './foreignFormat.ts';

/** What people write above the columns of a list they keep themselves, in French, English and German. The likelier first. */
const words: readonly (readonly [FormatTarget, string])[] = [
  [
    'name',
    "nom de l'outil, nom outil, nom du matériel, nom de l'objet, désignation, dénomination, libellé, intitulé, tool name, item name, asset name, equipment name, outil, objet, article, matériel, équipement, tool, item, equipment, object, bezeichnung, gegenstand, werkzeug, gerät, artikel, titel, titre, title, name, nom, produit, product",
  ],
  [
    'otherNames',
    'autres noms, autre nom, synonymes, synonyme, aussi appelé, mots clés, alias, other names, synonyms, aliases, keywords, schlagworte, stichworte, auch genannt',
  ],
  [
    'about',
    'description, descriptif, détails, détail, details, beschreibung, long description, short description, caractéristiques',
  ],
  [
    'note',
    'notes, note, remarque, remarques, commentaire, commentaires, observation, observations, comments, comment, bemerkung, bemerkungen, anmerkung, notiz, consignes, précautions',
  ],
  [
    'category',
    'catégorie, catégories, famille, fam, rubrique, rayon, sous catégorie, category, categories, kategorie, gruppe, rubrik, type d outil, type de matériel, item type, genre',
  ],
  [
    'place',
    'lieu de rangement, rangement, lieu rgt, rgt, emplacement, localisation, lieu, où, salle, pièce, bâtiment, location, place, home location, storage, room, where, standort, lagerort, ort, raum, aufbewahrung',
  ],
  ['spot', 'étagère, tiroir, crochet, bac, casier, caisse, niveau, shelf, spot, bin, drawer, hook, fach, regal, kiste'],
  ['brand', 'marque, fabricant, brand, manufacturer, make, marke, hersteller'],
  ['model', 'modèle, model, model name, modell, typ, model number'],
  [
    'serial',
    'numéro de série, n° de série, no de série, n° série, num série, n série, serial number, serial no, serial, s/n, sn, seriennummer, serien nr',
  ],
  [
    'code',
    "n° inv, n° inventaire, n° d'inventaire, no inventaire, numéro d'inventaire, num inv, code barre, code barres, codebarre, code, référence, ref, réf, numéro, n°, no, étiquette, asset tag, asset id, barcode, ean, ean13, gtin, upc, inventory number, inventory code, tag, qr, qr code, number, inventarnummer, inventar nr, inv nr, nummer, nr, strichcode",
  ],
  [
    'contents',
    'contenu, composition, accessoires, inclus, pièces, contents, components, accessories, parts, included, inhalt, zubehör, lieferumfang',
  ],
  ['quantity', 'quantité, qté, qte, nombre, nb, quantity, qty, count, anzahl, menge, stück, stk'],
  ['status', 'statut, état, status, state, disponibilité, disponible, zustand, verfügbarkeit, condition'],
  [
    'arrival',
    "acheté le, date d'achat, date achat, date d'acquisition, acquis le, date d'entrée, arrivée, purchase date, date purchased, purchased, acquired, kaufdatum, gekauft am, angeschafft",
  ],
  [
    'createdAt',
    "créé le, ajouté le, date de création, date d'ajout, created at, created, added on, added, date created, erstellt, hinzugefügt",
  ],
  [
    'updatedAt',
    'modifié le, mis à jour le, mise à jour, dernière modification, updated at, updated, last updated, last update, geändert',
  ],
  ['photoLink', 'photo, photos, image, images, picture, image url, photo url, lien photo, bild, foto'],
  ['what', 'genre d objet'],
  ['importId', 'id, identifiant, uuid, _id'],
  [
    'holderName',
    'emprunteur, emprunteuse, emprunté par, prêté à, chez, chez qui, détenteur, détenu par, qui l a, borrower, borrowed by, checked out to, checked out, assigned to, attribué à, affecté à, utilisateur, holder, lent to, loaned to, custodian, custody, user, entleiher, ausleiher, ausgeliehen an, verliehen an, kunde, customer, customer name, nutzer, full name, nom complet',
  ],
  ['holderFirstName', 'prénom, first name, firstname, given name, vorname'],
  ['holderLastName', 'nom de famille, last name, lastname, surname, family name, nachname, familienname'],
  [
    'holderContact',
    'email, e-mail, mail, courriel, adresse mail, adresse email, adresse e-mail, téléphone, tél, tel, n° de téléphone, numéro de téléphone, portable, mobile, phone, telephone, phone number, telephone number, contact, telefon, handy, telefonnummer, kontakt',
  ],
  [
    'holderUntil',
    'retour prévu, date de retour, retour le, à rendre le, jusqu au, due, due in, due date, expected checkin date, expected return, zurück am, rückgabe, rückgabedatum, bis',
  ],
  [
    'people',
    'propriétaire, appartient à, donateur, donatrice, donné par, don de, responsable, référent, référente, adhérent, adhérente, membre, contact d urgence, owner, owned by, donor, donated by, donated from, responsible, manager, member, technician, vendor contact, created by, author, auteur, username, user name, login, employee number, employee no, badge, adresse, adresse postale, address, street, rue, ville, city, code postal, zip, postcode, postal code, date de naissance, birthdate, birthday, besitzer, eigentümer, spender, verantwortlich, mitglied, adresse, strasse, plz, wohnort, geburtsdatum, gestionnaire, gardien, gardienne, fournisseur contact, sold to',
  ],
];

export const generic: ForeignFormat = {
  name: 'generic',
  signature: [],
  enough: 0,
  columns: Object.fromEntries(words.flatMap(([target, list]) => list.split(', ').map((word) => [word, target]))),
  categories: { path: /\s+[>/›»→]\s+|\s*\/\/\s*/, between: /\s*[;|]\s*/ },
  places: { path: /\s+[>/›»→]\s+|\s*\/\/\s*/, between: null },
  empty: usuallyEmpty,
};
