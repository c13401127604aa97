import type { WorkshopId } from '#domain/ids.ts';

/** Each generation is kept under a name of its own, which is no workshop's. */
export const boardName = (workshop: WorkshopId, generation: number): string =>
  `circule-board-${workshop.slice(0, 22)}-${String(generation)}`;
