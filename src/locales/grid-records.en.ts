/**
 * Words about rows and columns that a host page gives to a grid, in English. They are for those who write the page. Apart
 * from the others, since they load with what reads rows.
 */
export const gridRecordsEn = {
  notColumns: 'columns must be an array of objects with a key.',
  tooManyColumns: (columns: string, most: string) =>
    `There are ${columns} columns where there can be ${most}; those after them were left out.`,
  unusableKey: (place: string, most: string) =>
    `columns[${place}] was left out: its key is no text of 1 to ${most} characters.`,
  reservedKey: (place: string, key: string) =>
    `columns[${place}] was left out: every object has a “${key}”, so it cannot be a key.`,
  doubledKey: (place: string, key: string) => `columns[${place}] was left out: there is a column “${key}” before it.`,
  unusableField: (place: string, field: string) =>
    `${field} of columns[${place}] is not what it can be. The default is used.`,
  tooManyChoices: (key: string, most: string) =>
    `“${key}” has more than ${most} different words. It is shown as text and cannot make groups.`,
  notRows: 'rows must be an array of objects.',
  tooManyRows: (rows: string, most: string) =>
    `There are ${rows} rows where there can be ${most}; those after them were left out.`,
  notRecords: (count: string, place: string) =>
    `${count} rows were left out since they are no objects, the first of them rows[${place}].`,
  doubledIds: (count: string, id: string) =>
    `${count} rows were left out since a later one has the same id, the first of them “${id}”.`,
  unusableValues: (count: string, key: string) =>
    `${count} values of “${key}” are not of the kind of their column, and count as unknown.`,
  longTexts: (count: string, key: string, most: string) =>
    `${count} texts of “${key}” have more than ${most} characters, and were cut.`,
};
