import type { Section } from './sections.js';

/** Where rows and the headers of their groups are shown. Without groups, an index is a place in the order. */
export class Layout {
  #sections: readonly Section[] = [];
  #isCollapsed: (code: number) => boolean = () => false;
  #count = 0;

  /** Number of rows that are shown, headers of groups among them. */
  get count(): number {
    return this.#count;
  }

  /** Takes over sections. Collapsed ones show nothing but their header; one without a code has no header. */
  arrange(sections: readonly Section[], isCollapsed: (code: number) => boolean): void {
    this.#sections = sections;
    this.#isCollapsed = isCollapsed;
    this.#count = 0;
    for (const section of sections) this.#count += this.#height(section);
  }

  /** The place in the order of what is shown at an index; -1 for the header of a group and beyond the ends. */
  placeAt(index: number): number {
    let [left, place] = [index, 0];
    for (const section of this.#sections) {
      const height = this.#height(section);
      if (left < height) return left < headOf(section) ? -1 : place + left - headOf(section);
      left -= height;
      place += section.length;
    }
    return -1;
  }

  /** The code of the group whose header is shown at an index, if one is. */
  groupAt(index: number): number | undefined {
    let left = index;
    for (const section of this.#sections) {
      if (left === 0) return section.code;
      left -= this.#height(section);
      if (left < 0) return undefined;
    }
    return undefined;
  }

  /** The index at which a place in the order is shown, or -1 where its group is collapsed. */
  indexOf(place: number): number {
    let [index, left] = [0, place];
    for (const section of this.#sections) {
      if (left < section.length)
        return this.#height(section) > section.length - 1 + headOf(section) ? index + headOf(section) + left : -1;
      index += this.#height(section);
      left -= section.length;
    }
    return -1;
  }

  /** The index of the header of a group, or -1 where there is no such group. */
  indexOfGroup(code: number): number {
    let index = 0;
    for (const section of this.#sections) {
      if (section.code === code) return index;
      index += this.#height(section);
    }
    return -1;
  }

  #height({ code, length }: Section): number {
    if (code === undefined) return length;
    return this.#isCollapsed(code) ? 1 : length + 1;
  }
}

/** Rows that a section has beside those of its members. */
function headOf({ code }: Section): number {
  return code === undefined ? 0 : 1;
}
