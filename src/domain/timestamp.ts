const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text names an instant. Text without a zone does not: its instant depends on who reads it (interchange 2). */
export function isTimestamp(text: string): boolean {
  return ISO_WITH_ZONE.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** Whether the calendar has a day. Some engines read the 30th of February as a day in March, others refuse it. */
function isDay(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && toTimestamp(instant.getTime()).startsWith(date);
}

/** Epoch milliseconds as canonical ISO text: UTC, three fraction digits, `Z`. */
export function toTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
