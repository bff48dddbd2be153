/** So many rows that follow one another and belong to one group; without groups there is one section of all rows. */
export interface Section {
  /** Code of the group; nothing where there are no groups. */
  readonly code: number | undefined;
  length: number;
}

/** The same sections, to be changed apart. */
export function copyOf(sections: readonly Section[]): Section[] {
  return sections.map(({ code, length }) => ({ code, length }));
}

/** Adds a row at the end of the section of a group, which is added at the end if need be. */
export function addTo(sections: Section[], code: number | undefined): void {
  const section = sections.find((candidate) => candidate.code === code);
  if (section === undefined) sections.push({ code, length: 1 });
  else section.length += 1;
}
