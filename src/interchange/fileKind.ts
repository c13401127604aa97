/** What a file is when it is no table of text, so that the interface can say what to do instead. */
export type NotText =
  | 'spreadsheet'
  | 'zip'
  | 'pdf'
  | 'picture'
  | 'web-page'
  | 'json'
  /** Bytes that are no text in any encoding we know. */
  | 'binary';

/** Looks at the first bytes, not at the name: a phone's file picker often gives a wrong type. */
export const notTextKind = (bytes: Uint8Array): NotText | null => {
  const head = latin(bytes.subarray(0, 4096));
  if (head.startsWith('PK\u0003\u0004')) return holdsSpreadsheet(bytes, head) ? 'spreadsheet' : 'zip';
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'spreadsheet';
  if (head.startsWith('\u001f\u008b') || head.startsWith('7z\u00bc\u00af') || head.startsWith('Rar!')) return 'zip';
  if (head.startsWith('%PDF-')) return 'pdf';
  if (
    /^(?:\u0089PNG\r|\u00ff\u00d8\u00ff|GIF8[79]a|RIFF[\s\S]{4}WEBP|BM[\s\S]{4}\0{4}|II\*\0|MM\0\*|[\s\S]{4}ftyp)/.test(
      head,
    )
  )
    return 'picture';
  const text = head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (/^(?:<!doctype\b|<html\b|<\?xml\b|<table\b|<head\b|<workbook\b)/i.test(text)) return 'web-page';
  if (/^(?:\{\s*(?:"[^"\n]*"\s*:|\}\s*$)|\[\s*[{[\]])/.test(text)) return 'json';
  return null;
};

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Excel's and LibreOffice's files are zips whose parts have well-known names, listed again at the end. */
const holdsSpreadsheet = (bytes: Uint8Array, head: string): boolean =>
  /xl\/(?:workbook|worksheets|_rels|styles|sharedStrings)|opendocument\.spreadsheet|Index\/Tables/.test(
    head + latin(bytes.subarray(Math.max(0, bytes.length - 4096))),
  );
