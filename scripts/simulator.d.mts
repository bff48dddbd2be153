/** The compiled module that exports `startSimulator`, as a URL to import. */
export const simulatorModule: string;

/** Compiles simulator/ into a folder, `.cache/simulator/` by default, and returns the compiled module as a URL. */
export function compileSimulator(into?: string): Promise<string>;
