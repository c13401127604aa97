/**
 * `lines`: a log, or one branch of a doubled log (`branch` empty for the log itself); `start` is where its own facts
 * begin. `facts.place` is the order of arrival, never used again; `part`: 0 none, 1 here, 2 wanted, 3 dropped.
 */
export const schema = `
CREATE TABLE IF NOT EXISTS workshops (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, facts INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS lines (
  n INTEGER PRIMARY KEY, workshop INTEGER NOT NULL, log TEXT NOT NULL, branch TEXT NOT NULL,
  start INTEGER NOT NULL, height INTEGER NOT NULL, head TEXT NOT NULL, UNIQUE (workshop, log, branch));
CREATE TABLE IF NOT EXISTS facts (
  place INTEGER PRIMARY KEY AUTOINCREMENT, workshop INTEGER NOT NULL, line INTEGER NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, entry BLOB NOT NULL, person BLOB, part INTEGER NOT NULL, arrived INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS facts_by_line ON facts (line, seq);
CREATE INDEX IF NOT EXISTS facts_by_place ON facts (workshop, place, line, seq);
CREATE INDEX IF NOT EXISTS facts_in_clear ON facts (workshop, place) WHERE arrived IS NOT NULL;
CREATE INDEX IF NOT EXISTS parts_wanted ON facts (workshop) WHERE part = 2;
`;
