/** A part of the sources, and the tests that have to notice a change in it. */
export interface MutationPart {
  readonly mutate: string[];
  readonly tests: string[];
}

export const mutationParts: Readonly<Record<string, MutationPart>>;

/** The part that this process works on. */
export function currentPart(): MutationPart | undefined;
