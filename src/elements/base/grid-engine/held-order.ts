import type { GridSource } from './grid-source.js';
import { reservedBytes, reservedRows } from './reserve.js';
import { addTo, copyOf, type Section } from './sections.js';

/** Stands for a row whose record is gone. */
const GONE = 0xffff_ffff;

/** What becomes of the place of a record that goes while rows hold still: it stays empty, or closes at once. */
export type GonePlaces = 'stay' | 'close';

/**
 * An order that holds still: rows keep their places whatever their values, and newcomers come at the end, of their group
 * where there are groups. Records are told apart by id, since a row may be used again while the order is held.
 */
export class HeldOrder {
  sections: Section[] = [];
  #rows: Uint32Array = new Uint32Array(64);
  #inside: Uint8Array = new Uint8Array(64);
  #ids: string[] = [];
  #count = 0;
  #gone = 0;

  /** The row at a place; nothing where its record is gone, and beyond the end. */
  at(place: number): number | undefined {
    const row = place < this.#count ? this.#rows[place] : undefined;
    return row === GONE ? undefined : row;
  }

  /** The place of a row, or -1. */
  placeOf(row: number): number {
    return this.#rows.subarray(0, this.#count).indexOf(row);
  }

  /** Id of the record at a place, whether it is there or gone. */
  idAt(place: number): string | undefined {
    return this.#ids[place];
  }

  /** Takes over an order as it is. */
  take(rows: Uint32Array, sections: readonly Section[], source: GridSource): void {
    this.#reserve(rows.length, source.size);
    this.#rows.set(rows);
    this.#count = rows.length;
    this.#gone = 0;
    this.sections = copyOf(sections);
    this.#inside.fill(0);
    this.#ids.length = rows.length;
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place] ?? 0;
      this.#inside[row] = 1;
      this.#ids[place] = source.idOf(row) ?? '';
    }
  }

  /** Takes newcomers in and leaves those out that are gone. Returns whether any came or went. */
  update(source: GridSource, members: Uint8Array, codes: Uint8Array | undefined, gone: GonePlaces): boolean {
    const went = source.renewed.count > 0 && this.#findGone(source);
    if (went && gone === 'close') this.#close();
    const newcomers = this.#findNewcomers(source, members);
    const others = this.#gone === 0 ? newcomers : this.#giveBack(newcomers, source);
    if (others.length > 0) this.#append(others, source, codes);
    return went || newcomers.length > 0;
  }

  #findGone(source: GridSource): boolean {
    const before = this.#gone;
    for (let place = 0; place < this.#count; place += 1) {
      const row = this.#rows[place] ?? GONE;
      if (row === GONE || source.idOf(row) === this.#ids[place]) continue;
      this.#rows[place] = GONE;
      this.#inside[row] = 0;
      this.#gone += 1;
    }
    return this.#gone !== before;
  }

  /** Closes the places of those who are gone. */
  #close(): void {
    let [place, kept] = [0, 0];
    for (const section of this.sections) {
      const end = place + section.length;
      for (; place < end; place += 1) {
        const row = this.#rows[place] ?? GONE;
        if (row === GONE) section.length -= 1;
        else this.#put(kept++, row, this.#ids[place] ?? '');
      }
    }
    this.#count = kept;
    this.#ids.length = kept;
    this.#gone = 0;
    this.sections = this.sections.filter(({ length }) => length > 0);
  }

  #findNewcomers(source: GridSource, members: Uint8Array): number[] {
    const newcomers: number[] = [];
    this.#reserve(source.size, source.size);
    for (let row = 0; row < source.size; row += 1)
      if (members[row] === 1 && this.#inside[row] !== 1) newcomers.push(row);
    return newcomers;
  }

  /** Who comes back takes the place that was kept. Returns the others. */
  #giveBack(newcomers: readonly number[], source: GridSource): number[] {
    const places = new Map<string, number>();
    for (let place = 0; place < this.#count; place += 1)
      if (this.#rows[place] === GONE) places.set(this.#ids[place] ?? '', place);
    return newcomers.filter((row) => {
      const place = places.get(source.idOf(row) ?? '');
      if (place === undefined) return true;
      this.#rows[place] = row;
      this.#inside[row] = 1;
      this.#gone -= 1;
      return false;
    });
  }

  #append(newcomers: readonly number[], source: GridSource, codes: Uint8Array | undefined): void {
    const ids = this.#ids;
    const before = this.#rows.slice(0, this.#count);
    const sectionsBefore = copyOf(this.sections);
    for (const row of newcomers) addTo(this.sections, codes?.[row]);
    this.#reserve(before.length + newcomers.length, source.size);
    this.#ids = [];
    this.#count = 0;
    let place = 0;
    this.sections.forEach(({ code }, index) => {
      const end = place + (sectionsBefore[index]?.length ?? 0);
      for (; place < end; place += 1) this.#put(this.#count++, before[place] ?? GONE, ids[place] ?? '');
      for (const row of newcomers) if (codes?.[row] === code) this.#put(this.#count++, row, source.idOf(row) ?? '');
    });
  }

  #put(place: number, row: number, id: string): void {
    this.#rows[place] = row;
    this.#ids[place] = id;
    if (row !== GONE) this.#inside[row] = 1;
  }

  #reserve(count: number, size: number): void {
    this.#rows = reservedRows(this.#rows, count);
    this.#inside = reservedBytes(this.#inside, size);
  }
}
