/** The compiled module that exports `startSimulator`, as a URL to import. */
export const simulatorModule: string;

/** Compiles simulator/ into .cache/simulator/. */
export function compileSimulator(into?: string): Promise<string>;
