import type { GridSource } from './grid-source.js';
import type { Grouping } from './grouping.js';
import { HeldOrder, type GonePlaces } from './held-order.js';
import { Layout } from './layout.js';
import { reservedBytes } from './reserve.js';
import { RowOrder } from './row-order.js';
import type { Section } from './sections.js';
import { SortKeys, type SortKey } from './sort-keys.js';

/** Decides which rows are shown; see `filter/row-filter.ts`. */
export interface Membership {
  /**
   * Sets a flag for every row that is shown.
   *
   * @param taken Flags of the rows that have a record.
   * @param anew Whether rows changed that nobody told this filter of.
   */
  choose(source: GridSource, taken: Uint8Array, members: Uint8Array, anew: boolean): void;
}

/**
 * Which rows are shown, and in which order: sorted, filtered, in groups, or holding still. Reads columns when `refresh` is
 * called, makes no object per row, and knows no element. Rows with equal keys stand in the order of their numbers, so
 * that the same values always give the same order.
 */
export class GridEngine {
  readonly #keys = new SortKeys();
  readonly #order = new RowOrder();
  readonly #layout = new Layout();
  readonly #goneWhileHeld: GonePlaces;
  #source: GridSource;
  #sort: readonly SortKey[] = [];
  #filter: Membership | undefined;
  #grouping: Grouping | undefined;
  #taken: Uint8Array = new Uint8Array(0);
  #members: Uint8Array = new Uint8Array(0);
  #held: HeldOrder | undefined;
  #released = false;
  #sections: readonly Section[] = [];
  /** Whether the order means something else than at the last refresh. */
  #anew = true;
  #filtersAnew = true;
  #outdated = true;

  /** @param goneWhileHeld What becomes of the place of a record that goes while rows hold still; default: it stays. */
  constructor(source: GridSource, goneWhileHeld: GonePlaces = 'stay') {
    this.#source = source;
    this.#goneWhileHeld = goneWhileHeld;
  }

  /** What rows are ordered by, the most important column first. Another order also moves rows that hold still. */
  get sort(): readonly SortKey[] {
    return this.#sort;
  }

  set sort(sort: readonly SortKey[]) {
    if (isSame(sort, this.#sort)) return;
    this.#sort = sort;
    this.#keys.forgetTexts(sort);
    this.orderAnew();
  }

  /** Which rows are shown; nothing for all. Another filter also moves rows that hold still. */
  get filter(): Membership | undefined {
    return this.#filter;
  }

  set filter(filter: Membership | undefined) {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#filtersAnew = true;
    this.orderAnew();
  }

  /** How rows are grouped, if they are. Another grouping also moves rows that hold still. */
  get grouping(): Grouping | undefined {
    return this.#grouping;
  }

  set grouping(grouping: Grouping | undefined) {
    if (grouping === this.#grouping) return;
    this.#grouping = grouping;
    this.orderAnew();
  }

  /** While true rows stay where they are, and newcomers come at the end. The refresh after it puts everything right. */
  get held(): boolean {
    return this.#held !== undefined && !this.#released;
  }

  set held(held: boolean) {
    if (held === this.held) return;
    this.#released = !held && this.#held !== undefined;
    if (!held) this.#outdated = true;
    else if (this.#held === undefined) this.#hold();
  }

  /** Whether something was asked for since the last refresh. */
  get outdated(): boolean {
    return this.#outdated;
  }

  /** Number of rows that are shown, headers of groups among them. */
  get count(): number {
    return this.#layout.count;
  }

  /** Number of records that are shown, or would be if their groups were open. */
  get matching(): number {
    return this.#sections.reduce((sum, { length }) => sum + length, 0);
  }

  /** The row at an index from 0; nothing for the header of a group, for an empty place and beyond the end. */
  at(index: number): number | undefined {
    const place = this.#layout.placeAt(index);
    return place < 0 ? undefined : (this.#held ?? this.#order).at(place);
  }

  /** Id of the record at an index, also of one that is gone and whose place is kept; nothing for the header of a group. */
  idAt(index: number): string | undefined {
    const place = this.#layout.placeAt(index);
    if (place < 0) return undefined;
    if (this.#held !== undefined) return this.#held.idAt(place);
    const row = this.#order.at(place);
    return row === undefined ? undefined : this.#source.idOf(row);
  }

  /** Code of the group whose header is shown at an index, if one is. */
  groupAt(index: number): number | undefined {
    return this.#layout.groupAt(index);
  }

  /** The index of a row, or -1 where it is not shown. */
  indexOfRow(row: number): number {
    const place = (this.#held ?? this.#order).placeOf(row);
    return place < 0 ? -1 : this.#layout.indexOf(place);
  }

  /** The index of a record, or -1 where it is not shown or gone. */
  indexOf(id: string): number {
    const row = this.#source.rowOf(id);
    return row === undefined ? -1 : this.indexOfRow(row);
  }

  /** The index of the header of a group, or -1 where there is none. */
  indexOfGroup(code: number): number {
    return this.#layout.indexOfGroup(code);
  }

  /** Ids of the records from one to another, both of them among these, in the order shown; none if one is not shown. */
  idsBetween(from: string, to: string): string[] {
    const ends = [this.indexOf(from), this.indexOf(to)];
    if (ends.includes(-1)) return [];
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    const ids: string[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = this.at(index);
      if (row !== undefined) ids.push(this.#source.idOf(row) ?? '');
    }
    return ids;
  }

  /** Shows only the header of a group, or its rows again. */
  collapse(code: number, collapsed: boolean): void {
    if (collapsed) this.#grouping?.collapsed.add(code);
    else this.#grouping?.collapsed.delete(code);
    this.#arrange();
  }

  /** Puts every row in its place at the next refresh, also while rows hold still: they are others than before. */
  orderAnew(): void {
    this.#anew = true;
    this.#outdated = true;
  }

  /** Brings everything up to date with the source. Returns whether rows came, went or moved. */
  refresh(): boolean {
    this.#source.read();
    this.#keys.noteTexts(this.#source);
    this.#choose();
    this.#grouping?.read(this.#source, this.#members);
    const changed = this.held && !this.#anew ? this.#refreshHeld() : this.#refreshOrder();
    this.#outdated = false;
    if (changed || this.#grouping !== undefined) this.#arrange();
    return changed;
  }

  #refreshHeld(): boolean {
    const held = this.#held?.update(this.#source, this.#members, this.#grouping?.codes, this.#goneWhileHeld);
    this.#sections = this.#held?.sections ?? [];
    return held === true;
  }

  #refreshOrder(): boolean {
    const before = this.#held;
    this.#readKeys();
    const changed = this.#order.update(this.#keys, this.#members, this.#source.size, this.#anew);
    this.#anew = false;
    this.#sections = this.#grouping?.sections() ?? [{ code: undefined, length: this.#order.count }];
    if (this.held) this.#hold();
    else this.#held = undefined;
    this.#released = false;
    return changed || before !== undefined;
  }

  #hold(): void {
    this.#held ??= new HeldOrder();
    this.#held.take(this.#order.rows, this.#sections, this.#source);
    this.#sections = this.#held.sections;
    this.#arrange();
  }

  /** Which rows have a record, and which of them are shown. */
  #choose(): void {
    const { renewed, size } = this.#source;
    this.#taken = reservedBytes(this.#taken, size);
    this.#members = reservedBytes(this.#members, size);
    const shown = this.#filter === undefined ? this.#members : this.#taken;
    for (let place = 0; place < renewed.count; place += 1) {
      const row = renewed.at(place);
      const taken = row < size && this.#source.idOf(row) !== undefined ? 1 : 0;
      this.#taken[row] = taken;
      shown[row] = taken;
    }
    if (this.#filter !== undefined) this.#filter.choose(this.#source, this.#taken, this.#members, this.#filtersAnew);
    else if (this.#filtersAnew) this.#members.set(this.#taken);
    this.#filtersAnew = false;
  }

  #readKeys(): void {
    const first = this.#grouping === undefined ? 0 : 1;
    this.#keys.reserve(this.#sort.length + first, this.#source.size);
    if (this.#grouping !== undefined)
      this.#keys.readCodes(0, this.#grouping.codes, this.#grouping.ranks, 1, this.#source.size);
    this.#sort.forEach((sort, place) => this.#keys.read(place + first, sort, this.#source));
  }

  #arrange(): void {
    this.#layout.arrange(this.#sections, (code) => this.#grouping?.collapsed.has(code) === true);
  }
}

function isSame(left: readonly SortKey[], right: readonly SortKey[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      ({ column, direction }, place) => right[place]?.column === column && right[place].direction === direction,
    )
  );
}
