/** Limits of what an import takes in. A file beyond them is refused with the limit named; a text beyond them is cut and said so. */

/** 25 MB: several hundred thousand lines of text, and still held twice in the memory of an old phone. */
export const maxFileBytes = 25 * 1024 * 1024;
export const maxRows = 100_000;
export const maxColumns = 256;

/**
 * Bytes (UTF-8) a tool's long parts may take together with the bounds of `#domain/schema.ts`, so that the fact which
 * brings it in stays below a part's 40 KiB even when every letter takes four bytes.
 */
export const maxImportedBytes = 12_000;
export const maxContentsBytes = 4_000;
/** Letters of one cell that are looked at; no tool keeps as many. */
export const maxCellLength = 40_000;
/** Codes claimed for one tool: each becomes a fact. */
export const maxCodes = 8;
export const maxPathDepth = 8;
export const maxCategoryPaths = 8;
