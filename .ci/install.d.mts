export const root: string;
export function install(wishes?: { readonly browser?: boolean }): Promise<string | null>;
export function nodeRefusal(version: string): string | null;
export function isInstalled(folder: string): boolean;
export function run(command: string, flags: readonly string[]): boolean;
