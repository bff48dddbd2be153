/** What one writes around a table that only shows rows: an object for each row, found by its id, and a sorted list. */
export class SortedRows {
  #byId;

  constructor(records) {
    this.list = records;
    this.#byId = new Map(records.map((record) => [record.id, record]));
    this.#sort();
  }

  update(changed) {
    for (const record of changed) Object.assign(this.#byId.get(record.id), record);
    this.#sort();
  }

  #sort() {
    this.list.sort((a, b) => b.throughput - a.throughput || a.row - b.row);
  }
}
