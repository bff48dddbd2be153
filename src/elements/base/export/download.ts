/** Lets the browser save something under a name. Call what it returns when the browser has surely taken it. */
export function download(content: Blob, name: string): () => void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  return () => URL.revokeObjectURL(link.href);
}

/** A name for a file of an element: `aurigraph-tps-chart-2026-09-21T14-15-23Z.csv`. `to` is in epoch milliseconds. */
export function fileNameOf(element: string, to: number, extension: string): string {
  const moment = `${new Date(to).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  return `${element}-${moment}.${extension}`;
}
